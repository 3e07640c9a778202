import type { Catalogue } from '@app/catalogue';
import type { Clock } from '@app/sla/clock';
import type { CaseRead } from './case-slices.js';

/** A case, and what the checks hold it against. */
export interface WholeCase extends CaseRead {
  /** What the history folds to, or why it cannot be folded. */
  folded: Clock[] | Error;
  /** A pass over all clocks after a new calendar is under way: those it has not reached are by the old one still. */
  recounting: boolean;
}

/** An invariant that a case read whole answers. */
export interface CaseInvariant {
  name: string;
  /** One sentence per violation. */
  check: (whole: WholeCase, catalogue: Pick<Catalogue, 'unit'>) => string[];
}

/** How often each key comes. */
export function countBy(keys: Iterable<string>): Map<string, number> {
  const counts = new Map<string, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}

/** The keys that come more than once. */
export const twice = (keys: Iterable<string>): string[] =>
  [...countBy(keys)].filter(([, times]) => times > 1).map(([key]) => key);

import type { Catalogue } from '@app/catalogue';
import type { Clock } from '@app/sla/clock';
import type { CaseRead } from './case-slices.js';

/** A case, and what the checks compare it with. */
export interface WholeCase extends CaseRead {
  /** The clocks folded from the history, or the error. */
  folded: Clock[] | Error;
  /** A recount after a new calendar is under way: clocks it has not reached still use the old calendar. */
  recounting: boolean;
}

/** An invariant that can be checked on one case alone. */
export interface CaseInvariant {
  name: string;
  /** Returns one sentence per violation. */
  check: (whole: WholeCase, catalogue: Pick<Catalogue, 'unit'>) => string[];
}

/** How often each key occurs. */
export function countBy(keys: Iterable<string>): Map<string, number> {
  const counts = new Map<string, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}

/** The keys that occur more than once. */
export const twice = (keys: Iterable<string>): string[] =>
  [...countBy(keys)].filter(([, times]) => times > 1).map(([key]) => key);

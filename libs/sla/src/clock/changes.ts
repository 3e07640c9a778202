import type { Clock } from './types.js';

/** One clock of one case, whatever has been computed of it. */
const keyOf = ({ commitmentId, subjectId, occurrence }: Clock): string =>
  JSON.stringify([commitmentId, subjectId, occurrence]);

/**
 * What to store after a fold with a newer calendar or commitment: the clocks as folded, but one that had
 * already ended stays as it ended, with the versions it was judged by.
 */
export function keepEnded(stored: readonly Clock[], folded: readonly Clock[]): Clock[] {
  const ended = new Map(
    stored.filter(({ endedAt }) => endedAt !== null).map((clock) => [keyOf(clock), clock]),
  );
  const known = new Set(folded.map(keyOf));
  const forgotten = [...ended.values()].filter((clock) => !known.has(keyOf(clock)));
  return [...forgotten, ...folded.map((clock) => ended.get(keyOf(clock)) ?? clock)];
}

export interface DueChange {
  before: Clock;
  after: Clock;
  /** A date made earlier waits for a person's yes; a later one may be taken over. */
  moved: 'EARLIER' | 'LATER';
}

/** The live clocks whose due moment differs after a new calendar or commitment. */
export function dueChanges(stored: readonly Clock[], folded: readonly Clock[]): DueChange[] {
  const after = new Map(folded.map((clock) => [keyOf(clock), clock]));
  return stored.flatMap((before): DueChange[] => {
    const now = after.get(keyOf(before));
    if (!now || before.endedAt !== null || now.endedAt !== null) return [];
    const [was, is] = [before.dueAt ?? Infinity, now.dueAt ?? Infinity];
    return was === is ? [] : [{ before, after: now, moved: is < was ? 'EARLIER' : 'LATER' }];
  });
}

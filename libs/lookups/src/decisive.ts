import type { EventType } from '@app/cases';
import type { ShownClock } from './public-clocks.js';

/** What the choice needs of a promise. */
export type Promised = {
  clock: Pick<ShownClock['clock'], 'subject' | 'endedAt' | 'dueAt' | 'dueDate' | 'pauses'>;
  entry: Pick<ShownClock['entry'], 'startOn' | 'stopOn' | 'length'>;
  state: ShownClock['state'];
};

/** The one date that counts for her. */
export interface Decisive<P extends Promised = Promised> {
  promise: P;
  /** Whether she gets an answer by then, or the next step is done. */
  brings: 'ANSWER' | 'STEP';
  /** `LATE`: broken, and no later date is promised. `LATE_AND_NEXT`: `promise` is the next that runs, `broken` the late one. */
  pace: 'ON_COURSE' | 'PAUSED' | 'LATE' | 'LATE_AND_NEXT';
  broken: P | null;
}

const ANSWERS: readonly string[] = ['REPLIED', 'SUPPLEMENTARY_REPLIED'] satisfies EventType[];
/** Events after which nothing more is to be expected; a promise that anything else keeps is one of a step on the way. */
const ENDS: readonly string[] = [...ANSWERS, 'NO_ACTION', 'CLOSED'];
const answers = ({ entry: { stopOn } }: Promised): boolean =>
  stopOn.some((type) => ANSWERS.includes(type)) && stopOn.every((type) => ENDS.includes(type));
const isLate = ({ state }: Promised): boolean => state === 'OVERDUE';

/** The nearest first; a promise without a date (paused without an end) last. */
const byDue = (a: Promised, b: Promised): number => (a.clock.dueAt ?? Infinity) - (b.clock.dueAt ?? Infinity);

/**
 * The promise that decides when she is answered: of those that end with an answer the nearest; where none does, the
 * nearest of the others. Of several broken ones the longest broken is told, with the next that still runs.
 */
export function decisiveOf<P extends Promised>(promises: readonly P[]): Decisive<P> | null {
  const open = promises.filter(({ clock }) => clock.endedAt === null).toSorted(byDue);
  const group = open.some(answers) ? open.filter(answers) : open;
  const [first] = group;
  if (!first) return null;
  const next = group.find((promise) => !isLate(promise));
  const promise = next ?? first;
  const broken = isLate(first) ? first : null;
  return { promise, broken, brings: answers(promise) ? 'ANSWER' : 'STEP', pace: paceOf(promise, broken) };
}

function paceOf(promise: Promised, broken: Promised | null): Decisive['pace'] {
  if (broken) return promise === broken ? 'LATE' : 'LATE_AND_NEXT';
  return promise.state === 'PAUSED' ? 'PAUSED' : 'ON_COURSE';
}

/** Her promises in the order of the page: the decisive one, then the nearest; the ended ones last, newest first. */
export function inOrder<P extends Promised>(promises: readonly P[]): P[] {
  const decisive = decisiveOf(promises);
  const first = decisive?.broken ?? decisive?.promise;
  const open = promises.filter((one) => one.clock.endedAt === null && one !== first).toSorted(byDue);
  const ended = promises.filter(({ clock }) => clock.endedAt !== null);
  return [
    ...(first ? [first] : []),
    ...open,
    ...ended.toSorted((a, b) => b.clock.endedAt! - a.clock.endedAt!),
  ];
}

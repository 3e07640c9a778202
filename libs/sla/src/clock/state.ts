import type { Calendar } from './calendar.js';
import { toDay } from './day.js';
import type { Clock, ClockState, Instant, IsoDate } from './types.js';

/** A stored state, or a state derived from it and the current time; the derived ones are never stored. */
export type ClockStateNow = ClockState | 'WARNING' | 'OVERDUE';

/** 預警 from `warnAt` on (the first rung of the ladder), 逾期 from `dueAt` on. An ended clock stays as it ended. */
export function stateAt(clock: Clock, now: Instant, warnAt: Instant | null = null): ClockStateNow {
  if (clock.endedAt !== null) return clock.state;
  if (clock.dueAt !== null && now >= clock.dueAt) return 'OVERDUE';
  if (isPausedAt(clock, now)) return 'PAUSED';
  return warnAt !== null && now >= warnAt ? 'WARNING' : 'RUNNING';
}

/** A pause with a last day is over after it, even before its timer has said so. */
function isPausedAt(clock: Clock, now: Instant): boolean {
  const { lapsesAt } = clock.pauses.at(-1) ?? {};
  return clock.state === 'PAUSED' && (lapsesAt === undefined || now < lapsesAt);
}

/** Was, or is, the promise broken? A clock keeps its breach when it is cancelled or reopened later. */
export const isBreached = (clock: Clock, now: Instant): boolean =>
  clock.dueAt !== null && (clock.endedAt ?? now) >= clock.dueAt;

/** Time left until the due date or since it; for an ended clock, as of the moment it ended. */
export interface Remaining {
  late: boolean;
  /** Working days after today up to the due date, or after the due date up to today. */
  workingDays: number;
  calendarDays: number;
  milliseconds: number;
}

/** Null while there is no due date (paused without a last day), and past the loaded years. */
export function remaining(
  clock: Pick<Clock, 'dueAt' | 'dueDate' | 'endedAt'>,
  now: Instant,
  calendar: Calendar,
): Remaining | null {
  if (clock.dueAt === null || clock.dueDate === null) return null;
  const at = clock.endedAt ?? now;
  if (!calendar.covers(at)) return null;
  const [today, due] = [calendar.dayAt(at), toDay(clock.dueDate)];
  return {
    late: at >= clock.dueAt,
    workingDays: Math.abs(calendar.workingDaysBetween(today, due)),
    calendarDays: Math.abs(due - today),
    milliseconds: Math.abs(clock.dueAt - at),
  };
}

export interface ClockChange {
  kind: 'PAUSED' | 'RESUMED' | 'RESTARTED' | 'EXTENDED';
  at: Instant;
  /** The due date before an extension; `after` the one it moved to. */
  before?: IsoDate;
  after?: IsoDate;
}

/** The last change of a clock, for the line beside its due date; null if there was none. */
export function lastChange({ pauses, extensions, restartedAt }: Clock): ClockChange | null {
  const changes: ClockChange[] = [
    ...pauses.map(({ from }) => ({ kind: 'PAUSED' as const, at: from })),
    ...pauses.flatMap(({ to }) => (to === null ? [] : [{ kind: 'RESUMED' as const, at: to }])),
    ...(restartedAt === undefined ? [] : [{ kind: 'RESTARTED' as const, at: restartedAt }]),
    ...extensions.map(({ at, before, after }) => ({ kind: 'EXTENDED' as const, at, before, after })),
  ];
  return changes.toSorted((a, b) => a.at - b.at).at(-1) ?? null;
}

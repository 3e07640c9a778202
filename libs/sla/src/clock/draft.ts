import type { Course } from './course.js';
import type { Due, Position } from './counting.js';
import type { Day } from './day.js';
import type { Clock, ClockState, Instant } from './types.js';

/** Why a clock is paused. It runs on when no cause is left. */
export interface Cause {
  type: string;
  /** A cause with a last day ends by itself at the end of that day. */
  lastDay: Day | null;
}

/** One clock while its history is being read. Immutable: each rule returns a new one. */
export interface Draft {
  subjectId: string;
  occurrence: number;
  state: ClockState;
  startedAt: Instant;
  restartedAt?: Instant;
  endedAt: Instant | null;
  /** End before it is moved to a working day; unchanged while paused. */
  end: Position;
  causes: readonly Cause[];
  pauses: Clock['pauses'];
  extensions: Clock['extensions'];
}

export const isLive = (draft: Pick<Draft, 'endedAt'>): boolean => draft.endedAt === null;

export const newDraft = (course: Course, subjectId: string, occurrence: number, at: Instant): Draft => ({
  subjectId,
  occurrence,
  state: 'RUNNING',
  startedAt: at,
  endedAt: null,
  end: course.begin(at),
  causes: [],
  pauses: [],
  extensions: [],
});

/** Instant of the last change; a later event must not be dated before it. */
export function lastMoment(draft: Draft): Instant {
  const pause = draft.pauses.at(-1);
  return pause ? (pause.to ?? pause.from) : draft.startedAt;
}

/** The clock in its public form. */
export function toClock(course: Course, draft: Draft): Clock {
  const { commitment, calendar } = course;
  const due = dueOf(course, draft);
  return {
    commitmentId: commitment.id,
    commitmentVersion: commitment.version,
    calendarVersion: calendar.version,
    subject: commitment.subject,
    subjectId: draft.subjectId,
    occurrence: draft.occurrence,
    state: draft.state,
    startedAt: draft.startedAt,
    ...(draft.restartedAt !== undefined && { restartedAt: draft.restartedAt }),
    endedAt: draft.endedAt,
    dueAt: due?.dueAt ?? null,
    dueDate: due?.dueDate ?? null,
    pauses: draft.pauses,
    extensions: draft.extensions,
  };
}

/**
 * While paused: as if resumed on the last day of the pause, or null if it has none.
 * A breach before the pause remains.
 */
function dueOf(course: Course, draft: Draft): Due | null {
  if (draft.causes.length === 0) return course.due(draft.end);
  const { from } = draft.pauses.at(-1)!;
  const due = course.due(draft.end);
  if (from >= due.dueAt) return due;
  const until = lastDayOf(draft.causes);
  return until === null ? null : course.due(course.suspend(draft.end, from, course.endOfDay(until)));
}

/** The day on which the last cause ends by itself; null if one of them waits without a limit. */
export const lastDayOf = (causes: readonly Cause[]): Day | null =>
  causes.reduce<Day | null>(
    (latest, { lastDay }) => (latest === null || lastDay === null ? null : Math.max(latest, lastDay)),
    -Infinity,
  );

import type { Position } from './counting.js';
import type { Course } from './course.js';
import { toIso } from './day.js';
import { lastDayOf, type Cause, type Draft } from './draft.js';
import type { Clock, Instant } from './types.js';

type Pause = Clock['pauses'][number];

/** Begins a pause, or adds a cause to the open one: overlapping pauses count once. */
export function pause(course: Course, draft: Draft, cause: Cause, at: Instant): Draft {
  const causes = [...draft.causes.filter(({ type }) => type !== cause.type), cause];
  const from = draft.causes.length > 0 ? draft.pauses.at(-1)!.from : at;
  const earlier = draft.causes.length > 0 ? draft.pauses.slice(0, -1) : draft.pauses;
  return waiting(course, { ...draft, pauses: [...earlier, { from, to: null }] }, causes);
}

/** Removes causes; the clock runs on from `at` when none is left. */
export function withoutCauses(
  course: Course,
  draft: Draft,
  ends: (cause: Cause) => boolean,
  at: Instant,
  resumed: Position = course.position(at),
): Draft {
  const left = draft.causes.filter((cause) => !ends(cause));
  if (left.length === draft.causes.length) return draft;
  return left.length > 0 ? waiting(course, draft, left) : goOn(course, draft, at, resumed);
}

export const resume = (course: Course, draft: Draft, at: Instant): Draft =>
  withoutCauses(course, draft, () => true, at);

/**
 * Ends every cause whose own last day is over at `at`. This needs no event, and an event that comes late changes
 * nothing.
 */
export function lapse(course: Course, draft: Draft, at: Instant): Draft {
  const { calendar } = course;
  const over = draft.causes.filter(({ lastDay }) => lastDay !== null && calendar.endOf(lastDay) <= at);
  if (over.length === 0) return draft;
  const day = Math.max(...over.map(({ lastDay }) => lastDay!));
  return withoutCauses(
    course,
    draft,
    (cause) => over.includes(cause),
    calendar.endOf(day),
    course.endOfDay(day),
  );
}

function waiting(course: Course, draft: Draft, causes: readonly Cause[]): Draft {
  const until = lastDayOf(causes);
  const open: Pause = { from: draft.pauses.at(-1)!.from, to: null };
  const ending = until === null ? {} : { until: toIso(until), lapsesAt: course.calendar.endOf(until) };
  return {
    ...draft,
    state: 'PAUSED',
    causes,
    pauses: [...draft.pauses.slice(0, -1), { ...open, ...ending }],
  };
}

function goOn(course: Course, draft: Draft, at: Instant, resumed: Position): Draft {
  const open = draft.pauses.at(-1)!;
  return {
    ...draft,
    state: 'RUNNING',
    causes: [],
    pauses: [...draft.pauses.slice(0, -1), { ...open, to: at }],
    end: course.suspend(draft.end, open.from, resumed),
  };
}

import type { Course } from './course.js';
import { toDay } from './day.js';
import { isLive, lastMoment, newDraft, toClock, type Cause, type Draft } from './draft.js';
import { HistoryError, LengthError } from './errors.js';
import { checkExtension, underOwner } from './extension.js';
import { parseLength } from './lengths.js';
import { lapse, pause, resume, withoutCauses } from './pauses.js';
import { CORRECTION_REQUESTED, endsPause, type Role } from './roles.js';
import type { ClockCommitment, ClockEvent, Instant, Length } from './types.js';

/** Applies an event in one role to the newest clock of its subject; the clock is live, except for `start`. */
type Rule = (course: Course, draft: Draft, event: ClockEvent, at: Instant) => Draft;

/** The rules of the fold, one per role. */
const RULES: Readonly<Record<Exclude<Role, 'start'>, Rule>> = {
  pause(course, draft, event, at) {
    return pause(course, draft, causeOf(course, event, at), at);
  },

  resume(course, draft, event, at) {
    return withoutCauses(course, draft, (cause) => endsPause(event.type, cause.type), at);
  },

  /** An awaited correction gets a later last day. */
  postpone(course, draft, event, at) {
    if (!draft.causes.some(({ type }) => type === CORRECTION_REQUESTED)) return draft;
    return pause(course, draft, { ...causeOf(course, event, at), type: CORRECTION_REQUESTED }, at);
  },

  /** A complete correction restarts the period; extensions already granted are kept. */
  restart(course, draft, event, at) {
    const others = draft.causes.filter((cause) => !endsPause(event.type, cause.type));
    if (others.length === draft.causes.length) return draft;
    const resumed = resume(course, draft, at);
    if (at >= course.due(resumed.end).dueAt) return resumed; // a breach before the correction remains
    const lengths = draft.extensions.map(({ length }) => length);
    const end = lengths.reduce((e, length) => course.extend(e, length, false), course.begin(at));
    return others.reduce<Draft>((d, cause) => pause(course, d, cause, at), {
      ...resumed,
      restartedAt: at,
      end,
    });
  },

  extend(course, draft, event, at) {
    if (event.commitment !== undefined && event.commitment !== course.commitment.id) return draft;
    return within(course.commitment, course, draft, event, at);
  },

  lengthen: (course, draft, event, at) => within(underOwner(course.commitment), course, draft, event, at),

  stop(course, draft, _event, at) {
    const resumed = resume(course, draft, at);
    const kept = at < course.due(resumed.end).dueAt;
    return { ...resumed, state: kept ? 'ON_TIME' : 'LATE', endedAt: at };
  },

  cancel(course, draft, _event, at) {
    return { ...resume(course, draft, at), state: 'CANCELLED', endedAt: at };
  },
};

/**
 * Starts a clock: ignored while one is live, else the next occurrence; ended clocks stay as they ended.
 * The clock of a cancelled chain that is offered again continues from the chain's first offer.
 */
export function start(course: Course, newest: Draft | undefined, subjectId: string, at: Instant): Draft {
  if (!newest) return newDraft(course, subjectId, 1, at);
  if (isLive(newest)) return newest;
  const occurrence = newest.occurrence + 1;
  const takenUpAgain = course.commitment.subject === 'REFERRAL_CHAIN' && newest.state === 'CANCELLED';
  if (takenUpAgain) return { ...newest, occurrence, state: 'RUNNING', endedAt: null };
  return newDraft(course, subjectId, occurrence, at);
}

/** Applies an event to a live clock, after ending pauses whose last day is over. */
export function apply(role: Exclude<Role, 'start'>, course: Course, draft: Draft, event: ClockEvent): Draft {
  const lapsed = lapse(course, draft, event.at);
  return RULES[role](course, lapsed, event, notBefore(lastMoment(lapsed), event));
}

/**
 * Clocks of processes differ by up to two seconds (then an alarm is raised); an event dated this much too early is an
 * error.
 */
const SKEW_MS = 5_000;

function notBefore(earliest: Instant, event: ClockEvent): Instant {
  if (event.at >= earliest - SKEW_MS) return Math.max(event.at, earliest);
  throw new HistoryError(
    `第 ${event.seq} 號事件 ${event.type} 早於期限已發生的事（開始或暫停）`,
    `event ${event.seq} ${event.type} is earlier than what already happened to the clock (its start or pause)`,
  );
}

function causeOf(course: Course, event: ClockEvent, at: Instant): Cause {
  const lastDay = event.lastDay === undefined ? null : toDay(event.lastDay);
  if (lastDay === null || course.calendar.endOf(lastDay) > at) return { type: event.type, lastDay };
  throw new HistoryError(
    `第 ${event.seq} 號事件 ${event.type} 的最後日 ${event.lastDay} 早於要求之日`,
    `event ${event.seq} ${event.type} has its last day ${event.lastDay} before it was asked`,
  );
}

function lengthOf({ seq, type, length }: ClockEvent): Length {
  if (length !== undefined) return parseLength(length);
  throw new LengthError(`第 ${seq} 號事件 ${type} 沒有展延長度`, `event ${seq} ${type} has no length`);
}

/** Extended within the limits of the commitment; a request beyond them has no effect. */
function within(
  commitment: ClockCommitment,
  course: Course,
  draft: Draft,
  event: ClockEvent,
  at: Instant,
): Draft {
  const length = lengthOf(event);
  const request = { clock: toClock(course, draft), commitment, length, at, calendar: course.calendar };
  return checkExtension(request) ? draft : extended(course, draft, length, at);
}

export function extended(course: Course, draft: Draft, length: Length, at: Instant): Draft {
  const end = course.extend(draft.end, length, draft.state === 'PAUSED');
  const [before, after] = [course.due(draft.end).dueDate, course.due(end).dueDate];
  return { ...draft, end, extensions: [...draft.extensions, { at, length, before, after }] };
}

import type { Calendar } from './calendar.js';
import { Course } from './course.js';
import { isLive, toClock, type Draft } from './draft.js';
import { HistoryError } from './errors.js';
import { apply, start } from './rules.js';
import { rolesOf, type Role } from './roles.js';
import type { Clock, ClockCommitment, ClockEvent, ClockSubject } from './types.js';

/**
 * The subject of the clock that an event applies to; undefined: all clocks of the commitment (a withdrawn case, say).
 */
const SUBJECT_ID: Readonly<Record<ClockSubject, (event: ClockEvent) => string | undefined>> = {
  CASE: () => '',
  REFERRAL: ({ referralId }) => referralId,
  REFERRAL_CHAIN: ({ chainId, referralId }) => chainId ?? referralId,
  CO_HANDLING: ({ coHandlingId }) => coHandlingId,
};

/** All clocks of one subject in order; the last is the newest. */
type Tracks = Map<string, Draft[]>;

/**
 * The clocks of one commitment, from the whole history of one case. Pure: the same history in any order of
 * delivery yields the same clocks. Throws `HistoryError` for what cannot have happened and
 * `CalendarRangeError` for what ends outside the loaded years.
 */
export function fold(
  history: readonly ClockEvent[],
  commitment: ClockCommitment,
  calendar: Calendar,
): Clock[] {
  const course = new Course(commitment, calendar);
  const roles = rolesOf(commitment);
  const tracks: Tracks = new Map();
  for (const event of inOrder(history)) {
    for (const role of roles.get(event.type) ?? []) play(role, course, tracks, event);
  }
  return [...tracks.values()].flat().map((draft) => toClock(course, draft));
}

function play(role: Role, course: Course, tracks: Tracks, event: ClockEvent): void {
  const subjectId = SUBJECT_ID[course.commitment.subject](event);
  if (role === 'start') {
    if (subjectId !== undefined) begin(course, tracks, subjectId, event);
    return;
  }
  const touched = subjectId === undefined ? [...tracks.values()] : [tracks.get(subjectId) ?? []];
  for (const track of touched) {
    const newest = track.at(-1);
    if (newest && isLive(newest)) track[track.length - 1] = apply(role, course, newest, event);
  }
}

function begin(course: Course, tracks: Tracks, subjectId: string, event: ClockEvent): void {
  const track = tracks.get(subjectId) ?? [];
  const newest = start(course, track.at(-1), subjectId, event.at);
  if (newest !== track.at(-1)) tracks.set(subjectId, [...track, newest]);
}

/** By `seq`. An event delivered twice counts once; two events with the same number throw. */
function inOrder(history: readonly ClockEvent[]): readonly ClockEvent[] {
  if (history.every((event, index) => index === 0 || history[index - 1]!.seq < event.seq)) return history;
  const sorted = history.toSorted((a, b) => a.seq - b.seq);
  return sorted.filter((event, index) => {
    const before = sorted[index - 1];
    if (before?.seq !== event.seq) return true;
    if (isSame(before, event)) return false;
    throw new HistoryError(
      `有兩件不同的事件同為第 ${event.seq} 號`,
      `two events have the number ${event.seq}`,
    );
  });
}

const FIELDS = [
  'type',
  'at',
  'referralId',
  'chainId',
  'coHandlingId',
  'lastDay',
  'length',
  'commitment',
] as const;
const isSame = (a: ClockEvent, b: ClockEvent): boolean => FIELDS.every((field) => a[field] === b[field]);

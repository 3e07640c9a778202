import type { Calendar } from './calendar.js';
import { Course } from './course.js';
import { newDraft, toClock, type Draft } from './draft.js';
import { HistoryError } from './errors.js';
import { explain } from './explain.js';
import { checkExtension } from './extension.js';
import { parseLength } from './lengths.js';
import { pause, resume } from './pauses.js';
import { extended } from './rules.js';
import type { ClockCommitment, CountedDay, Instant, IsoDate, Length } from './types.js';

export interface DueQuestion {
  commitment: ClockCommitment;
  from: Instant;
  /** In any order; those that overlap count once. */
  pauses?: readonly { from: Instant; to: Instant }[];
  /** Lengths such as `10wd`; each is given as late as it can be: before the due date it extends. */
  extends?: readonly string[];
  calendar: Calendar;
}

export interface DueAnswer {
  dueAt: Instant;
  dueDate: IsoDate;
  days: CountedDay[];
}

/**
 * When a promise would be due, without a case: what `bin/desk clock due` prints. Throws `HistoryError` for a
 * pause that ends before it starts, `ExtensionError` for an extension past the limit, `LengthError`,
 * `CalendarRangeError`.
 */
export function dueFor({
  commitment,
  from,
  pauses = [],
  extends: lengths = [],
  calendar,
}: DueQuestion): DueAnswer {
  const course = new Course(commitment, calendar);
  const waiting = lengths.map(parseLength);
  let draft = newDraft(course, '', 1, from);
  for (const { from: begin, to } of united(pauses, from)) {
    while (waiting.length > 0 && begin >= course.due(draft.end).dueAt)
      draft = extend(course, draft, waiting.shift()!);
    draft = resume(course, pause(course, draft, { type: 'PAUSE', lastDay: null }, begin), to);
  }
  draft = waiting.reduce((d, length) => extend(course, d, length), draft);
  const { dueAt, dueDate, ...clock } = toClock(course, draft);
  return {
    dueAt: dueAt!,
    dueDate: dueDate!,
    days: explain({ ...clock, dueAt, dueDate }, commitment, calendar),
  };
}

function extend(course: Course, draft: Draft, length: Length): Draft {
  const { commitment, calendar } = course;
  const clock = toClock(course, draft);
  const at = clock.dueAt! - 1;
  const refused = checkExtension({ clock, commitment, length, at, calendar });
  if (refused) throw refused;
  return extended(course, draft, length, at);
}

interface Span {
  from: Instant;
  to: Instant;
}

/** Pauses in order, united where they overlap, from the start on. */
function united(pauses: readonly Span[], start: Instant): Span[] {
  const spans: Span[] = [];
  for (const { from, to } of pauses.toSorted((a, b) => a.from - b.from)) {
    if (to < from) throw endsBeforeItStarts({ from, to });
    const last = spans.at(-1);
    if (last && from <= last.to) last.to = Math.max(last.to, to);
    else if (to > start) spans.push({ from: Math.max(from, start), to });
  }
  return spans;
}

const endsBeforeItStarts = ({ from, to }: Span) =>
  new HistoryError(
    `暫停的結束（${new Date(to).toISOString()}）早於開始（${new Date(from).toISOString()}）`,
    `a pause ends (${new Date(to).toISOString()}) before it starts (${new Date(from).toISOString()})`,
  );

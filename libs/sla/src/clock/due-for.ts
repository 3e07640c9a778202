import type { Calendar } from './calendar.js';
import { Course } from './course.js';
import { newDraft, toClock, type Draft } from './draft.js';
import { HistoryError } from './errors.js';
import { explain } from './explain.js';
import { checkExtension } from './extension.js';
import { parseLength } from './lengths.js';
import { pause, resume } from './pauses.js';
import { extended } from './rules.js';
import { isBreached, lastChange, type ClockChange } from './state.js';
import { clockUsedDays } from './used.js';
import type { Clock, ClockCommitment, CountedDay, Instant, IsoDate, Length } from './types.js';

export interface DueQuestion {
  commitment: ClockCommitment;
  from: Instant;
  /** In any order; overlapping pauses count once. */
  pauses?: readonly { from: Instant; to: Instant }[];
  /**
   * Lengths such as `10wd`; each is taken as granted at the last moment possible, just before the due date it
   * extends.
   */
  extends?: readonly string[];
  /** When it was answered; a pause still open ends then. */
  answered?: Instant;
  calendar: Calendar;
}

export interface DueAnswer {
  dueAt: Instant;
  dueDate: IsoDate;
  days: CountedDay[];
  /** The last change of the due date; null if there was none. */
  changed: ClockChange | null;
  /** Only of a promise that was answered; `usedDays` is null where it is in hours. */
  answer?: { state: 'ON_TIME' | 'LATE'; usedDays: number | null };
}

/**
 * When a promise would be due, without a case: what `bin/desk clock due` prints. Throws `HistoryError` for a pause
 * that ends before it starts or an answer before the promise, `ExtensionError` for an extension past the limit,
 * `LengthError`, `CalendarRangeError`.
 */
export function dueFor(question: DueQuestion): DueAnswer {
  check(question);
  const { commitment, calendar, answered } = question;
  const course = new Course(commitment, calendar);
  const clock = toClock(course, played(course, question));
  return {
    dueAt: clock.dueAt!,
    dueDate: clock.dueDate!,
    days: explain(clock, commitment, calendar),
    changed: lastChange(clock),
    ...(answered !== undefined && { answer: answerOf(course, clock, answered) }),
  };
}

function check({ from, pauses = [], answered, calendar }: DueQuestion): void {
  const backwards = pauses.find((pause) => pause.to < pause.from);
  if (backwards) throw endsBeforeItStarts(backwards, calendar);
  if (answered !== undefined && answered < from) throw answeredBeforeItBegan(answered, from, calendar);
}

/** The clock with all its pauses and extensions applied. */
function played(course: Course, { from, pauses = [], extends: lengths = [], answered }: DueQuestion): Draft {
  const waiting = lengths.map(parseLength);
  let draft = newDraft(course, '', 1, from);
  for (const { from: begin, to } of united(pauses, from, answered)) {
    while (waiting.length > 0 && begin >= course.due(draft.end).dueAt)
      draft = extend(course, draft, waiting.shift()!);
    draft = resume(course, pause(course, draft, { type: 'PAUSE', lastDay: null }, begin), to);
  }
  return waiting.reduce((d, length) => extend(course, d, length), draft);
}

function answerOf({ commitment, calendar }: Course, clock: Clock, at: Instant): DueAnswer['answer'] {
  const usedDays = clockUsedDays({ ...clock, endedAt: at }, commitment, calendar, at);
  return { state: isBreached(clock, at) ? 'LATE' : 'ON_TIME', usedDays };
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

/** Pauses in order, merged where they overlap, cut to the time between start and answer. */
function united(pauses: readonly Span[], start: Instant, answered = Infinity): Span[] {
  const spans: Span[] = [];
  for (const { from, to } of pauses.toSorted((a, b) => a.from - b.from)) {
    if (from >= answered) continue;
    const last = spans.at(-1);
    const end = Math.min(to, answered);
    if (last && from <= last.to) last.to = Math.max(last.to, end);
    else if (end > start) spans.push({ from: Math.max(from, start), to: end });
  }
  return spans;
}

const endsBeforeItStarts = ({ from, to }: Span, calendar: Calendar) =>
  new HistoryError(
    `暫停的結束（${calendar.wallTime(to)}）早於開始（${calendar.wallTime(from)}）`,
    `a pause ends (${calendar.wallTime(to)}) before it starts (${calendar.wallTime(from)})`,
  );

const answeredBeforeItBegan = (answered: Instant, from: Instant, calendar: Calendar) =>
  new HistoryError(
    `答復（${calendar.wallTime(answered)}）早於起算（${calendar.wallTime(from)}）`,
    `the answer (${calendar.wallTime(answered)}) is earlier than the start (${calendar.wallTime(from)})`,
  );

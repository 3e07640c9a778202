import type { Calendar } from './calendar.js';
import { Course } from './course.js';
import { toDay, type Day } from './day.js';
import { explainHours } from './explain-hours.js';
import { isHours } from './lengths.js';
import { pausedDays } from './paused-days.js';
import { quotasOf, type Quota } from './quotas.js';
import type { Clock, ClockCommitment, CountedDay } from './types.js';

/** Most days that an explanation lists; later ones are left out (the due date itself is not affected). */
export const MOST_EXPLAINED_DAYS = 1_000;

/**
 * Day by day from the start to the due date: counted or not, and why (`CountedDay.why`):
 * `RECEIPT_DAY` · `WORKING_DAY` `MAKEUP_WORKING_DAY` `HALF_DAY` · `CALENDAR_DAY` · `DAY_OFF` `CLOSURE` · `PAUSED` ·
 * `ROLLED` (順延) · `EXTENSION` · `RESTARTED` (before a correction made the period count again) ·
 * `ELAPSED_HOURS` `OFFICE_TIME` `OFF_HOURS`. A paused clock without a last day ends with its first paused day.
 */
export function explain(clock: Clock, commitment: ClockCommitment, calendar: Calendar): CountedDay[] {
  const course = new Course(commitment, calendar);
  const first = calendar.dayAt(clock.startedAt);
  const last = Math.min(lastDayExplained(clock, calendar), first + MOST_EXPLAINED_DAYS - 1);
  const days = Array.from({ length: last - first + 1 }, (_, index) => first + index);
  const say = isHours(commitment.length.unit)
    ? explainHours(clock, commitment, calendar)
    : explainDates(clock, course);
  return days.map((day) => ({ date: calendar.iso(day), ...say(day) }));
}

type Said = Omit<CountedDay, 'date'>;

function lastDayExplained(clock: Clock, calendar: Calendar): Day {
  if (clock.dueDate !== null) return toDay(clock.dueDate);
  const firstPaused = calendar.dayAt(clock.pauses.at(-1)!.from) + 1;
  return Math.min(firstPaused, calendar.lastDay);
}

/** The returned function consumes the quotas, so call it once for each day, in order. */
function explainDates(clock: Clock, course: Course): (day: Day) => Said {
  const { calendar } = course;
  const start = calendar.dayAt(clock.startedAt);
  const counting = calendar.dayAt(clock.restartedAt ?? clock.startedAt);
  const paused = pausedDays(clock, calendar);
  const quotas = quotasOf(clock, course);
  const use = course.commitment.length.unit === 'wd' ? spendWorkingDay : spendCalendarDay;
  return (day) => {
    if (day === start || day === counting) return said(calendar, day, false, 'RECEIPT_DAY');
    if (day < counting) return { counted: false, why: 'RESTARTED' };
    if (paused(day)) return { counted: false, why: 'PAUSED' };
    const open = quotas.find(({ left }) => left > 0);
    return use(calendar, day, open);
  };
}

/** A day off consumes nothing. */
function spendWorkingDay(calendar: Calendar, day: Day, quota: Quota | undefined): Said {
  const { kind } = calendar.note(day);
  return calendar.works(day) ? spend(calendar, day, quota, kind) : said(calendar, day, false, kind);
}

const spendCalendarDay = (calendar: Calendar, day: Day, quota: Quota | undefined): Said =>
  spend(calendar, day, quota, 'CALENDAR_DAY');

/** Consumes one day of a quota; where none is left, the due date is being moved to the next working day. */
function spend(calendar: Calendar, day: Day, quota: Quota | undefined, ofPeriod: string): Said {
  if (quota) quota.left--;
  const of = quota?.of ?? 'ROLLED';
  return said(calendar, day, of !== 'ROLLED', of === 'PERIOD' ? ofPeriod : of);
}

function said(calendar: Calendar, day: Day, counted: boolean, why: string): Said {
  const { remark } = calendar.note(day);
  return { counted, why, ...(remark && { remark }) };
}

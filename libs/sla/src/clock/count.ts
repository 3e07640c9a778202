/** The counting rules of 行政程序法 §48 and 文書處理手冊 點79, on `Day`s (convert with `toDay` and `toIso`). */
import type { Calendar } from './calendar.js';
import { monthLength, dayFrom, SATURDAY, toCivil, toDay, weekdayOf, type Day } from './day.js';
import { LengthError } from './errors.js';
import type { Instant, IsoDate, Length, LengthUnit } from './types.js';

/** The n-th working day after `day`: the day of receipt never counts, working day or not. */
export const addWorkingDays = (calendar: Calendar, day: Day, n: number): Day =>
  n <= 0 ? day : calendar.workingDayAfter(day, n);

/** §48 II: the first day is not counted. */
const endDays = (day: Day, n: number): Day => day + n;

const endWeeks = (day: Day, n: number): Day => day + 7 * n;

/**
 * §48 III: counted from the day after; ends on the day before the corresponding day of the last month,
 * on the last day of that month if it has no such day. The day before a first is the last day of the month before it.
 */
export function endMonths(day: Day, n: number): Day {
  const { year, month, date } = toCivil(day + 1);
  const last = monthLength(year, month + n);
  return dayFrom(year, month + n, date > last ? last : date - 1);
}

/** §48 IV: a last day on a day off is replaced by the next working day. */
export const roll = (calendar: Calendar, day: Day): Day =>
  calendar.works(day) ? day : calendar.workingDayAfter(day, 1);

/** The end of a length counted in dates, before it is moved to a working day; null for hours. */
export const END: Readonly<Record<LengthUnit, ((c: Calendar, day: Day, n: number) => Day) | null>> = {
  h: null,
  wh: null,
  wd: addWorkingDays,
  d: (_, day, n) => endDays(day, n),
  w: (_, day, n) => endWeeks(day, n),
  m: (_, day, n) => endMonths(day, n),
};

/**
 * Last day of a promise that starts on `date`, for lengths in days, weeks and months. Throws `LengthError` for hours.
 */
export function legalDue(calendar: Calendar, date: IsoDate, length: Length): IsoDate {
  const end = END[length.unit];
  if (!end) throw new LengthError('時數沒有末日，請用 dueFor', 'hours have no last day, use dueFor');
  return calendar.iso(roll(calendar, end(calendar, toDay(date), length.amount)));
}

const MONDAY_NOON = 12 * 60;

/**
 * When a promise with this unrolled last day ends. With `saturdayMorning` a last day on a Saturday off ends
 * on Monday noon (§48 IV, second half); a Monday that is off itself moves the end to the next working day.
 */
export function lastInstant(calendar: Calendar, end: Day, due: Day, saturdayMorning: boolean): Instant {
  const mondayMorning = saturdayMorning && weekdayOf(end) === SATURDAY && due === end + 2;
  return mondayMorning ? calendar.instantAt(due, MONDAY_NOON) : calendar.endOf(due);
}

/**
 * 公文使用日數 (手冊 點79): working days from the day after receipt to dispatch; half a day when
 * there is none, as on the day of receipt. Not the same figure as the due date. `paused`: how many of them do not
 * count.
 */
export function usedDays(calendar: Calendar, receipt: IsoDate, dispatch: IsoDate, paused = 0): number {
  const used = calendar.workingDaysBetween(toDay(receipt), toDay(dispatch)) - paused;
  return used <= 0 ? 0.5 : used;
}

const MOST_FIXED_TERM_DAYS = 6;

/** 限期公文 closed in time: at most 6 days; closed late: all of them. */
export function usedDaysFixedTerm(
  calendar: Calendar,
  receipt: IsoDate,
  dispatch: IsoDate,
  due: IsoDate,
): number {
  const used = usedDays(calendar, receipt, dispatch);
  return dispatch <= due ? Math.min(used, MOST_FIXED_TERM_DAYS) : used;
}

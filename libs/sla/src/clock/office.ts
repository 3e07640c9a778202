import { SATURDAY } from './day.js';
import { CalendarError } from './errors.js';

/** `[from, to)` in minutes after midnight, wall clock. */
export type OfficeInterval = readonly [from: number, to: number];

/** Office hours, with their breaks, for each day of the week (0 Sunday to 6 Saturday). */
export interface OfficeHours {
  weekdays: readonly (readonly OfficeInterval[])[];
  /** Hours of a working Saturday or Sunday (補行上班) without hours of its own. */
  makeup: readonly OfficeInterval[];
}

const TIME_RANGE = /^([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-4]):([0-5]\d)$/;

/** `['08:30-12:30', '13:30-17:30']` → minutes; ascending, not overlapping, else `CalendarError`. */
export function parseOfficeIntervals(texts: readonly string[]): OfficeInterval[] {
  const intervals = texts.map(parseInterval);
  intervals.forEach(([from, to], index) => {
    const earliest = intervals[index - 1]?.[1] ?? 0;
    if (from < earliest || to <= from || to > 1440) throw badHours(texts.join(' '));
  });
  return intervals;
}

function parseInterval(text: string): OfficeInterval {
  const found = TIME_RANGE.exec(text);
  if (!found) throw badHours(text);
  const [h1, m1, h2, m2] = found.slice(1).map(Number) as [number, number, number, number];
  return [h1 * 60 + m1, h2 * 60 + m2];
}

const badHours = (text: string) =>
  new CalendarError(
    `辦公時間「${text}」有誤：請依先後寫成 08:30-12:30，不可重疊`,
    `office hours "${text}": write 08:30-12:30, in order and without overlap`,
  );

/** The same hours on the given weekdays, nothing on the others. */
export function officeHours(weekdays: readonly number[], texts: readonly string[]): OfficeHours {
  const hours = parseOfficeIntervals(texts);
  const week = Array.from({ length: 7 }, (_, weekday) => (weekdays.includes(weekday) ? hours : []));
  return { weekdays: week, makeup: hours };
}

/** Monday to Friday 08:30-12:30 and 13:30-17:30; an organisation's own hours come from its data. */
export const DEFAULT_OFFICE_HOURS = officeHours([1, 2, 3, 4, 5], ['08:30-12:30', '13:30-17:30']);

/** Hours of one working day: a working weekend day without hours of its own takes the make-up hours. */
export function hoursOn(hours: OfficeHours, weekday: number): readonly OfficeInterval[] {
  const own = hours.weekdays[weekday] ?? [];
  const weekend = weekday === 0 || weekday === SATURDAY;
  return own.length === 0 && weekend ? hours.makeup : own;
}

import { days, taipeiDate, taipeiMidnight } from '@app/platform';

const MONTH = /^(20\d\d)-(0[1-9]|1[0-2])$/;

/** `YYYY-MM` as asked for, else that of the day. */
export const monthOf = (asked: unknown, today: string): string =>
  typeof asked === 'string' && MONTH.test(asked) ? asked : today.slice(0, 7);

/** The days of a month, `YYYY-MM-DD`. */
export function daysOf(month: string): string[] {
  const first = taipeiMidnight(`${month}-01`);
  return Array.from({ length: 31 }, (_, n) => taipeiDate(first + days(n))).filter((day) =>
    day.startsWith(month),
  );
}

export const monthAfter = (month: string): string =>
  taipeiDate(taipeiMidnight(`${month}-01`) + days(31)).slice(0, 7);
export const monthBefore = (month: string): string =>
  taipeiDate(taipeiMidnight(`${month}-01`) - days(1)).slice(0, 7);

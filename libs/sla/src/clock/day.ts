import { ClockError } from './errors.js';
import type { IsoDate } from './types.js';

/** A civil date as the number of days since 1970-01-01: all counting is done on these integers. */
export type Day = number;

export const DAY_MS = 86_400_000;
export const HOUR_MS = 3_600_000;
export const MINUTE_MS = 60_000;

export const SATURDAY = 6;
export const WEEKDAYS = ['日', '一', '二', '三', '四', '五', '六'] as const;

/** Day of a year, month (from 1; 13 is January of the next year) and day of month. */
export const dayFrom = (year: number, month: number, date: number): Day =>
  Date.UTC(year, month - 1, date) / DAY_MS;

/** Throws `ClockError` unless `date` is an existing `YYYY-MM-DD`. */
export function toDay(date: IsoDate): Day {
  const day = Date.parse(date) / DAY_MS;
  if (toIsoOrNull(day) === date) return day;
  throw new ClockError(`「${date}」不是日期（YYYY-MM-DD）`, `"${date}" is not a date (YYYY-MM-DD)`);
}

export const toIso = (day: Day): IsoDate => new Date(day * DAY_MS).toISOString().slice(0, 10);

const toIsoOrNull = (day: Day): IsoDate | null => (Number.isNaN(day) ? null : toIso(day));

/** 0 Sunday to 6 Saturday. */
export const weekdayOf = (day: Day): number => (((day + 4) % 7) + 7) % 7;

export interface Civil {
  year: number;
  month: number;
  date: number;
}

export function toCivil(day: Day): Civil {
  const utc = new Date(day * DAY_MS);
  return { year: utc.getUTCFullYear(), month: utc.getUTCMonth() + 1, date: utc.getUTCDate() };
}

/** Days in a month; `month` 13 is January of the next year. */
export const monthLength = (year: number, month: number): number =>
  dayFrom(year, month + 1, 1) - dayFrom(year, month, 1);

import {
  dateTimeWords,
  dateWords,
  type Locale,
  type Reading,
  shortDate,
  shortDateTime,
  taipeiTime,
} from '@app/platform';
import type { Catalogue } from '@app/catalogue';
import type { ListedDue } from '@app/lookups';
import { parseLength, remainingWords, type ClockStateNow, type Remaining } from '@app/sla/clock';
import { casePartsWords } from './words.js';

/** A promise in days ends at 24:00: its date is the day before that instant. One in hours has a time of day. */
export function dueWords(dueAt: number, reading: Reading): string {
  return taipeiTime(dueAt) === '00:00' ? shortDate(dueAt - 1, reading) : shortDateTime(dueAt, reading);
}

/** A promise in a list: its state, the time left and the date, as text. */
export interface ShownDue {
  state: ClockStateNow;
  left: string | undefined;
  date: string;
}

/** `now`: epoch milliseconds. */
export function shownDue(
  { dueAt, warnAt, commitmentId, left }: ListedDue,
  { locale, now }: Reading,
  catalogue: Catalogue,
): ShownDue {
  const entry = catalogue.commitment(commitmentId);
  const length = entry?.kind === 'clock' ? entry.length : undefined;
  return {
    state: dueAt <= now ? 'OVERDUE' : warnAt !== null && warnAt <= now ? 'WARNING' : 'RUNNING',
    left: left && length ? leftWords(left, length, locale) : undefined,
    date: dueWords(dueAt, { locale, now }),
  };
}

/** A promise in hours, elapsed or of office time. */
export const isInHours = (length: string): boolean => ['h', 'wh'].includes(parseLength(length).unit);

/** The whole due date, with the time of day where the promise is one in hours. */
export const fullDueWords = (dueAt: number, length: string, locale: Locale): string =>
  isInHours(length) ? dateTimeWords(dueAt, locale) : dateWords(dueAt - 1, locale);

/** 還有 3 個工作日, 今天到期, 已逾期 1 個工作日. `length` as in commitments: `5wd`. */
export const leftWords = (left: Remaining, length: string, locale: Locale): string =>
  remainingWords(left, parseLength(length).unit, locale);

/** `5wd` → 5 個工作日. */
export function lengthWords(length: string, locale: Locale): string {
  const { amount, unit } = parseLength(length);
  return casePartsWords[locale].statuses.unit[unit](amount);
}

import { parseLength, remainingWords, type Remaining } from '@app/sla/clock';
import { shortDate, shortDateTime, timeWords } from '../site/dates.js';
import type { Lang } from '../site/language.js';
import { casePartsWords } from './words.js';

/** A promise in days ends at 24:00: its date is the day before that instant. One in hours has a time of day. */
export function dueWords(dueAt: number, lang: Lang): string {
  return timeWords(dueAt) === '00:00' ? shortDate(dueAt - 1, lang) : shortDateTime(dueAt, lang);
}

/** 還有 3 個工作日, 今天到期, 已逾期 1 個工作日. `length` as commitments write it: `5wd`. */
export const leftWords = (left: Remaining, length: string, lang: Lang): string =>
  remainingWords(left, parseLength(length).unit, lang);

/** `5wd` → 5 個工作日. */
export function lengthWords(length: string, lang: Lang): string {
  const { amount, unit } = parseLength(length);
  return casePartsWords[lang].statuses.unit[unit](amount);
}

import { type Locale, taipeiDate } from '@app/platform';
import { weekdayOf, toDay } from '@app/sla/clock';

const ROC_OFFSET = 1911;
const WEEKDAYS = { 'zh-TW': '日一二三四五六', en: ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'] };
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const TAIPEI_OFFSET_MS = 8 * 3_600_000;
const DAY_MS = 24 * 3_600_000;
const MINUTE_MS = 60_000;

type When = number | string;

const isoOf = (when: When) => (typeof when === 'string' ? when : taipeiDate(when));

/** 民國115年11月23日（一）; 23 Nov 2026 (Mon). Of an instant (Taipei) or a `YYYY-MM-DD`. */
export function dateWords(when: When, locale: Locale): string {
  const iso = isoOf(when);
  const [year = 0, month = 0, day = 0] = iso.split('-').map(Number);
  const weekday = WEEKDAYS[locale][weekdayOf(toDay(iso)) % 7];
  if (locale === 'en') return `${day} ${MONTHS[month - 1]} ${year} (${weekday})`;
  return `民國${year - ROC_OFFSET}年${month}月${day}日（${weekday}）`;
}

/** The date without year: 11月23日（一）; 23 Nov (Mon). For dense lists. */
export function shortDate(when: When, locale: Locale): string {
  const words = dateWords(when, locale);
  return locale === 'en' ? words.replace(/ \d{4}/, '') : words.replace(/^民國\d+年/, '');
}

/** 14:05, Taipei. */
export function timeWords(instant: number): string {
  const minutes = Math.floor(((instant + TAIPEI_OFFSET_MS) % DAY_MS) / MINUTE_MS);
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}

export const dateTimeWords = (instant: number, locale: Locale): string =>
  `${dateWords(instant, locale)} ${timeWords(instant)}`;
export const shortDateTime = (instant: number, locale: Locale): string =>
  `${shortDate(instant, locale)} ${timeWords(instant)}`;

/** Example for a date hint: the ROC year in zh-TW, CE in English. */
export function dateExample(today: string, locale: Locale): string {
  const [year = 0, month = 0, day = 0] = today.split('-').map(Number);
  return locale === 'en' ? `${day} ${month} ${year}` : `${year - ROC_OFFSET} 年 ${month} 月 ${day} 日`;
}

/** Three typed fields as `YYYY-MM-DD`; years below 1911 are ROC years. Undefined when that is no date. */
export function typedDate(parts: { year?: string; month?: string; day?: string }): string | undefined {
  const [year, month, day] = [parts.year, parts.month, parts.day].map((part) =>
    Number((part ?? '').normalize('NFKC').trim()),
  );
  if (!year || !month || !day) return undefined;
  const iso = [year < ROC_OFFSET ? year + ROC_OFFSET : year, month, day]
    .map((n, i) => String(n).padStart(i === 0 ? 4 : 2, '0'))
    .join('-');
  const real = new Date(`${iso}T00:00:00Z`);
  return !Number.isNaN(real.getTime()) && real.toISOString().startsWith(iso) ? iso : undefined;
}

import type { Locale } from '../locale.js';
import { taipeiDate, taipeiTime } from './taipei.js';

/** Year of the Republic (民國) = year of the Common Era − 1911. */
export const ROC_OFFSET = 1911;

/** An instant (epoch ms, shown in Taipei) or a date `YYYY-MM-DD`. */
type When = number | string;
type Style = 'long' | 'short';

const inUtc = (options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat('en-US', { ...options, timeZone: 'UTC' });
const monthsOf = (style: Style) =>
  Array.from({ length: 12 }, (_, month) => inUtc({ month: style }).format(Date.UTC(2026, month)));

const MONTHS = { long: monthsOf('long'), short: monthsOf('short') };
/** 4 January 2026 was a Sunday. */
const WEEKDAYS = {
  'zh-TW': [...'日一二三四五六'],
  en: Array.from({ length: 7 }, (_, day) => inUtc({ weekday: 'short' }).format(Date.UTC(2026, 0, 4 + day))),
};

/** 1 → January, Jan. */
export const monthName = (month: number, style: Style = 'long'): string => MONTHS[style][month - 1]!;

/** 民國115年11月23日（一）; 23 Nov 2026 (Mon). */
export function dateWords(when: When, locale: Locale): string {
  const { year, month, day, weekday } = partsOf(when, locale);
  if (locale === 'en') return `${day} ${monthName(month, 'short')} ${year} (${weekday})`;
  return `民國${year - ROC_OFFSET}年${month}月${day}日（${weekday}）`;
}

/** For whom and when a date is written: without its year only while that year lasts. `now`: epoch ms. */
export interface Reading {
  locale: Locale;
  now: number;
}

/** 11月23日（一）; 23 Nov (Mon): of the year of `now`; of another year with it, as `dateWords` says it. */
export function shortDate(when: When, { locale, now }: Reading): string {
  const { year, month, day, weekday } = partsOf(when, locale);
  if (year !== Number(taipeiDate(now).slice(0, 4))) return dateWords(when, locale);
  return locale === 'en'
    ? `${day} ${monthName(month, 'short')} (${weekday})`
    : `${month}月${day}日（${weekday}）`;
}

/** 115年11月23日; 23 November 2026: in the sentences of a letter. */
export function plainDate(when: When, locale: Locale): string {
  const { year, month, day } = partsOf(when, locale);
  return locale === 'en' ? `${day} ${monthName(month)} ${year}` : `${year - ROC_OFFSET}年${month}月${day}日`;
}

export const dateTimeWords = (instant: number, locale: Locale): string =>
  `${dateWords(instant, locale)} ${taipeiTime(instant)}`;
export const shortDateTime = (instant: number, reading: Reading): string =>
  `${shortDate(instant, reading)} ${taipeiTime(instant)}`;

/** How a date is typed into three fields: `115 年 11 月 23 日`; `23 11 2026`. */
export function dateExample(today: string, locale: Locale): string {
  const { year, month, day } = partsOf(today, locale);
  return locale === 'en' ? `${day} ${month} ${year}` : `${year - ROC_OFFSET} 年 ${month} 月 ${day} 日`;
}

function partsOf(when: When, locale: Locale) {
  const iso = typeof when === 'string' ? when : taipeiDate(when);
  const [year = 0, month = 0, day = 0] = iso.split('-').map(Number);
  return { year, month, day, weekday: WEEKDAYS[locale][new Date(iso).getUTCDay()]! };
}

import { ROC_OFFSET } from '@app/platform';
import type { WallTime } from './wall-time.js';

const TIME = '(?:\\s+(?<hour>\\d{1,2}):(?<minute>\\d{2})(?::(?<second>\\d{2}))?)?';
const FORMS = [
  // 1141020; 0991231 and 991231 are both 99-12-31
  /^(?<year>\d{2,3})(?<month>\d{2})(?<day>\d{2})/,
  // 113.09.05 113/9/5 113-09-05
  /^(?<year>\d{1,3})[./-](?<month>\d{1,2})[./-](?<day>\d{1,2})/,
  // 114年1月6日 民國114 年 12 月 10 日
  /^(?:民國)?\s*(?<year>\d{1,3})\s*年\s*(?<month>\d{1,2})\s*月\s*(?<day>\d{1,2})\s*日/,
].map((form) => new RegExp(`${form.source}${TIME}$`));

/** Parses an ROC date (民國) in any usual form, with or without a time. 民前 and year 0 are refused (undefined). */
export function parseRoc(text: string): WallTime | undefined {
  const found = FORMS.map((form) => form.exec(text)?.groups).find(Boolean);
  if (!found || Number(found['year']) === 0) return undefined;
  const part = (name: string) => Number(found[name] ?? 0);
  return {
    year: part('year') + ROC_OFFSET,
    month: part('month'),
    day: part('day'),
    hour: part('hour'),
    minute: part('minute'),
    second: part('second'),
  };
}

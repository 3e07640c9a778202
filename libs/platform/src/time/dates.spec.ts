import { describe, expect, it } from '@jest/globals';
import type { Locale } from '../locale.js';
import {
  dateExample,
  dateTimeWords,
  dateWords,
  monthName,
  plainDate,
  shortDate,
  shortDateTime,
} from './dates.js';

const in2026 = (locale: Locale) => ({ locale, now: Date.parse('2026-06-01T00:00:00+08:00') });

describe('dates in words', () => {
  it('writes ROC years with the weekday, and CE years in English', () => {
    expect(dateWords('2026-11-23', 'zh-TW')).toBe('民國115年11月23日（一）');
    expect(dateWords('2026-11-23', 'en')).toBe('23 Nov 2026 (Mon)');
    expect(dateWords('2027-01-03', 'zh-TW')).toBe('民國116年1月3日（日）');
  });

  it('uses the Taipei date of an instant, whatever the time zone of the machine', () => {
    const lateInUtc = Date.parse('2026-11-22T16:05:00Z');
    expect(dateTimeWords(lateInUtc, 'zh-TW')).toBe('民國115年11月23日（一） 00:05');
    expect(shortDate(lateInUtc, in2026('en'))).toBe('23 Nov (Mon)');
    expect(shortDate(lateInUtc, in2026('zh-TW'))).toBe('11月23日（一）');
    expect(shortDateTime(Date.parse('2026-11-24T00:00:00+08:00'), in2026('en'))).toBe('24 Nov (Tue) 00:00');
  });

  it('leaves the year out of a short date only while that year lasts, in Taipei', () => {
    const seen = (now: string) => shortDate('2026-12-31', { locale: 'zh-TW', now: Date.parse(now) });
    expect(seen('2026-12-31T23:59:59+08:00')).toBe('12月31日（四）');
    expect(seen('2027-01-01T00:00:00+08:00')).toBe('民國115年12月31日（四）');
    expect(shortDate('2015-02-01', in2026('en'))).toBe('1 Feb 2015 (Sun)');
    expect(shortDateTime(Date.parse('2027-01-12T09:05:00+08:00'), in2026('zh-TW'))).toBe(
      '民國116年1月12日（二） 09:05',
    );
  });

  it("writes a letter's dates without the weekday, months in full", () => {
    expect(plainDate('2026-09-02', 'zh-TW')).toBe('115年9月2日');
    expect(plainDate('2026-09-02', 'en')).toBe('2 September 2026');
    expect(plainDate(Date.parse('2026-11-22T16:00:00Z'), 'en')).toBe('23 November 2026');
  });

  it('names the twelve months and seven weekdays in English', () => {
    const all = Array.from({ length: 12 }, (_, at) => monthName(at + 1, 'short'));
    expect(all.join(' ')).toBe('Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec');
    expect([monthName(1), monthName(12)]).toEqual(['January', 'December']);
    const week = (locale: Locale) =>
      [1, 2, 3, 4, 5, 6, 7].map((day) => shortDate(`2026-02-0${day}`, in2026(locale)));
    expect(week('en').map((words) => words.slice(-5))).toEqual([
      '(Sun)',
      '(Mon)',
      '(Tue)',
      '(Wed)',
      '(Thu)',
      '(Fri)',
      '(Sat)',
    ]);
    expect(
      week('zh-TW')
        .map((words) => words.at(-2))
        .join(''),
    ).toBe('日一二三四五六');
  });

  it('gives an example of how dates are written in that language', () => {
    expect(dateExample('2026-11-03', 'zh-TW')).toBe('115 年 11 月 3 日');
    expect(dateExample('2026-11-03', 'en')).toBe('3 11 2026');
  });
});

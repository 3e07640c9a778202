import { describe, expect, it } from '@jest/globals';
import { dueWords, leftWords, lengthWords } from './promise-times.js';

describe('the time of a promise in words', () => {
  it('gives the time left or overdue', () => {
    const left = { late: false, workingDays: 3, calendarDays: 5, milliseconds: 0 };
    expect(leftWords(left, '5wd', 'zh-TW')).toBe('還有 3 個工作日');
    expect(leftWords({ ...left, late: true, workingDays: 1 }, '5wd', 'zh-TW')).toBe('已逾期 1 個工作日');
    expect(lengthWords('2w', 'zh-TW')).toBe('2 週');
    expect(lengthWords('1wd', 'en')).toBe('1 working day');
  });

  it('names the day that ends with a promise in days, and the time of one in hours', () => {
    const midnight = Date.parse('2026-11-24T00:00:00+08:00');
    const inTaiwan = { locale: 'zh-TW', now: midnight } as const;
    expect(dueWords(midnight, inTaiwan)).toBe('11月23日（一）');
    expect(dueWords(midnight + 60_000, inTaiwan)).toBe('11月24日（二） 00:01');
  });

  it('says the year where it is not the present one, and of 24:00 that of the day before', () => {
    const newYear = Date.parse('2027-01-01T00:00:00+08:00');
    const seen = (now: number) => ({ locale: 'zh-TW', now }) as const;
    expect(dueWords(newYear, seen(newYear - 60_000))).toBe('12月31日（四）');
    expect(dueWords(newYear, seen(newYear))).toBe('民國115年12月31日（四）');
    expect(dueWords(newYear + 60_000, seen(newYear - 60_000))).toBe('民國116年1月1日（五） 00:01');
  });
});

import { describe, expect, it } from '@jest/globals';
import { dateExample, dateTimeWords, dateWords, shortDate, shortDateTime, typedDate } from './dates.js';

describe('dates in words', () => {
  it('writes ROC years with the weekday, and CE years in English', () => {
    expect(dateWords('2026-11-23', 'zh-TW')).toBe('民國115年11月23日（一）');
    expect(dateWords('2026-11-23', 'en')).toBe('23 Nov 2026 (Mon)');
    expect(dateWords('2027-01-03', 'zh-TW')).toBe('民國116年1月3日（日）');
  });

  it('takes the Taipei date of an instant, whatever the zone of the machine', () => {
    const lateInUtc = Date.parse('2026-11-22T16:05:00Z');
    expect(dateTimeWords(lateInUtc, 'zh-TW')).toBe('民國115年11月23日（一） 00:05');
    expect(shortDate(lateInUtc, 'en')).toBe('23 Nov (Mon)');
    expect(shortDate(lateInUtc, 'zh-TW')).toBe('11月23日（一）');
    expect(shortDateTime(Date.parse('2026-11-24T00:00:00+08:00'), 'en')).toBe('24 Nov (Tue) 00:00');
  });

  it('gives an example as people write dates in that language', () => {
    expect(dateExample('2026-11-03', 'zh-TW')).toBe('115 年 11 月 3 日');
    expect(dateExample('2026-11-03', 'en')).toBe('3 11 2026');
  });
});

describe('a date typed in three fields', () => {
  it('understands ROC and CE years and full-width digits', () => {
    expect(typedDate({ year: '115', month: '11', day: '3' })).toBe('2026-11-03');
    expect(typedDate({ year: '2026', month: '2', day: '28' })).toBe('2026-02-28');
    expect(typedDate({ year: '1911', month: '1', day: '1' })).toBe('1911-01-01');
    expect(typedDate({ year: ' 115 ', month: '1', day: '1' })).toBe('2026-01-01');
    expect(typedDate({ year: '１１５', month: '１', day: '２' })).toBe('2026-01-02');
  });

  it.each([
    { year: '115', month: '13', day: '1' },
    { year: '115', month: '2', day: '30' },
    { year: '', month: '1', day: '1' },
    { year: 'x', month: '1', day: '1' },
  ])('refuses %p', (parts) => {
    expect(typedDate(parts)).toBeUndefined();
  });
});

import { describe, expect, it } from '@jest/globals';
import { dateReader, isDateFormat } from './date-format.js';
import { isTimeZone } from './wall-time.js';

const boston = (text: string) => dateReader(['MM/DD/YYYY hh:mm:ss A'], 'America/New_York')(text);
const roc = (text: string) => dateReader(['ROC'], 'Asia/Taipei')(text);
const iso = (instant: number | undefined) => instant && new Date(instant).toISOString();

describe('dates of a mapping', () => {
  it.each([
    ['01/01/2015 03:46:15 AM', '2015-01-01T08:46:15.000Z'],
    ['07/01/2015 12:00:00 AM', '2015-07-01T04:00:00.000Z'],
    ['07/01/2015 12:00:00 PM', '2015-07-01T16:00:00.000Z'],
    [' 07/01/2015 01:02:03 pm ', '2015-07-01T17:02:03.000Z'],
  ])('reads %s in New York', (text, expected) => expect(iso(boston(text))).toBe(expected));

  it('moves a time skipped by daylight saving time forward by the gap', () => {
    expect(iso(boston('03/08/2015 02:30:00 AM'))).toBe('2015-03-08T07:30:00.000Z'); // 03:30 EDT
  });

  it('takes the first occurrence of a time that occurs twice', () => {
    expect(iso(boston('11/01/2015 01:30:00 AM'))).toBe('2015-11-01T05:30:00.000Z'); // still EDT
  });

  it.each(['', '13/01/2015 01:00:00 AM', '02/30/2015 01:00:00 AM', '02/29/2015 01:00:00 AM'])(
    'refuses %j',
    (text) => expect(boston(text)).toBeUndefined(),
  );
  it.each(['01/01/2015 13:00:00 PM', '01/01/2015 00:30:00 AM', '01/01/2015', '1/1/2015 01:00:00 AM'])(
    'refuses %j, which does not match the format',
    (text) => expect(boston(text)).toBeUndefined(),
  );

  it.each([
    ['1141020', '2025-10-20'],
    ['113.09.05', '2024-09-05'],
    ['113/9/5', '2024-09-05'],
    ['114年1月6日', '2025-01-06'],
    ['民國114 年 12 月 10 日', '2025-12-10'],
    ['１１４年１月６日', '2025-01-06'],
    ['0991231', '2010-12-31'],
    ['991231', '2010-12-31'],
  ])('reads %s as %s in Taipei', (text, date) =>
    expect(roc(text)).toBe(Date.parse(`${date}T00:00:00+08:00`)),
  );

  it('reads a time after a ROC date', () =>
    expect(roc('114.01.06 14:30')).toBe(Date.parse('2025-01-06T14:30:00+08:00')));

  it.each(['1140230', '0000101', '114.13.01', '民前1年1月1日', '2025-01-06', '114年1月'])(
    'refuses %s',
    (text) => expect(roc(text)).toBeUndefined(),
  );

  it.each([
    ['114.01.06 14:30:59', '2025-01-06T14:30:59+08:00'],
    ['1140106 9:05', '2025-01-06T09:05:00+08:00'],
  ])('reads %s to the second', (text, expected) => expect(roc(text)).toBe(Date.parse(expected)));

  it.each([
    ['YYYY.MM.DD', '2025.01.06', '2025x01x06'],
    ['[D+M] YYYY', '[6+1] 2025', '661 2025'],
  ])('reads the signs of %s as they are', (format, text, other) => {
    const read = dateReader([format], 'Asia/Taipei');
    expect(read(text)).toBe(Date.parse('2025-01-06T00:00:00+08:00'));
    expect(read(other)).toBeUndefined();
  });

  it('reads a date alone, with nothing before or after it', () => {
    const read = dateReader(['YYYY-MM-DD'], 'Asia/Taipei');
    for (const text of ['x2025-01-06', '2025-01-061', '2025-01-06 10:00']) expect(read(text)).toBeUndefined();
  });

  it('tries the formats in the order given', () => {
    const both = dateReader(['YYYY-MM-DD', 'D/M/YYYY H:mm'], 'Asia/Taipei');
    expect(both('2025-01-06')).toBe(Date.parse('2025-01-06T00:00:00+08:00'));
    expect(both('6/1/2025 9:05')).toBe(Date.parse('2025-01-06T09:05:00+08:00'));
  });

  it.each([
    ['MM/DD/YYYY hh:mm:ss A', true],
    ['YYYY-MM-DD', true],
    ['ROC', true],
    ['MM/DD', false],
    ['YYYY-MM-DD hh:mm', false], // twelve hours without AM or PM
    ['YYYY-MM-DD MM', false],
    ['YYYY-MM', false],
    ['YYYY-DD', false],
    ['', false],
    ['YYYY-MM-DD HH:mm A', false], // AM or PM without twelve hours
    ['D.M.YYYY h:mm A', true],
  ])('knows whether %s is a format', (format, expected) => expect(isDateFormat(format)).toBe(expected));

  it.each([
    ['Asia/Taipei', true],
    ['America/New_York', true],
    ['+08:00', false],
    ['Asia/Atlantis', false],
  ])('knows whether %s is a time zone', (zone, expected) => expect(isTimeZone(zone)).toBe(expected));
});

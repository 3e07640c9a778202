import {
  CalendarError,
  CalendarFileError,
  CalendarRangeError,
  decodeCalendar,
  makeCalendar,
  officeHours,
  overlaysFor,
  parseCalendarCsv,
  parseOfficeIntervals,
  toDay,
  type Overlay,
} from './index.js';
import { calendarOf, plainYears, shippedYears, taipei, yearCsv } from './spec-support.js';

const parse = (text: string) => parseCalendarCsv(text, '2026.csv');
const problemsOf = (text: string) => {
  try {
    parse(text);
  } catch (error) {
    return (error as CalendarFileError).problems.map(({ line, en }) => `${line} ${en}`);
  }
  return [];
};

describe('a calendar file', () => {
  const good = yearCsv(2026, ['2026-01-01']);

  test('is read as published: BOM and CRLF, or Big5', () => {
    expect(parse(`\uFEFF${good}`)).toEqual(parse(good.replaceAll('\r\n', '\n')));
    const big5 = Uint8Array.from([0xa6, 0xe8, 0xa4, 0xb8, 0x2c, 0xa4, 0x40]); // 西元,一
    expect(decodeCalendar(big5, 'x.csv')).toBe('西元,一');
    expect(decodeCalendar(new TextEncoder().encode('\uFEFF西元'), 'x.csv')).toBe('西元');
    expect(() => decodeCalendar(Uint8Array.from([0xff, 0xfe, 0xff]), 'x.csv')).toThrow(/x\.csv:1 .*Big5/);
  });

  test.each([
    ['wrong header', good.replace('是否放假', '放假'), /^1 the header/],
    ['missing day', good.replace(/^20260304.*\r\n/m, ''), /^365 2026-03-04 is missing/],
    [
      'repeated day',
      good.replace('20260304,三', '20260303,二'),
      /^64 2026-03-03 is given twice, first on line 63/,
    ],
    ['unknown code', good.replace('20260304,三,0', '20260304,三,1'), /^64 the code must be 0 .* not "1"/],
    ['wrong weekday', good.replace('20260304,三', '20260304,四'), /^64 2026-03-04 is 星期三/],
    ['no such date', good.replace('20260304,三', '20260230,三'), /^64 "20260230,三,0," is not a row/],
    ['another year', good.replace('20260304,三', '20270304,四'), /^64 2027-03-04 does not belong to 2026/],
    ['quoted fields', good.replace('20260304,三,0', '"20260304","三",0'), /^64 .* is not a row/],
    ['empty line inside', good.replace('20260304', '\r\n20260304'), /^64 "" is not a row/],
    ['only a header', good.slice(0, good.indexOf('\r\n')), /^2 there is no day/],
    ['empty', '', /^1 the header/],
  ])('%s: refused with line and reason', (_, text, reason) => {
    expect(problemsOf(text).some((problem) => reason.test(problem))).toBe(true);
  });

  test('with days out of order is refused', () => {
    const [a, b] = ['20260304,三,0,\r\n', '20260305,四,0,\r\n'];
    expect(problemsOf(good.replace(a + b, b + a))).toEqual(['65 2026-03-04 is out of order']);
  });

  test('has its problems listed in the order of the lines', () => {
    const broken = good.replace('20260304,三,0', '20260304,三,9').replace('20260302,一,0', '20260302,一,7');
    expect(problemsOf(broken).map((problem) => problem.split(' ')[0])).toEqual(['62', '64', '366', '366']);
  });

  test('is named in the error message, in both languages', () => {
    expect(() => parse(good.replace('20260304,三,0', '20260304,三,9'))).toThrow(
      /2026\.csv:64 是否放假.*2026\.csv:64 the code/s,
    );
  });
});

describe('a calendar', () => {
  test('gets the unusual days of the published years right', () => {
    const calendar = calendarOf();
    const days = [
      '2025-02-08',
      '2024-02-17',
      '2024-05-01',
      '2025-05-01',
      '2026-05-01',
      '2025-10-24',
      '2027-12-31',
    ];
    expect(days.map((day) => calendar.isWorking(day))).toEqual([true, true, true, true, false, false, false]);
    expect(calendar.note(toDay('2025-02-08'))).toEqual({ kind: 'MAKEUP_WORKING_DAY', remark: '補行上班' });
    expect(calendar.note(toDay('2026-02-18'))).toEqual({ kind: 'DAY_OFF', remark: '春節' });
    expect(shippedYears.map(({ working }) => working.reduce((a, b) => a + b))).toEqual([251, 247, 245, 244]);
  });

  test('throws for a date outside its years', () => {
    const calendar = calendarOf();
    expect(() => calendar.isWorking('2028-01-01')).toThrow(CalendarRangeError);
    expect(() => calendar.isWorking('2023-12-31')).toThrow(/2024-01-01/);
    expect(() => calendar.dayAt(taipei('2027-12-31T24:00'))).toThrow(CalendarRangeError);
    expect(calendar.iso(calendar.dayAt(taipei('2027-12-31T24:00') - 1))).toBe('2027-12-31');
    expect(() => calendar.isWorking('2026-02-30')).toThrow(/2026-02-30/);
  });

  test.each([
    ['no year', []],
    ['a gap', plainYears([2024, 2026])],
    ['a year twice', plainYears([2025, 2025])],
  ])('%s: not built', (_, years) => {
    expect(() => makeCalendar({ version: 'x', years })).toThrow(CalendarError);
  });

  test('with an unknown time zone is refused', () => {
    expect(() => calendarOf({ zone: 'Asia/Taibei' })).toThrow(/Asia\/Taibei/);
  });
});

describe('overlays', () => {
  const typhoon: Overlay = { date: '2026-07-10', kind: 'CLOSURE', remark: '颱風停止上班', region: '花蓮縣' };
  const half: Overlay = { date: '2026-07-09', kind: 'HALF_DAY', remark: '下午停班', hours: ['08:30-12:30'] };
  const own: Overlay = { date: '2026-07-11', kind: 'WORKING_DAY', remark: '園遊會', organisation: 'sme' };

  test('are chosen by organisation and county', () => {
    const all = [typhoon, half, own];
    expect(overlaysFor(all, { organisation: 'sme', region: '臺北市' })).toEqual([half, own]);
    expect(overlaysFor(all, { organisation: 'ida', region: '花蓮縣' })).toEqual([typhoon, half]);
  });

  test('change working days, office hours and remarks', () => {
    const calendar = calendarOf({ overlays: [typhoon, half, own] });
    const days = ['2026-07-09', '2026-07-10', '2026-07-11'];
    expect(days.map((day) => calendar.isWorking(day))).toEqual([true, false, true]);
    expect(days.map((day) => calendar.note(toDay(day)).kind)).toEqual(['HALF_DAY', 'CLOSURE', 'WORKING_DAY']);
    expect(calendar.hoursOf(toDay('2026-07-09'))).toEqual([[510, 750]]);
    expect(calendar.hoursOf(toDay('2026-07-10'))).toEqual([]);
    expect(calendar.office.between(taipei('2026-07-09T00:00'), taipei('2026-07-12T00:00'))).toBe(
      12 * 3_600_000,
    );
    expect(calendarOf().isWorking('2026-07-10')).toBe(true);
  });

  test.each<[string, Overlay, RegExp]>([
    ['a half day without hours', { ...half, hours: undefined }, /office hours/],
    ['a day off with hours', { ...half, kind: 'DAY_OFF' }, /is off/],
    ['outside the years', { ...typhoon, date: '2028-07-10' }, /2028-07-10/],
    ['no date', { ...typhoon, date: '2026-7-10' }, /2026-7-10/],
  ])('%s: refused', (_, overlay, reason) => {
    expect(() => calendarOf({ overlays: [overlay] })).toThrow(reason);
  });
});

describe('office hours', () => {
  test.each([
    [['08:30']],
    [['12:30-08:30']],
    [['08:30-12:30', '12:00-17:00']],
    [['08:30-24:30']],
    [['25:00-26:00']],
  ])('%s: refused', (texts) => {
    expect(() => parseOfficeIntervals(texts)).toThrow(CalendarError);
  });

  test('may end at midnight, and a make-up Saturday takes the hours of the week', () => {
    expect(parseOfficeIntervals(['08:30-24:00'])).toEqual([[510, 1440]]);
    expect(parseOfficeIntervals(['08:00-12:00', '12:00-17:00'])).toHaveLength(2);
    const calendar = calendarOf({ officeHours: officeHours([1, 3], ['09:00-12:00']) });
    expect(calendar.hoursOf(toDay('2025-02-08'))).toEqual([[540, 720]]);
    expect(calendar.hoursOf(toDay('2025-02-11'))).toEqual([]); // a Tuesday, on which this office is closed
  });
});

import {
  dueFor,
  endMonths,
  toDay,
  toIso,
  legalDue,
  parseCalendarCsv,
  parseLength,
  usedDays,
  usedDaysFixedTerm,
  fold,
  makeCalendar,
} from './index.js';
import { calendarOf, commitmentOf, historyOf, taipei, yearCsv } from './spec-support.js';

const calendar = calendarOf();

/** The worked examples of the rules (行政程序法 §48, 手冊 點79), numbered as there. */
const DUE: readonly [example: string, start: string, length: string, due: string][] = [
  ['1 轉介確認', '2026-02-11', '1wd', '2026-02-12'],
  ['2 轉介確認，遇春節', '2026-02-13', '1wd', '2026-02-23'],
  ['3 遇補行上班的星期六', '2025-02-07', '1wd', '2025-02-08'],
  ['4 放假日收文，普通件', '2025-01-26', '6wd', '2025-02-08'],
  ['5 最速件', '2026-10-08', '1wd', '2026-10-12'],
  ['5 速件', '2026-10-08', '3wd', '2026-10-14'],
  ['5 普通件', '2026-10-08', '6wd', '2026-10-19'],
  ['6 二週，末日為春節', '2026-02-04', '2w', '2026-02-23'],
  ['6 十個工作日', '2026-02-04', '10wd', '2026-02-25'],
  ['7 二週，末日為補假', '2026-02-13', '2w', '2026-03-02'],
  ['7 十個工作日', '2026-02-13', '10wd', '2026-03-09'],
  ['8 二週，末日為中秋', '2026-09-11', '2w', '2026-09-29'],
  ['9 陳情三十個工作日', '2026-04-07', '30wd', '2026-05-20'],
  ['9 三十日', '2026-04-07', '30d', '2026-05-07'],
  ['10 末日為補行上班日，不順延', '2025-01-09', '30d', '2025-02-08'],
  ['11 末日為星期日', '2026-01-16', '30d', '2026-02-23'],
  ['12 二月無相當日', '2025-12-30', '2m', '2026-03-02'],
  ['13 自月之始日起算', '2026-02-28', '1m', '2026-03-31'],
  ['14 自月之始日起算二月', '2025-01-31', '2m', '2025-03-31'],
  ['15 末日為星期日', '2026-01-15', '2m', '2026-03-16'],
  ['16 末日為放假日後又補假', '2026-08-25', '2m', '2026-10-27'],
  ['17 查詢個人資料十五日', '2026-09-11', '15d', '2026-09-29'],
  ['23 遇春節', '2027-02-03', '1wd', '2027-02-11'],
];

describe('worked examples', () => {
  test.each(DUE)('%s: %s + %s = %s', (_, start, length, due) => {
    expect(legalDue(calendar, start, parseLength(length))).toBe(due);
  });

  test.each(DUE)('%s, as a clock: %s + %s = %s', (_, start, length, due) => {
    const answer = dueFor({ commitment: commitmentOf(length), from: taipei(`${start}T23:59`), calendar });
    expect(answer).toMatchObject({ dueDate: due, dueAt: taipei(`${due}T24:00`) });
    expect(answer.days.at(-1)?.date).toBe(due);
  });

  test('months before the move to a working day: no such day, first of a month, end of a year, leap year', () => {
    const ends = (date: string, n: number) => toIso(endMonths(toDay(date), n));
    expect(ends('2025-12-30', 2)).toBe('2026-02-28');
    expect(ends('2026-02-28', 1)).toBe('2026-03-31');
    expect(ends('2026-11-14', 2)).toBe('2027-01-14');
    expect(ends('2024-01-29', 1)).toBe('2024-02-29');
    expect(ends('2024-01-28', 1)).toBe('2024-02-28');
  });

  test('18 the days of a correction do not count', () => {
    const pauses = [{ from: taipei('2026-03-11T10:00'), to: taipei('2026-03-25T15:00') }];
    const question = { commitment: commitmentOf('30d'), from: taipei('2026-03-02'), calendar };
    expect(dueFor(question).dueDate).toBe('2026-04-01');
    expect(dueFor({ ...question, pauses }).dueDate).toBe('2026-04-15');
    const history = historyOf(
      ['RECEIVED', '2026-03-02'],
      ['CORRECTION_REQUESTED', '2026-03-11', { lastDay: '2026-03-31' }],
      ['CORRECTED', '2026-03-25'],
    );
    expect(fold(history, commitmentOf('30d'), calendar)[0]?.dueDate).toBe('2026-04-15');
  });

  test.each([
    ['19', '2026-02-11', '2026-02-23', 3],
    ['20 with a make-up Saturday', '2025-02-06', '2025-02-10', 3],
    ['21 on the day of receipt', '2026-05-04', '2026-05-04', 0.5],
  ])('%s: used days from %s to %s = %s', (_, receipt, dispatch, used) => {
    expect(usedDays(calendar, receipt, dispatch)).toBe(used);
  });

  test('22 a published example of 2005: holidays count in the limit, not in the days used', () => {
    const year = parseCalendarCsv(yearCsv(2005, ['2005-10-10']), '2005.csv');
    const of2005 = makeCalendar({ version: '2005', years: [year] });
    expect(legalDue(of2005, '2005-10-07', parseLength('10d'))).toBe('2005-10-17');
    expect(usedDaysFixedTerm(of2005, '2005-10-07', '2005-10-14', '2005-10-17')).toBe(4);
    expect(usedDaysFixedTerm(of2005, '2005-10-07', '2005-10-18', '2005-10-17')).toBe(6);
  });
});

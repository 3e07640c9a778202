import { nextLongBreak, toDay } from './index.js';
import { calendarOf } from './spec-support.js';

const calendar = calendarOf();
const found = (from: string, days?: number) =>
  Object.values(nextLongBreak(calendar, from, days) ?? {}).join(' ');

test.each([
  ['2026-02-02', '2026-02-13 2026-02-14 2026-02-22 2026-02-23'], // Lunar New Year
  ['2026-02-13', '2026-02-13 2026-02-14 2026-02-22 2026-02-23'], // on the last day itself
  ['2026-02-14', '2026-02-26 2026-02-27 2026-03-01 2026-03-02'], // peace memorial day, moved to the Friday
  ['2025-12-27', '2026-02-13 2026-02-14 2026-02-22 2026-02-23'], // a single day off apart from a weekend is not a long break
  ['2027-12-30', ''], // beyond the loaded years: none known
  ['2031-01-01', ''],
])('from %s the next long break is %s', (from, expected) => expect(found(from)).toBe(expected));

test('a weekend is a break of two days', () => {
  expect(found('2026-03-04', 2)).toBe('2026-03-06 2026-03-07 2026-03-08 2026-03-09');
});

test('every long break of the loaded years lies between two working days, and has no working day in it', () => {
  let count = 0;
  for (let off = nextLongBreak(calendar, '2024-01-01'); off; off = nextLongBreak(calendar, off.backOn)) {
    count++;
    expect(calendar.isWorking(off.lastWorkingDay) && calendar.isWorking(off.backOn)).toBe(true);
    expect(calendar.workingDaysBetween(toDay(off.lastWorkingDay), toDay(off.offTo))).toBe(0);
    expect(toDay(off.offTo) - toDay(off.offFrom)).toBeGreaterThanOrEqual(2);
  }
  expect(count).toBeGreaterThan(20);
});

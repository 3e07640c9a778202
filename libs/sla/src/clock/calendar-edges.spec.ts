import {
  CalendarError,
  makeCalendar,
  officeHours,
  parseOfficeIntervals,
  toDay,
  toIso,
  type OfficeHours,
} from './index.js';
import { calendarOf, plainYears, shippedYears, taipei } from './spec-support.js';

/**
 * Edge cases: first and last loaded day, midnight in zones with daylight saving time, weekends with own office hours.
 */
const HOUR = 3_600_000;

describe('the ends of the loaded years', () => {
  const calendar = calendarOf();

  test('may be given in any order, and every day of theirs is counted', () => {
    const reversed = makeCalendar({ version: 'test', years: shippedYears.toReversed() });
    expect([reversed.firstDay, reversed.lastDay].map(toIso)).toEqual(['2024-01-01', '2027-12-31']);
    expect(reversed.office.total).toBe((251 + 247 + 245 + 244) * 8 * HOUR);
    expect(reversed.workingDaysBetween(reversed.firstDay, reversed.lastDay)).toBe(251 + 247 + 245 + 244);
  });

  test('cover their first and their last instant, and nothing before or after', () => {
    const instants = [taipei('2024-01-01T00:00') - 1, taipei('2024-01-01T00:00')];
    const last = [taipei('2027-12-31T24:00') - 1, taipei('2027-12-31T24:00')];
    expect([...instants, ...last].map((at) => calendar.covers(at))).toEqual([false, true, true, false]);
  });

  test('can have overlays on the first and the last day, not on the days before and after', () => {
    const closed = (date: string) => calendarOf({ overlays: [{ date, kind: 'CLOSURE', remark: '測試' }] });
    expect(closed('2024-01-01').isWorking('2024-01-01')).toBe(false);
    expect(closed('2027-12-31').isWorking('2027-12-31')).toBe(false);
    for (const date of ['2023-12-31', '2028-01-01']) expect(() => closed(date)).toThrow(CalendarError);
  });
});

describe('office hours', () => {
  test('adding zero returns the instant itself, inside office hours and outside', () => {
    const { office } = calendarOf();
    for (const at of ['2026-03-07T10:00', '2026-03-09T10:00'])
      expect(office.add(taipei(at), 0)).toBe(taipei(at));
  });

  test('an interval of no length is refused', () => {
    expect(() => parseOfficeIntervals(['09:00-09:00'])).toThrow(CalendarError);
    expect(parseOfficeIntervals(['09:00-09:01'])).toEqual([[540, 541]]);
  });

  test('a working weekend day keeps its own hours; without any it takes those of make-up days', () => {
    const weekdays = officeHours([1, 2, 3, 4, 5], ['09:00-17:00']).weekdays.with(6, [[600, 720]]);
    const hours: OfficeHours = { weekdays, makeup: [[480, 540]] };
    const overlays = ['2026-03-07', '2026-03-08'].map((date) => ({
      date,
      kind: 'WORKING_DAY' as const,
      remark: '園遊會',
    }));
    const calendar = calendarOf({ officeHours: hours, overlays });
    const on = (date: string) => calendar.hoursOf(toDay(date));
    expect(on('2026-03-07')).toEqual([[600, 720]]);
    expect(on('2026-03-08')).toEqual([[480, 540]]);
    expect(on('2026-03-09')).toEqual([[540, 1020]]);
  });
});

/** Midnight in UTC is earlier in summer than in January in New York, and later in Sydney. */
describe.each(['America/New_York', 'Australia/Sydney', 'Asia/Taipei'])('midnight in %s', (zone) => {
  const calendar = makeCalendar({ version: 'z', years: plainYears([2025]), zone });

  test('separates the days, in summer and in winter', () => {
    for (let day = calendar.firstDay + 1; day < calendar.lastDay; day++) {
      const start = calendar.startOf(day);
      expect([start - 1, start, calendar.endOf(day) - 1].map((at) => calendar.dayAt(at))).toEqual([
        day - 1,
        day,
        day,
      ]);
    }
  });
});

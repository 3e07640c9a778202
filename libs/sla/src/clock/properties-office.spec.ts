import * as fc from 'fast-check';
import {
  dueFor,
  makeCalendar,
  officeHours,
  toDay,
  weekdayOf,
  type CalendarYear,
  type OfficeHours,
} from './index.js';
import { commitmentOf, plainYears } from './spec-support.js';
import { walkDateDue, walkOfficeDue, weekday, type Walked } from './spec-oracle.js';

/** Office time (`wh`): invariants 1 to 4, 7, 15, 16 and 19 of the clock. */
const numRuns = Number(process.env['FC_RUNS'] ?? 200);
const MINUTE = 60_000;

const days = fc.uniqueArray(fc.integer({ min: 0, max: 6 }), { minLength: 1, maxLength: 7 });
const intervals = fc
  .uniqueArray(fc.integer({ min: 0, max: 96 }), { minLength: 2, maxLength: 6 })
  .map((quarters) => quarters.toSorted((a, b) => a - b).slice(0, quarters.length & ~1))
  .map((q) => Array.from({ length: q.length / 2 }, (_, i) => [q[2 * i]! * 15, q[2 * i + 1]! * 15] as const));
const minuteIn = (from: string, to: string) =>
  fc
    .integer({ min: Date.parse(from) / MINUTE, max: Date.parse(to) / MINUTE })
    .map((minute) => minute * MINUTE);

const hoursFrom = (week: readonly number[], open: readonly (readonly [number, number])[]): OfficeHours => ({
  weekdays: Array.from({ length: 7 }, (_, day) => (week.includes(day) ? open : [])),
  makeup: open,
});
const yearsBySubset = new Map<string, CalendarYear[]>();
function yearsOf(week: readonly number[]): CalendarYear[] {
  const key = week.toSorted().join('');
  const years =
    yearsBySubset.get(key) ?? plainYears([2025, 2026, 2027], (day) => week.includes(weekdayOf(day)));
  yearsBySubset.set(key, years);
  return years;
}
const calendarWith = (
  week: readonly number[],
  open: readonly (readonly [number, number])[],
  zone = 'Asia/Taipei',
) =>
  makeCalendar({
    version: 'p',
    years: yearsOf(week),
    officeHours: hoursFrom(week, open),
    zone,
  });
const walkedWith = (
  week: readonly number[],
  open: readonly (readonly [number, number])[],
  zone: string,
): Walked => ({
  zone,
  works: (date) => week.includes(weekday(date)),
  hours: () => open,
});

const anyInstant = fc.integer({ min: Date.parse('2025-02-01'), max: Date.parse('2026-03-01') });
const amounts = fc.integer({ min: 1, max: 8 * 3_600_000 });

describe('office time', () => {
  test('1 is additive, never negative, never longer than the elapsed time, and whole milliseconds', () => {
    fc.assert(
      fc.property(days, intervals, fc.tuple(anyInstant, anyInstant, anyInstant), (week, open, instants) => {
        const { office } = calendarWith(week, open);
        const [a, b, c] = instants.toSorted((x, y) => x - y) as [number, number, number];
        const between = office.between(a, b);
        expect(office.between(a, c)).toBe(between + office.between(b, c));
        expect(Number.isSafeInteger(between) && between >= 0 && between <= b - a).toBe(true);
      }),
      { numRuns },
    );
  });

  test('2, 3 add returns the earliest instant with that much office time, in steps or at once, monotone in both', () => {
    fc.assert(
      fc.property(days, intervals, anyInstant, amounts, amounts, (week, open, from, first, second) => {
        const { office } = calendarWith(week, open);
        const end = office.add(from, first);
        expect(office.between(from, end)).toBe(first);
        expect(office.between(from, end - 1)).toBe(first - 1); // so the end lies inside or at the end of a span
        expect(office.add(end, second)).toBe(office.add(from, first + second));
        expect(office.add(from + second, first)).toBeGreaterThanOrEqual(end);
        expect(office.add(from, first + 1)).toBeGreaterThan(end);
      }),
      { numRuns },
    );
  });

  test('4 a start outside office hours counts from the next opening', () => {
    fc.assert(
      fc.property(days, intervals, anyInstant, amounts, (week, open, from, amount) => {
        const { office } = calendarWith(week, open);
        const opening = office.openingAt(office.worked(from));
        expect(opening).toBeGreaterThanOrEqual(from);
        expect(office.add(opening, amount)).toBe(office.add(from, amount));
      }),
      { numRuns },
    );
  });

  test('19, 7 equals counting minutes one by one, with and without a pause', () => {
    const length = fc.integer({ min: 1, max: 12 });
    const from = minuteIn('2025-03-01', '2025-10-01');
    const wait = fc.tuple(fc.integer({ min: 0, max: 10_000 }), fc.integer({ min: 0, max: 10_000 }));
    fc.assert(
      fc.property(days, intervals, from, length, wait, (week, open, start, hours, [after, lasting]) => {
        const pause = { from: start + after * MINUTE, to: start + (after + lasting) * MINUTE };
        const calendar = calendarWith(week, open);
        const walked = walkedWith(week, open, 'Asia/Taipei');
        const question = { commitment: commitmentOf(`${hours}wh`), from: start, calendar };
        const expected = walkOfficeDue(walked, start, hours * 60);
        expect(dueFor(question).dueAt).toBe(expected);
        const paused = pause.from < expected ? walkOfficeDue(walked, start, hours * 60, [pause]) : expected;
        expect(dueFor({ ...question, pauses: [pause] }).dueAt).toBe(paused);
      }),
      { numRuns: Math.ceil(numRuns / 4) },
    );
  });

  test.each(['America/New_York', 'Europe/Lisbon', 'Australia/Lord_Howe', 'Africa/Casablanca', 'Asia/Beirut'])(
    '15 in %s, with daylight saving time, days have their real length',
    (zone) => {
      const nearChange = fc.constantFrom(
        '2025-03-08',
        '2025-03-28',
        '2025-04-04',
        '2025-10-03',
        '2025-10-24',
        '2025-11-01',
      );
      const start = fc.tuple(nearChange, fc.integer({ min: 0, max: 2_880 }));
      fc.assert(
        fc.property(
          days,
          intervals,
          start,
          fc.integer({ min: 1, max: 9 }),
          (week, open, [date, minute], hours) => {
            const from = Date.parse(date) + minute * MINUTE;
            const due = dueFor({
              commitment: commitmentOf(`${hours}wh`),
              from,
              calendar: calendarWith(week, open, zone),
            });
            expect(due.dueAt).toBe(walkOfficeDue(walkedWith(week, open, zone), from, hours * 60));
          },
        ),
        { numRuns: Math.ceil(numRuns / 8) },
      );
    },
  );

  test('16 all 127 subsets of the week, with one to three spans a day', () => {
    const spans = ['09:00-10:00', '11:00-12:30', '14:00-14:45'];
    // with few runs (mutation tests) every seventh is enough
    for (let subset = 1; subset < 128; subset += numRuns < 50 ? 7 : 1) {
      const week = [0, 1, 2, 3, 4, 5, 6].filter((day) => subset & (1 << day));
      const hours = officeHours(week, spans.slice(0, (subset % 3) + 1));
      const calendar = makeCalendar({
        version: String(subset),
        years: yearsOf(week),
        officeHours: hours,
      });
      const from = Date.parse('2025-03-05T03:20:00Z');
      const walked = { ...walkedWith(week, [], 'Asia/Taipei'), hours: () => hours.makeup };
      const { dueAt, days: explained } = dueFor({ commitment: commitmentOf('7wh'), from, calendar });
      expect(dueAt).toBe(walkOfficeDue(walked, from, 420));
      expect(
        explained.filter(({ counted }) => counted).every(({ date }) => week.includes(weekday(date))),
      ).toBe(true);
      const inSubset = (date: string) => week.includes(weekday(date));
      const fiveDays = dueFor({ commitment: commitmentOf('5wd'), from, calendar }).dueDate;
      expect(fiveDays).toBe(walkDateDue(inSubset, '2025-03-05', 5, inSubset));
    }
  });

  test('16 a calendar without working days is refused', () => {
    const nobody = plainYears([2025], () => false);
    const closed = { version: 'x', years: plainYears([2025]), officeHours: officeHours([], []) };
    expect(() => makeCalendar({ version: 'x', years: nobody })).toThrow(/no working day/);
    expect(() => makeCalendar(closed)).toThrow(/no office hours/);
  });

  test.each([
    ['America/New_York', '2025-03-08', '2025-03-10T04:00Z'], // a day of 23 hours
    ['America/New_York', '2025-11-01', '2025-11-03T05:00Z'], // a day of 25 hours
    ['Asia/Beirut', '2025-03-28', '2025-03-29T22:00Z'], // 00:00 of the 30th is skipped: the change is its start
  ])('15 in %s the day after %s ends at its own midnight: %s', (zone, date, end) => {
    const everyDay = calendarWith([0, 1, 2, 3, 4, 5, 6], [[540, 1020]], zone);
    const from = everyDay.instantAt(toDay(date), 720);
    expect(dueFor({ commitment: commitmentOf('1d'), from, calendar: everyDay }).dueAt).toBe(Date.parse(end));
  });
});

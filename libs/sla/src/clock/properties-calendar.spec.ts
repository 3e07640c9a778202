import * as fc from 'fast-check';
import { dueFor, parseOfficeIntervals, type OfficeHours, type Overlay } from './index.js';
import { daysWorked, nextDate, walkDateDue, walkOfficeDue, weekday, type Walked } from './spec-oracle.js';
import { calendarOf, commitmentOf, shippedFiles, taipei } from './spec-support.js';

/**
 * Invariants 7 and 19 on an agency's own calendar: the published days with closures, days off, make-up days and half
 * days on top, hours that differ by weekday; and elapsed hours, which use no calendar.
 */
const numRuns = Number(process.env['FC_RUNS'] ?? 200);
const MINUTE = 60_000;
const published = daysWorked(shippedFiles());

type Spans = readonly (readonly [number, number])[];
const START = '2025-01-10';
const from = fc
  .tuple(fc.integer({ min: 0, max: 500 }), fc.integer({ min: 0, max: 1439 }))
  .map(([day, minute]) => taipei(nextDate(START, day)) + (minute - 540) * MINUTE);

const HOURS = [['08:30-12:30', '13:30-17:30'], ['09:00-12:00'], ['00:00-24:00'], ['13:00-20:15'], []];
const inMinutes = (texts: readonly string[]): Spans =>
  texts.map((text) => {
    const [h1, m1, h2, m2] = text.split(/[:-]/).map(Number) as [number, number, number, number];
    return [h1 * 60 + m1, h2 * 60 + m2];
  });
/** Hours for Sunday to Saturday, and for working weekend days; Wednesday always has some. */
const weeks = fc
  .array(fc.constantFrom(...HOURS), { minLength: 8, maxLength: 8 })
  .map((hours) => hours.with(3, HOURS[0]!));

const KINDS = ['CLOSURE', 'DAY_OFF', 'WORKING_DAY', 'HALF_DAY', 'WORKING_DAY with hours'] as const;
const overlayOf = ([day, kind]: readonly [number, (typeof KINDS)[number]]): Overlay => ({
  date: nextDate(START, day),
  kind: kind.split(' ')[0] as Overlay['kind'],
  remark: '測試',
  ...(/HALF|hours/.test(kind) && { hours: ['10:00-11:20', '15:00-16:40'] }),
});
const overlays = fc
  .uniqueArray(fc.tuple(fc.integer({ min: 0, max: 560 }), fc.constantFrom(...KINDS)), {
    maxLength: 150,
    selector: ([day]) => day,
  })
  .map((days) => days.map(overlayOf));
const waits = fc
  .tuple(fc.integer({ min: 0, max: 8_000 }), fc.integer({ min: 0, max: 8_000 }))
  .map(([after, lasting]) => (start: number) => [
    { from: start + after * MINUTE, to: start + (after + lasting) * MINUTE },
  ]);

const calendarWith = (week: readonly string[][], changed: readonly Overlay[]) => {
  const [weekdays, makeup] = [week.slice(0, 7).map(parseOfficeIntervals), parseOfficeIntervals(week[7]!)];
  const officeHours: OfficeHours = { weekdays, makeup };
  return calendarOf({ officeHours, overlays: changed });
};
function walkedWith(week: readonly string[][], changed: readonly Overlay[]): Walked {
  const own = new Map(changed.map((overlay) => [overlay.date, overlay]));
  const works = (date: string) => {
    const kind = own.get(date)?.kind;
    return kind ? kind === 'WORKING_DAY' || kind === 'HALF_DAY' : published.get(date)!;
  };
  const usual = (date: string) => {
    const day = weekday(date);
    return week[day]!.length === 0 && (day === 0 || day === 6) ? week[7]! : week[day]!;
  };
  return {
    zone: 'Asia/Taipei',
    works,
    hours: (date) => inMinutes(own.get(date)?.hours ?? usual(date)),
  };
}

describe('the calendar of an agency', () => {
  test('7, 19 office time equals counting its minutes one by one, with and without a pause', () => {
    fc.assert(
      fc.property(
        weeks,
        overlays,
        from,
        fc.integer({ min: 1, max: 60 }),
        waits,
        (week, days, start, n, wait) => {
          const [calendar, walked, pauses] = [calendarWith(week, days), walkedWith(week, days), wait(start)];
          const question = { commitment: commitmentOf(`${n}wh`), from: start, calendar };
          const expected = walkOfficeDue(walked, start, n * 60);
          expect(dueFor(question).dueAt).toBe(expected);
          const paused = pauses[0]!.from < expected ? walkOfficeDue(walked, start, n * 60, pauses) : expected;
          expect(dueFor({ ...question, pauses }).dueAt).toBe(paused);
        },
      ),
      { numRuns: Math.ceil(numRuns / 4) },
    );
  });

  test('6, 19 days and weeks equal counting its dates one by one', () => {
    fc.assert(
      fc.property(
        overlays,
        from,
        fc.integer({ min: 1, max: 60 }),
        fc.constantFrom('wd', 'd', 'w'),
        (days, start, amount, unit) => {
          const n = unit === 'w' ? (amount % 9) + 1 : amount;
          const { works } = walkedWith([], days);
          const calendar = calendarOf({ overlays: days });
          const date = new Date(start + 480 * MINUTE).toISOString().slice(0, 10);
          const counts = unit === 'wd' ? works : () => true;
          const expected = walkDateDue(works, date, unit === 'w' ? 7 * n : n, counts);
          const answer = dueFor({ commitment: commitmentOf(`${n}${unit}`), from: start, calendar });
          expect(answer.dueDate).toBe(expected);
          expect(answer.dueAt).toBe(taipei(nextDate(expected)) - 540 * MINUTE);
        },
      ),
      { numRuns },
    );
  });

  test('7, 19 elapsed hours equal counting all minutes one by one, whatever the calendar', () => {
    const always: Walked = { zone: 'Asia/Taipei', works: () => true, hours: () => [[0, 1440]] };
    fc.assert(
      fc.property(overlays, from, fc.integer({ min: 1, max: 100 }), waits, (days, start, n, wait) => {
        const pauses = wait(start);
        const question = {
          commitment: commitmentOf(`${n}h`),
          from: start,
          calendar: calendarOf({ overlays: days }),
        };
        expect(dueFor(question).dueAt).toBe(walkOfficeDue(always, start, n * 60));
        const inTime = pauses[0]!.from < start + n * 60 * MINUTE;
        expect(dueFor({ ...question, pauses }).dueAt).toBe(
          walkOfficeDue(always, start, n * 60, inTime ? pauses : []),
        );
      }),
      { numRuns: Math.ceil(numRuns / 4) },
    );
  });
});

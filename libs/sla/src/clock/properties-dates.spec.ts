import * as fc from 'fast-check';
import { dueFor, formatLength, legalDue, parseLength, toDay, toIso, type Overlay } from './index.js';
import { calendarOf, commitmentOf, plainYears, shippedFiles, taipei } from './spec-support.js';
import { daysWorked, nextDate, walkDateDue, walkMonthEnd, weekday } from './spec-oracle.js';

/** Days, weeks and months: invariants 3, 5 to 7, 10, 18 and 19, and the explanation. */
const numRuns = Number(process.env['FC_RUNS'] ?? 200);
const calendar = calendarOf();
const worked = daysWorked(shippedFiles());
const works = (date: string) => worked.get(date)!;

const start = fc.integer({ min: toDay('2024-01-01'), max: toDay('2026-09-01') }).map(toIso);
const minute = fc.integer({ min: 0, max: 1439 });
const length = fc
  .tuple(fc.integer({ min: 1, max: 40 }), fc.constantFrom('h', 'wh', 'wd', 'd', 'w', 'm'))
  .map(
    ([amount, unit]) =>
      `${unit === 'm' ? (amount % 6) + 1 : unit === 'w' ? (amount % 10) + 1 : amount}${unit}`,
  );
const instantOf = (date: string, minutes: number) => taipei(date) - 540 * 60_000 + minutes * 60_000;
const pauses = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 12 })), { maxLength: 3 })
  .map((steps) => {
    let at = 0;
    return steps.map(([gap, lasting]) => ({ from: (at += gap), to: (at += lasting) }));
  });
/** Number of dates in a length that starts on the day after `date`. */
const daysIn = (unit: string, date: string, n: number): number =>
  ({ w: 7 * n, m: datesTo(date, walkMonthEnd(date, n)) })[unit] ?? n;
const datesTo = (from: string, to: string): number => (from < to ? 1 + datesTo(nextDate(from), to) : 0);

describe('days, weeks and months', () => {
  test('6, 19 equal counting dates one by one', () => {
    fc.assert(
      fc.property(start, fc.integer({ min: 1, max: 60 }), (date, n) => {
        expect(legalDue(calendar, date, parseLength(`${n}wd`))).toBe(walkDateDue(works, date, n, works));
        expect(legalDue(calendar, date, parseLength(`${n}d`))).toBe(walkDateDue(works, date, n, () => true));
        expect(legalDue(calendar, date, parseLength(`${(n % 12) + 1}w`))).toBe(
          walkDateDue(works, date, 7 * ((n % 12) + 1), () => true),
        );
      }),
      { numRuns: Math.ceil(numRuns / 2) },
    );
  });

  test('19 months equal counting dates to the corresponding day', () => {
    fc.assert(
      fc.property(start, fc.integer({ min: 1, max: 12 }), (date, n) => {
        const expected = walkDateDue(works, walkMonthEnd(date, n), 0, works);
        expect(legalDue(calendar, date, parseLength(`${n}m`))).toBe(expected);
      }),
      { numRuns },
    );
  });

  test('7 pauses equal counting dates one by one without them', () => {
    fc.assert(
      fc.property(
        start,
        minute,
        fc.integer({ min: 1, max: 40 }),
        fc.constantFrom('wd', 'd', 'w', 'm'),
        pauses,
        (date, at, amount, unit, gaps) => {
          const units = unit === 'm' || unit === 'w' ? (amount % 8) + 1 : amount;
          const n = daysIn(unit, date, units);
          const dated = gaps.map(({ from, to }) => ({ from: nextDate(date, from), to: nextDate(date, to) }));
          const answer = dueFor({
            commitment: commitmentOf(`${units}${unit}`),
            from: instantOf(date, 0),
            pauses: dated.map(({ from, to }) => ({ from: instantOf(from, at), to: instantOf(to, at) })),
            calendar,
          });
          const counts = unit === 'wd' ? works : () => true;
          expect(answer.dueDate).toBe(walkDateDue(works, date, n, counts, dated));
          const counted = answer.days.filter((day) => day.counted);
          expect(counted).toHaveLength(n);
          expect(answer.days.at(-1)!.date).toBe(answer.dueDate);
        },
      ),
      { numRuns },
    );
  });

  test('7 a pause without length, or wholly on days off, changes nothing; overlapping pauses count once', () => {
    fc.assert(
      fc.property(
        start,
        minute,
        length,
        fc.integer({ min: 0, max: 20 }),
        minute,
        (date, at, text, later, more) => {
          const question = { commitment: commitmentOf(text), from: instantOf(date, at), calendar };
          const due = (...spans: [number, number][]) =>
            dueFor({ ...question, pauses: spans.map(([from, to]) => ({ from, to })) }).dueAt;
          const begin = question.from + later * 43_200_000;
          expect(due([begin, begin])).toBe(due());
          const [second, third, end] = [
            begin + more * 60_000,
            begin + more * 120_000,
            begin + more * 200_000,
          ];
          expect(due([second, end], [begin, third])).toBe(due([begin, end]));
          const friday = nextDate(date, 5 - weekday(date));
          const off = [nextDate(friday), nextDate(friday, 2)].every((day) => !works(day));
          const weekend: [number, number] = [
            instantOf(nextDate(friday), 0),
            instantOf(nextDate(friday, 2), 1439),
          ];
          const nothingLost = off && /wd|wh/.test(text) && weekend[0] > question.from;
          expect(nothingLost ? due(weekend) : due()).toBe(due());
        },
      ),
      { numRuns },
    );
  });

  test('3 monotone in the start and in the length', () => {
    fc.assert(
      fc.property(start, minute, length, fc.integer({ min: 0, max: 20_000 }), (date, at, text, later) => {
        const from = instantOf(date, at);
        const due = (instant: number, unit = text) =>
          dueFor({ commitment: commitmentOf(unit), from: instant, calendar }).dueAt;
        const { amount, unit } = parseLength(text);
        expect(due(from, formatLength({ amount: amount + 1, unit }))).toBeGreaterThanOrEqual(due(from));
        const next = unit === 'm' ? from : from + later * 60_000; // §48 III: 28 and 31 January may end in either order
        expect(due(next)).toBeGreaterThanOrEqual(due(from));
      }),
      { numRuns },
    );
  });

  test('5 a new day off never makes it earlier, a new working day never later', () => {
    fc.assert(
      fc.property(start, minute, length, fc.integer({ min: -3, max: 40 }), (date, at, text, day) => {
        const due = (overlays: Overlay[] = []) =>
          dueFor({
            commitment: commitmentOf(text),
            from: instantOf(date, at),
            calendar: calendarOf({ overlays }),
          });
        const changed = { date: nextDate(date < '2024-01-05' ? '2024-01-05' : date, day), remark: '測試' };
        const { dueAt } = due();
        for (const kind of ['DAY_OFF', 'CLOSURE'] as const)
          expect(due([{ ...changed, kind }]).dueAt).toBeGreaterThanOrEqual(dueAt);
        expect(due([{ ...changed, kind: 'WORKING_DAY' }]).dueAt).toBeLessThanOrEqual(dueAt);
      }),
      { numRuns: Math.ceil(numRuns / 4) },
    );
  });

  test('10 an extension never shortens, whatever its unit and the pauses', () => {
    const extension = { maxTimes: 1, maxLength: parseLength('60wd') };
    const more = fc
      .tuple(fc.integer({ min: 1, max: 20 }), fc.constantFrom('wd', 'd'))
      .map((pair) => pair.join(''));
    fc.assert(
      fc.property(
        start,
        length.filter((text) => !text.endsWith('h')),
        more,
        pauses,
        (date, text, by, gaps) => {
          const question = {
            commitment: commitmentOf(text, { extension }),
            from: instantOf(date, 0),
            pauses: gaps.map(({ from, to }) => ({
              from: instantOf(nextDate(date, from), 1),
              to: instantOf(nextDate(date, to), 2),
            })),
            calendar,
          };
          const [before, after] = [dueFor(question), dueFor({ ...question, extends: [by] })];
          expect(after.dueAt).toBeGreaterThan(before.dueAt);
          const sameKind = text.endsWith('wd') === by.endsWith('wd');
          const added = after.days.filter(({ why }) => why === 'EXTENSION');
          expect(added.length === parseLength(by).amount || !sameKind).toBe(true);
        },
      ),
      { numRuns },
    );
  });

  test('18 without holidays, a history shifted by a week is due a week later', () => {
    const plain = calendarOf({ years: plainYears([2024, 2025, 2026, 2027]) });
    fc.assert(
      fc.property(
        start,
        minute,
        length.filter((text) => !text.endsWith('m')),
        (date, at, text) => {
          const due = (from: number) =>
            dueFor({ commitment: commitmentOf(text), from, calendar: plain }).dueAt;
          const from = instantOf(date, at);
          expect(due(from + 7 * 86_400_000)).toBe(due(from) + 7 * 86_400_000);
        },
      ),
      { numRuns },
    );
  });
});

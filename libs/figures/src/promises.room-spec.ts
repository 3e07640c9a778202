import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ClockRow } from '@app/cases';
import { Intake } from '@app/intake';
import { days, hours, minutes, newId, Reader, taipeiMidnight, UnitOfWork } from '@app/platform';
import * as fc from 'fast-check';
import { startDesk, type TestDesk } from '../../../test/support/desk.js';
import { DATABASES } from '../../../test/support/databases.js';
import { promiseFigures, type PromiseFigures } from './promises.js';

const START = taipeiMidnight('2026-11-25');
const DAY = days(1);
/** The period of these days, both included. */
const period = (first: string, last: string) => ({
  from: taipeiMidnight(first),
  to: taipeiMidnight(last) + DAY,
});
const numRuns = Number(process.env['FC_RUNS'] ?? 25);

type Some = Pick<ClockRow, 'state' | 'dueAt' | 'endedAt'> & Partial<ClockRow>;

describe.each(DATABASES)('promises in the report, on %s', (_name, postgres) => {
  let desk: TestDesk;
  let caseId: string;

  const clocks = async (wanted: Some[]) => {
    const rows = wanted.map((some, index) => ({
      ...{ id: newId(START), caseId, organisationId: 'demo', unitId: 'demo.service-desk' },
      ...{ commitmentId: 'law.petition', commitmentVersion: '1', calendarVersion: '1', dueDate: null },
      ...{ subject: 'CASE' as const, subjectId: '', occurrence: index + 1, startedAt: START - days(30) },
      ...{ ownerUnitId: 'demo.service-desk', standing: null, warnAt: null, generation: 1 },
      ...some,
    }));
    await desk.get(UnitOfWork).run((manager) => manager.insert(ClockRow, rows));
  };
  const report = (of: { from: number; to: number }, now: number) => promiseFigures(desk.get(Reader), of, now);
  /** The figures that are not 0, of the only commitment. */
  const said = async (of: { from: number; to: number }, now: number): Promise<Partial<PromiseFigures>> => {
    const [{ organisation: _o, commitment: _c, ...figures } = {} as PromiseFigures] = await report(of, now);
    return Object.fromEntries(Object.entries(figures).filter(([, value]) => value !== 0));
  };

  beforeAll(async () => {
    desk = await startDesk({ postgres, env: { DEMO: 'true' } });
    const matter = {
      service: 'demo.consultation',
      subject: '內容',
      description: '內容',
      contact: { name: '王小明' },
    };
    ({ id: caseId } = (await desk.get(Intake).report(matter, { address: '192.0.2.1' })).file);
  });
  afterAll(() => desk.close());
  beforeEach(() => desk.get(UnitOfWork).run((manager) => manager.deleteAll(ClockRow)));

  const LAST_DAY = taipeiMidnight('2026-11-28');
  const broken = { state: 'RUNNING', dueAt: LAST_DAY, endedAt: null } as const;

  it('due on the last day of a period belong to that period only', async () => {
    await clocks([broken]);
    expect(await said(period('2026-11-27', '2026-11-27'), LAST_DAY)).toEqual({ due: 1, open: 1, overdue: 1 });
    expect(await said(period('2026-11-26', '2026-11-26'), LAST_DAY)).toEqual({});
    const after = await said(period('2026-11-28', '2026-11-28'), LAST_DAY + hours(1));
    expect(after).toEqual({ carriedOver: 1, carriedOpen: 1, overdue: 1 });
  });

  it('broken and still open are in every later period until they end', async () => {
    await clocks([broken]);
    const later = period('2026-11-29', '2026-11-30');
    expect(await said(later, later.to)).toEqual({ carriedOver: 1, carriedOpen: 1, overdue: 1 });
    const end = later.to + hours(10);
    await desk
      .get(UnitOfWork)
      .run((manager) => manager.update(ClockRow, { caseId }, { state: 'LATE', endedAt: end }));
    const now = end + days(9);
    expect(await said(period('2026-12-01', '2026-12-01'), now)).toEqual({ carriedOver: 1, carriedLate: 1 });
    expect(await said(period('2026-12-02', '2026-12-02'), now)).toEqual({});
    // figures of past periods do not change
    expect(await said(later, now)).toEqual({ carriedOver: 1, carriedOpen: 1, overdue: 1 });
    expect(await said(period('2026-11-27', '2026-11-27'), now)).toEqual({ due: 1, open: 1, overdue: 1 });
  });

  it.each([
    [
      'a promise in hours, at noon',
      { ...broken, dueAt: LAST_DAY - hours(12) },
      { due: 1, open: 1, overdue: 1 },
    ],
    [
      'kept in the last moment',
      { ...broken, state: 'ON_TIME', endedAt: LAST_DAY - 1 },
      { due: 1, onTime: 1 },
    ],
    ['kept days before', { ...broken, state: 'ON_TIME', endedAt: LAST_DAY - days(9) }, { due: 1, onTime: 1 }],
    ['kept at midnight', { ...broken, state: 'LATE', endedAt: LAST_DAY }, { due: 1, open: 1, overdue: 1 }],
    [
      'late in hours',
      { state: 'LATE', dueAt: LAST_DAY - hours(9), endedAt: LAST_DAY - 1 },
      { due: 1, late: 1 },
    ],
    ['withdrawn in time', { ...broken, state: 'CANCELLED', endedAt: LAST_DAY - 1 }, {}],
    [
      'withdrawn once broken',
      { state: 'CANCELLED', dueAt: LAST_DAY - hours(9), endedAt: LAST_DAY - 1 },
      { due: 1, cancelled: 1 },
    ],
    ['waiting without a date', { ...broken, state: 'PAUSED', dueAt: null }, {}],
    ['broken, then waiting', { ...broken, state: 'PAUSED' }, { due: 1, open: 1, overdue: 1 }],
    [
      'due the day before',
      { ...broken, state: 'ON_TIME', dueAt: LAST_DAY - DAY, endedAt: LAST_DAY - days(3) },
      {},
    ],
    ['due the day after', { ...broken, dueAt: LAST_DAY + 1 }, {}],
  ] satisfies [string, Some, object][])('on 27 November: %s', async (_what, some, figures) => {
    await clocks([some]);
    expect(await said(period('2026-11-27', '2026-11-27'), LAST_DAY + days(3))).toEqual(figures);
  });

  it('of the current period are counted up to now', async () => {
    const now = LAST_DAY - hours(14);
    await clocks([
      { ...broken, dueAt: now },
      { ...broken, dueAt: now + 1 },
      { ...broken, state: 'LATE', dueAt: now - minutes(5), endedAt: now },
    ]);
    const running = await said(period('2026-11-27', '2026-12-31'), now);
    expect(running).toEqual({ due: 2, late: 1, open: 1, overdue: 1 });
  });

  it('of a referral that was recalled and offered again count as one', async () => {
    const chain = { subject: 'REFERRAL_CHAIN', subjectId: 'first', dueAt: LAST_DAY } as const;
    const [recalled, answered] = [LAST_DAY + hours(9), LAST_DAY + days(2)];
    await clocks([
      { ...chain, state: 'CANCELLED', endedAt: recalled, occurrence: 1 },
      { ...chain, state: 'LATE', endedAt: answered, occurrence: 2 },
    ]);
    const now = answered + DAY;
    expect(await said(period('2026-11-27', '2026-11-27'), now)).toEqual({ due: 1, open: 1, overdue: 1 });
    expect(await said(period('2026-11-28', '2026-11-28'), now)).toMatchObject({
      carriedOver: 1,
      carriedOpen: 1,
    });
    expect(await said(period('2026-11-28', '2026-12-31'), now)).toEqual({ carriedOver: 1, carriedLate: 1 });
  });

  it('of a referral that was offered twice and recalled for good count as one, by its last recall', async () => {
    const chain = { subject: 'REFERRAL_CHAIN', subjectId: 'first', dueAt: LAST_DAY } as const;
    const [first, last] = [LAST_DAY + hours(1), LAST_DAY + days(1)];
    await clocks([
      { ...chain, state: 'CANCELLED', endedAt: first, occurrence: 1 },
      { ...chain, state: 'CANCELLED', endedAt: last, occurrence: 2 },
    ]);
    expect(await said(period('2026-11-27', '2026-11-30'), last + days(2))).toEqual({ due: 1, cancelled: 1 });
  });

  describe('with random histories', () => {
    const HORIZON = 8;
    const moment = fc
      .integer({ min: 0, max: HORIZON * 24 * 4 })
      .map((quarter) => START + quarter * minutes(15));
    /** Favours midnight: half of the promises are due then, and many end then. */
    const edge = fc.oneof(
      moment,
      fc.integer({ min: 0, max: HORIZON }).map((day) => START + day * DAY),
    );
    const promise: fc.Arbitrary<Some> = fc
      .record({ dueAt: edge, end: fc.option(edge), answered: fc.boolean() })
      .map(({ dueAt, end, answered }) => {
        const kept = end !== null && end < dueAt ? 'ON_TIME' : 'LATE';
        const state = end === null ? 'RUNNING' : answered ? kept : 'CANCELLED';
        return { dueAt, endedAt: end, state };
      });
    const cuts = fc
      .uniqueArray(fc.integer({ min: 1, max: HORIZON }), { minLength: 1, maxLength: 4 })
      .map((found) => [-1, ...found.toSorted((a, b) => a - b), HORIZON + 1].map((day) => START + day * DAY));

    it('count a broken one as due in one period and carried over in each later one until its end; sums agree', async () => {
      const property = fc.asyncProperty(
        fc.array(promise, { minLength: 1, maxLength: 12 }),
        cuts,
        async (made, at) => {
          await desk.get(UnitOfWork).run((manager) => manager.deleteAll(ClockRow));
          await clocks(
            made.map((one, index) => ({ ...one, commitmentId: `demo.p${String(index).padStart(2, '0')}` })),
          );
          const end = at.at(-1)!;
          const periods = at.slice(1).map((to, index) => ({ from: at[index]!, to }));
          const reports: PromiseFigures[][] = [];
          for (const one of periods) {
            const later = await report(one, end + days(99));
            expect(await report(one, one.to)).toEqual(later);
            reports.push(later);
          }
          for (const [index, { dueAt, endedAt, state }] of made.entries()) {
            const id = `demo.p${String(index).padStart(2, '0')}`;
            const mine = reports.map((found) => found.find(({ commitment }) => commitment === id));
            const brokenAt =
              state !== 'ON_TIME' && !(state === 'CANCELLED' && endedAt! < dueAt!) ? dueAt! : undefined;
            const counted = brokenAt !== undefined || state === 'ON_TIME';
            for (const [which, { from, to }] of periods.entries()) {
              const figures = mine[which];
              const isDue = counted && dueAt! > from && dueAt! <= to;
              const isCarried =
                brokenAt !== undefined && brokenAt <= from && (endedAt === null || endedAt >= from);
              expect([figures?.due ?? 0, figures?.carriedOver ?? 0]).toEqual([
                Number(isDue),
                Number(isCarried),
              ]);
              const isOpen = brokenAt !== undefined && brokenAt <= to && (endedAt === null || endedAt >= to);
              expect(figures?.overdue ?? 0).toBe(Number(isOpen));
              expect(figures?.carriedOver ?? 0).toBe(mine[which - 1]?.overdue ?? 0);
            }
          }
          const total = (found: PromiseFigures[], name: 'due' | 'onTime') =>
            found.reduce((sum, figures) => sum + figures[name], 0);
          const whole = await report({ from: at[0]!, to: end }, end + days(99));
          for (const name of ['due', 'onTime'] as const)
            expect(reports.reduce((sum, found) => sum + total(found, name), 0)).toBe(total(whole, name));
          for (const figures of [...reports.flat(), ...whole]) {
            const { due, onTime, late, cancelled, open, carriedOver } = figures;
            expect(due).toBe(onTime + late + cancelled + open);
            expect(carriedOver).toBe(figures.carriedLate + figures.carriedCancelled + figures.carriedOpen);
          }
        },
      );
      await fc.assert(property, { numRuns });
    });
  });
});

import { StaffSession } from '@app/people';
import {
  days,
  DraftRow,
  Failure,
  Heartbeat,
  hours,
  Housekeeping,
  IdempotencyKey,
  Reader,
  Tally,
  UnitOfWork,
} from '@app/platform';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { DATABASES } from '../../support/databases.js';
import { startDesk, type TestDesk, WEDNESDAY_MORNING } from '../../support/desk.js';

const NOW = WEDNESDAY_MORNING;
type Row = { table: string; entity: new () => object; period: number; of(at: number, id: string): object };

/** Written by hand: what is deleted, and after how long. `at` is the column from which the period counts. */
const FORGOTTEN: Row[] = [
  {
    table: 'tally',
    entity: Tally,
    period: days(2),
    of: (at, id) => ({ kind: 'k', scope: id, since: at, n: 1 }),
  },
  {
    table: 'failure',
    entity: Failure,
    period: days(2),
    of: (at, id) => ({ kind: 'k', scope: id, n: 1, since: at - days(9), at }),
  },
  {
    table: 'idempotency_key',
    entity: IdempotencyKey,
    period: days(7),
    of: (at, id) => ({ id, bodyHash: 'h', outcome: {}, createdAt: at }),
  },
  {
    table: 'draft',
    entity: DraftRow,
    period: days(7),
    of: (at, id) => ({ owner: id, place: 'p', body: 'b', savedAt: at - days(1), expiresAt: at }),
  },
  {
    table: 'staff_session',
    entity: StaffSession,
    period: days(2),
    of: (at, id) => ({ id, staffId: 'none', createdAt: at - days(9), lastSeenAt: at }),
  },
];

describe.each(DATABASES)('housekeeping, on %s', (_name, postgres) => {
  let desk: TestDesk;
  beforeAll(async () => {
    desk = await startDesk({ postgres });
  });
  afterAll(() => desk.close());
  beforeEach(() => {
    desk.time.set(NOW);
  });

  const put = (entity: new () => object, rows: object[]) =>
    desk.get(UnitOfWork).run((manager) => manager.insert(entity, rows));
  const left = async (table: string) => (await desk.get(Reader).rows(`SELECT * FROM ${table}`)).length;
  const clear = (entity: new () => object) =>
    desk.get(UnitOfWork).run((manager) => manager.deleteAll(entity));

  it.each(FORGOTTEN)(
    'of $table: keeps a row for its whole period and deletes it a moment later',
    async ({ table, entity, period, of }) => {
      await clear(entity);
      await put(entity, [of(NOW, 'now')]);
      for (const at of [NOW, NOW + hours(25), NOW + period - 1, NOW + period]) {
        desk.time.set(at);
        await desk.get(Housekeeping).sweep();
        expect([table, at - NOW, await left(table)]).toEqual([table, at - NOW, 1]);
      }
      desk.time.set(NOW + period + 1);
      await desk.get(Housekeeping).sweep();
      expect(await left(table)).toBe(0);
    },
  );

  it.each(FORGOTTEN)(
    'of $table: deletes only old rows, at most a thousand at a time',
    async ({ table, entity, period, of }) => {
      await clear(entity);
      const many = Array.from({ length: 1_003 }, (_, n) => of(NOW - period - 1, `old-${n}`));
      for (let from = 0; from < many.length; from += 200) await put(entity, many.slice(from, from + 200));
      await put(entity, [of(NOW - period, 'young')]);
      await desk.get(Housekeeping).sweep();
      expect(await left(table)).toBe(4);
      await desk.get(Housekeeping).sweep();
      expect(await left(table)).toBe(1);
    },
  );

  it.each([
    ['tally', Tally, { kind: 'k', scope: 's', n: 1 }, 'since', {}],
    ['failure', Failure, { kind: 'k', scope: 's', n: 1, since: 1 }, 'at', { kind: 'other' }],
    ['failure', Failure, { kind: 'k', scope: 's', n: 1, since: 1 }, 'at', { scope: 'other' }],
    ['draft', DraftRow, { owner: 'o', place: 'p', body: 'b', savedAt: 1 }, 'expiresAt', { place: 'other' }],
  ] as const)(
    'of %s: not the young one that shares its name with an old one',
    async (table, entity, row, when, other) => {
      await clear(entity);
      await put(entity, [
        { ...row, [when]: NOW - days(8) },
        { ...row, ...other, [when]: NOW },
      ]);
      await desk.get(Housekeeping).sweep();
      expect(await left(table)).toBe(1);
    },
  );

  it('deletes nothing else: no other table loses a row in a hundred years', async () => {
    await put(Heartbeat, [{ id: 'x', role: 'web', at: 1, monotonic: 1 }]);
    const tables = ['heartbeat', 'installation', 'catalogue_entry', 'lock_row', 'migrations'];
    const before = await Promise.all(tables.map(left));
    desk.time.forward(days(36_500));
    await desk.get(Housekeeping).sweep();
    expect(await Promise.all(tables.map(left))).toEqual(before);
    expect(before.every((n) => n > 0)).toBe(true);
  });
});

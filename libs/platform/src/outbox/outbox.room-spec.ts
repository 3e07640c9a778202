import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import * as fc from 'fast-check';
import { DataSource, Entity } from 'typeorm';
import { DATABASES } from '../../../../test/support/databases.js';
import { startDesk, type TestDesk } from '../../../../test/support/desk.js';
import { newId } from '../crypto/ids.js';
import { Id, Instant, Int, Text } from '../database/columns.js';
import { isSqlite, writeSource } from '../database/data-source.js';
import { PostgresDoor } from '../database/postgres-door.js';
import { Reader } from '../database/reader.js';
import { SqliteDoor } from '../database/sqlite-door.js';
import { createTable } from '../database/tables.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { hours, minutes } from '../time/taipei.js';
import { TRIES_ALLOWED, type OutboxRow } from './outbox-row.js';
import { Outbox, type OutboxTable } from './outbox.js';
import { OVER } from './outcomes.js';
import { Quarantine } from './quarantine.js';

jest.setTimeout(60_000);

/** A table only for this spec, such as a room for webhooks might have. */
@Entity('parcel')
class Parcel implements OutboxRow {
  @Id() id: string;
  @Text() state: 'READY' | 'IN_HAND' | 'ARRIVED' | 'RETURNED' | 'STUCK';
  @Text({ nullable: true }) reason: string | null;
  @Int() attempts: number;
  @Int({ nullable: true }) interruptions: number | null;
  @Instant({ nullable: true }) nextAttemptAt: number | null;
  @Instant({ nullable: true }) leaseUntil: number | null;
  @Int() fence: number;
  @Instant() createdAt: number;
}

const LEASE = 30_000;
const TABLE: OutboxTable<Parcel> = {
  name: 'parcel',
  entity: Parcel,
  states: { waiting: 'READY', taken: 'IN_HAND', givenUp: 'RETURNED', quarantined: 'STUCK' },
  leaseMs: LEASE,
};
const ARRIVED = { state: 'ARRIVED', ...OVER } as const;
const RETURNED = { state: 'RETURNED', ...OVER, reason: 'no such address' } as const;
const FINAL: Parcel['state'][] = ['ARRIVED', 'RETURNED', 'STUCK'];

describe.each(DATABASES)('an outbox on %s', (_name, postgres) => {
  let desk: TestDesk;
  let source: DataSource;
  let work: UnitOfWork;
  let outbox: Outbox<Parcel>;
  let quarantine: Quarantine<Parcel>;
  beforeAll(async () => {
    desk = await startDesk({ postgres });
    // no logger: `test/plans` must not check statements about this table
    const { logger: _none, ...options } = writeSource(desk.settings).options;
    source = await new DataSource({ ...options, entities: [Parcel] }).initialize();
    const runner = source.createQueryRunner();
    await createTable(runner, 'parcel', {
      columns: {
        ...{ id: 'text', state: 'text', reason: 'text?', attempts: 'int', interruptions: 'int?' },
        ...{ nextAttemptAt: 'instant?', leaseUntil: 'instant?', fence: 'int', createdAt: 'instant' },
      },
      primary: ['id'],
    });
    await runner.release();
    work = new UnitOfWork(isSqlite(source) ? new SqliteDoor(source) : new PostgresDoor(source));
    const tools = { work, reader: new Reader(source), time: desk.time };
    outbox = new Outbox(TABLE, tools);
    quarantine = new Quarantine(TABLE, tools);
  });
  afterAll(async () => {
    await source.destroy();
    await desk.close();
  });
  beforeEach(() => work.run((manager) => manager.deleteAll(Parcel)));

  async function ready(count = 1, change: Partial<Parcel> = {}): Promise<string[]> {
    const now = desk.time.now();
    const rows = Array.from({ length: count }, (): Parcel => ({
      ...{ id: newId(now), state: 'READY', reason: null, attempts: 0, interruptions: null },
      ...{ nextAttemptAt: now, leaseUntil: null, fence: 0, createdAt: now, ...change },
    }));
    await work.run((manager) => manager.insert(Parcel, rows));
    return rows.map(({ id }) => id);
  }
  const row = (id: string) => source.manager.findOneByOrFail(Parcel, { id });
  const ids = (parcels: readonly Parcel[]) => parcels.map(({ id }) => id);
  /** Rows taken by a process that dies, then taken by another. */
  async function takenTwice(): Promise<{ id: string; old: Parcel[]; now: Parcel[] }> {
    const [id] = await ready();
    const old = await outbox.take(1);
    desk.time.forward(LEASE);
    return { id: id!, old, now: await outbox.take(1) };
  }

  it('returns due rows, longest due first, and none that wait or are final', async () => {
    const now = desk.time.now();
    const [second] = await ready();
    const [first] = await ready(1, { nextAttemptAt: now - 1 });
    await ready(1, { nextAttemptAt: now + 1 });
    for (const state of FINAL) await ready(1, { state });
    await ready(1, { nextAttemptAt: null });
    expect((await outbox.due(10)).map(({ id }) => id)).toEqual([first, second]);
    expect(await outbox.oldestDueAge()).toBe(1);
    expect(ids(await outbox.take(1))).toEqual([first]);
    expect(ids(await outbox.take(10))).toEqual([second]);
    expect([await outbox.take(10), await outbox.due(10), await outbox.oldestDueAge()]).toEqual([
      [],
      [],
      null,
    ]);
  });

  it('commits that an attempt has begun before it returns the row', async () => {
    const [id] = await ready();
    const [taken] = await outbox.take(1);
    const leaseUntil = desk.time.now() + LEASE;
    const begun = { state: 'IN_HAND', attempts: 1, fence: 1, leaseUntil, nextAttemptAt: leaseUntil };
    expect(taken).toMatchObject(begun);
    expect(await row(id!)).toEqual(taken);
  });

  it('gives each row to one of a hundred concurrent takers, without waiting, and leaves none', async () => {
    const all = await ready(250);
    const taken = (await Promise.all(Array.from({ length: 100 }, () => outbox.take(5)))).flat();
    expect(ids(taken).toSorted()).toEqual(all.toSorted());
    expect(await source.manager.countBy(Parcel, { attempts: 1, fence: 1 })).toBe(250);
  });

  it('gives the only row to one of a hundred concurrent takers', async () => {
    await ready();
    const taken = await Promise.all(Array.from({ length: 100 }, () => outbox.take(10)));
    expect(taken.flat()).toHaveLength(1);
  });

  it('gives a row whose process died to another when its lease ends, to the millisecond', async () => {
    const [id] = await ready();
    await outbox.take(1);
    const held = await row(id!);
    desk.time.forward(LEASE - 1);
    expect(await outbox.take(1)).toEqual([]);
    expect(await row(id!)).toEqual(held);
    desk.time.forward(1);
    expect(ids(await outbox.take(1))).toEqual([id]);
    expect(await row(id!)).toMatchObject({ state: 'IN_HAND', attempts: 2, fence: 2, interruptions: 1 });
  });

  it('leaves a row with a live process that renews its lease', async () => {
    const [id] = await ready();
    const mine = await outbox.take(1);
    desk.time.forward(LEASE - 1);
    await outbox.renew(mine);
    desk.time.forward(LEASE - 1);
    expect(await outbox.take(1)).toEqual([]);
    expect(await outbox.finish(mine, ARRIVED)).toBe(true);
    expect(await row(id!)).toMatchObject({ ...ARRIVED, interruptions: null });
  });

  it('ignores the result of an older lease, which cannot renew or fail the next attempt either', async () => {
    const { id, old, now } = await takenTwice();
    const before = await row(id);
    desk.time.forward(1);
    expect(await outbox.finish(old, RETURNED)).toBe(false);
    expect(await outbox.fail(old, 'broken')).toBe(false);
    await outbox.renew(old);
    expect(await row(id)).toEqual(before);
    expect([await outbox.finish(now, ARRIVED), await outbox.finish(now, RETURNED)]).toEqual([true, false]);
    expect(await row(id)).toMatchObject(ARRIVED);
  });

  it('stores one result for those of several rows that are still held, and reports that not all were', async () => {
    const [kept, lost] = await ready(2);
    const both = await outbox.take(2);
    const another = { ...(await row(lost!)), fence: 2 };
    await work.run((manager) => manager.save(Parcel, another));
    expect(await outbox.finish(both, ARRIVED)).toBe(false);
    expect([(await row(kept!)).state, await row(lost!)]).toEqual(['ARRIVED', another]);
  });

  it('begins several rows together or not at all', async () => {
    const [first, second] = await ready(2);
    const [a, b] = [await row(first!), await row(second!)];
    const begin = (rows: Parcel[]) => work.run((manager) => outbox.begin(manager, rows, desk.time.now()));
    expect(await begin([{ ...a, fence: 7 }, b])).toBeUndefined();
    await expect(begin([a, { ...b, fence: 7 }])).rejects.toThrow(`parcel ${second} was taken by another`);
    expect([await row(first!), await row(second!)]).toEqual([a, b]);
  });

  it('delays a row that fails on our own side longer each time, and quarantines it the fifth time', async () => {
    const [id] = await ready();
    const waits: number[] = [];
    for (let n = 1; n < TRIES_ALLOWED; n++) {
      await outbox.fail(await outbox.take(1), 'template broken');
      const { state, interruptions, nextAttemptAt, leaseUntil } = await row(id!);
      expect([state, interruptions, leaseUntil]).toEqual(['READY', n, null]);
      waits.push(Math.floor((nextAttemptAt! - desk.time.now()) / minutes(1)));
      desk.time.forward(hours(1));
    }
    expect(waits).toEqual([1, 5, expect.any(Number), expect.any(Number)]);
    expect(await quarantine.count()).toBe(0);
    await outbox.fail(await outbox.take(1), 'template broken');
    expect(await row(id!)).toMatchObject({
      state: 'STUCK',
      interruptions: 5,
      reason: 'template broken',
      ...OVER,
    });
    expect(await quarantine.count()).toBe(1);
  });

  it('quarantines a row that kills its process five times; an answer in between resets the count', async () => {
    const [id] = await ready();
    const die = async (times: number) => {
      for (let n = 0; n < times; n++) {
        expect(await outbox.take(1)).toHaveLength(1);
        desk.time.forward(LEASE);
      }
    };
    await die(4);
    await outbox.finish(await outbox.take(1), {
      state: 'READY',
      nextAttemptAt: desk.time.now(),
      leaseUntil: null,
    });
    expect(await row(id!)).toMatchObject({ state: 'READY', interruptions: null });
    await die(5);
    expect(await outbox.take(1)).toEqual([]);
    expect(await row(id!)).toMatchObject({ state: 'STUCK', reason: 'its sender died 5 times', ...OVER });
  });

  it('lets an operator retry a quarantined row, once, and no other', async () => {
    for (const change of [
      { state: 'STUCK', interruptions: 4 },
      { state: 'STUCK', interruptions: null },
      { state: 'RETURNED', interruptions: 5 },
    ] as const) {
      const [id] = await ready(1, { ...change, nextAttemptAt: null });
      expect([change, await quarantine.retry(id!)]).toEqual([change, false]);
      expect(await row(id!)).toMatchObject(change);
    }
    const [id] = await ready(1, { state: 'STUCK', interruptions: 5, reason: 'x', nextAttemptAt: null });
    const tried = await Promise.all(Array.from({ length: 100 }, () => quarantine.retry(id!)));
    expect(tried.filter(Boolean)).toHaveLength(1);
    const again = { state: 'READY', interruptions: null, reason: null, nextAttemptAt: desk.time.now() };
    expect(await row(id!)).toMatchObject(again);
    expect([await quarantine.retry(id!), await quarantine.retry('no such row')]).toEqual([false, false]);
    expect(ids(await outbox.take(1))).toEqual([id]);
  });

  it('never leaves a final state, and stores no result twice, in any order of calls', async () => {
    const step = fc.constantFrom(
      'take',
      'arrived',
      'returned',
      'later',
      'fail',
      'renew',
      'old result',
      'time',
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 20 }), async (steps) => {
        await work.run((manager) => manager.deleteAll(Parcel));
        const [id] = await ready();
        const attempts: Parcel[][] = [];
        let last = await row(id!);
        for (const one of steps) {
          const [old, mine] = [attempts[0], attempts.at(-1)];
          const again = { state: 'READY', nextAttemptAt: desk.time.now(), leaseUntil: null } as const;
          if (one === 'take') attempts.push(...[await outbox.take(1)].filter(({ length }) => length > 0));
          if (one === 'time') desk.time.forward(hours(2));
          if (one === 'arrived' && mine) await outbox.finish(mine, ARRIVED);
          if (one === 'returned' && mine) await outbox.finish(mine, RETURNED);
          if (one === 'later' && mine) await outbox.finish(mine, again);
          if (one === 'fail' && mine) await outbox.fail(mine, 'x');
          if (one === 'renew' && mine) await outbox.renew(mine);
          if (one === 'old result' && old) await outbox.finish(old, RETURNED);
          const next = await row(id!);
          const mayChange = !FINAL.includes(last.state) && (one !== 'old result' || attempts.length === 1);
          expect(mayChange ? last : next).toEqual(last);
          expect(next.fence).toBe(attempts.length);
          expect(next.leaseUntil !== null).toBe(next.state === 'IN_HAND');
          last = next;
        }
      }),
      { numRuns: Number(process.env['FC_RUNS'] ?? 20) },
    );
  });
});

import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Entity } from 'typeorm';
import { tablesInMemory, type Tables } from '../../../../test/support/tables.js';
import { Id, Instant, Int, Text } from '../database/columns.js';
import { Reader } from '../database/reader.js';
import { rawSql, sql } from '../database/sql.js';
import type { UnitOfWork } from '../database/unit-of-work.js';
import { SetTime } from '../time/time-source.js';
import type { OutboxRow } from './outbox-row.js';
import { Outbox, type OutboxTable } from './outbox.js';
import { Quarantine } from './quarantine.js';

@Entity('letter')
class Letter implements OutboxRow {
  @Id() id: string;
  @Text() state: 'READY' | 'IN_HAND' | 'RETURNED' | 'STUCK' | 'ARRIVED';
  @Text({ nullable: true }) reason: string | null;
  @Int() attempts: number;
  @Int({ nullable: true }) interruptions: number | null;
  @Instant({ nullable: true }) nextAttemptAt: number | null;
  @Instant({ nullable: true }) leaseUntil: number | null;
  @Int() fence: number;
  @Instant() createdAt: number;
}

const NOW = Date.parse('2026-08-19T10:00:00+08:00');
const LEASE = 30_000;
const TABLE: OutboxTable<Letter> = {
  ...{ name: 'letter', entity: Letter, leaseMs: LEASE },
  states: { waiting: 'READY', taken: 'IN_HAND', givenUp: 'RETURNED', quarantined: 'STUCK' },
};
const letter = (id: string, more: Partial<Letter> = {}): Letter => ({
  ...{ id, state: 'READY', reason: null, attempts: 0, interruptions: null, nextAttemptAt: NOW },
  ...{ leaseUntil: null, fence: 0, createdAt: NOW, ...more },
});

/** By one process; several at once and both databases are in outbox.room-spec.ts. */
describe('the rows of an outbox', () => {
  let tables: Tables;
  let outbox: Outbox<Letter>;
  let quarantine: Quarantine<Letter>;
  beforeAll(async () => {
    tables = await tablesInMemory(Letter);
    const work = { run: (change: (manager: unknown) => unknown) => change(tables.manager) } as UnitOfWork;
    const tools = { work, reader: new Reader(tables.manager), time: new SetTime(NOW) };
    [outbox, quarantine] = [new Outbox(TABLE, tools), new Quarantine(TABLE, tools)];
  });
  beforeEach(() => tables.empty());
  afterAll(() => tables.close());

  const put = (...rows: Letter[]) => tables.put(Letter, ...rows);
  const row = (id: string) => tables.manager.findOneBy(Letter, { id });
  const ids = (rows: readonly { id: string }[]) => rows.map(({ id }) => id);
  const held = (id: string, more: Partial<Letter> = {}) =>
    letter(id, { state: 'IN_HAND', attempts: 1, fence: 1, leaseUntil: NOW, ...more });

  it('are due while they wait, or when the lease of who has them has run out', async () => {
    const rows = [
      ...[letter('waits'), held('lost'), letter('early', { nextAttemptAt: NOW + 1 })],
      ...[held('with-another', { nextAttemptAt: NOW + 1 }), letter('never', { nextAttemptAt: null })],
      ...(['ARRIVED', 'RETURNED', 'STUCK'] as const).map((state) => letter(state, { state })),
    ];
    await put(...rows);
    expect(ids(await outbox.due(10)).toSorted()).toEqual(['lost', 'waits']);
    expect(ids(rows.filter((one) => outbox.isDue(one, NOW)))).toEqual(['waits', 'lost']);
  });

  it('that are due longest come first, as many as were asked for', async () => {
    expect(await outbox.oldestDueAge()).toBeNull();
    const ages = [5, 7, 6].map((ms) => letter(`b${ms}`, { nextAttemptAt: NOW - ms }));
    await put(...ages, letter('a6', { nextAttemptAt: NOW - 6 }));
    expect(ids(await outbox.due(2)).at(0)).toBe('b7');
    expect(await outbox.due(2)).toHaveLength(2);
    expect(await outbox.oldestDueAge()).toBe(7);
    expect(ids(await outbox.take(3))).toEqual(['b7', 'a6', 'b6']);
    expect(await outbox.oldestDueAge()).toBe(5);
  });

  it('that are taken are leased, and counted as an attempt with a fence of its own', async () => {
    await put(letter('first', { interruptions: 2 }), held('lost', { attempts: 4, fence: 4 }));
    const leaseUntil = NOW + LEASE;
    const taken = { state: 'IN_HAND' as const, leaseUntil, nextAttemptAt: leaseUntil };
    const first = letter('first', { ...taken, interruptions: 2, attempts: 1, fence: 1 });
    const again = letter('lost', { ...taken, interruptions: 1, attempts: 5, fence: 5 });
    expect(await outbox.take(5)).toEqual([first, again]);
    expect([await row('first'), await row('lost')]).toEqual([first, again]);
  });

  it('whose process died too often are set aside and not taken; those after them are', async () => {
    await put(held('a', { interruptions: 4 }), letter('b'));
    expect(ids(await outbox.take(5))).toEqual(['b']);
    expect(await row('a')).toMatchObject({
      ...{ state: 'STUCK', interruptions: 5, nextAttemptAt: null, leaseUntil: null, attempts: 1 },
    });
    expect(await outbox.take(5)).toEqual([]);
  });

  it('begin with what the room found about each', async () => {
    const both = [letter('a', { interruptions: 3 }), letter('b')];
    await put(...both);
    const begun = await outbox.begin(tables.manager, both, NOW, ({ id }) => ({ reason: `of ${id}` }));
    expect(begun!.map(({ reason, fence }) => [reason, fence])).toEqual([
      ...[
        ['of a', 1],
        ['of b', 1],
      ],
    ]);
    expect((await row('a'))!.interruptions).toBe(3);
  });

  it('do not begin where another took the first, and fail as a whole where it took a later one', async () => {
    const [mine, taken] = [letter('mine'), letter('taken', { fence: 7 })];
    await put(mine, taken);
    const old = letter('taken');
    expect(await outbox.begin(tables.manager, [old, mine], NOW)).toBeUndefined();
    expect(await row('mine')).toEqual(mine);
    await expect(outbox.begin(tables.manager, [mine, old], NOW)).rejects.toThrow(
      'letter taken was taken by another while it was held',
    );
  });

  it('are changed by the attempt that has them, and by no other', async () => {
    await put(held('mine'), held('lost', { fence: 2 }), letter('back'));
    const rows = [held('lost'), held('mine'), held('back', { fence: 0 })];
    expect(await outbox.store(rows, ({ id }) => ({ reason: id }))).toBe(false);
    expect([await row('lost'), await row('mine'), await row('back')].map((one) => one!.reason)).toEqual([
      ...[null, 'mine', null],
    ]);
    expect(await outbox.store([held('mine')], () => ({ reason: 'again' }))).toBe(true);
    expect(await outbox.store([], () => ({}))).toBe(true);
  });

  it('end with the answer and count from the start; renewed they stay leased', async () => {
    await put(held('a', { interruptions: 3 }), held('b', { interruptions: 3 }));
    await outbox.finish([held('a')], { state: 'ARRIVED', nextAttemptAt: null, leaseUntil: null });
    expect(await row('a')).toMatchObject({ state: 'ARRIVED', interruptions: null });
    await outbox.renew([held('b')]);
    expect(await row('b')).toEqual(
      held('b', { interruptions: 3, leaseUntil: NOW + LEASE, nextAttemptAt: NOW + LEASE }),
    );
    expect(outbox.leaseMs).toBe(LEASE);
  });

  it('that fail on our side wait again, with the reason', async () => {
    await put(held('a'));
    expect(await outbox.fail([held('a')], 'broken')).toBe(true);
    expect(await row('a')).toMatchObject({
      state: 'READY',
      reason: 'broken',
      interruptions: 1,
      leaseUntil: null,
    });
  });

  describe('that wait for an operator', () => {
    const stuck = (id: string, more: Partial<Letter> = {}) =>
      letter(id, { state: 'STUCK', interruptions: 5, reason: 'broken', nextAttemptAt: null, ...more });
    const all = rawSql('TRUE');
    const only = (id: string) => sql`id = ${id}`;

    it('are counted and listed, the oldest first', async () => {
      await put(
        ...[stuck('c', { createdAt: NOW - 1 }), stuck('b'), stuck('a'), stuck('few', { interruptions: 4 })],
        ...[letter('d', { interruptions: 5 }), stuck('e', { interruptions: null })],
      );
      const list = async (within = all, most = 10) =>
        ids(await quarantine.list<{ id: string }>(rawSql('id'), within, most));
      expect([await list(), await list(all, 2), await list(only('b'))]).toEqual([
        ...[['c', 'a', 'b'], ['c', 'a'], ['b']],
      ]);
      expect([await quarantine.count(), await quarantine.countOf(only('b'))]).toEqual([3, 1]);
      expect(await quarantine.countOf(only('few'))).toBe(0);
    });

    it('are given up with a reason, once, and only those meant', async () => {
      await put(stuck('a'), stuck('b'), letter('c'));
      const drop = (id: string, within = all) => quarantine.drop(id, 'sent by letter', within);
      expect([await drop('a', only('b')), await drop('c'), await drop('none')]).toEqual([
        false,
        false,
        false,
      ]);
      expect([await drop('a'), await drop('a')]).toEqual([true, false]);
      expect(await row('a')).toMatchObject({
        ...{ state: 'RETURNED', reason: 'sent by letter', interruptions: null, nextAttemptAt: null },
      });
      expect([await row('b'), await row('c')]).toEqual([stuck('b'), letter('c')]);
    });

    it('are tried again at once, once, and only those meant', async () => {
      await put(stuck('a'), stuck('b'));
      expect(await quarantine.retry('a', only('b'))).toBe(false);
      expect([await quarantine.retry('a'), await quarantine.retry('a')]).toEqual([true, false]);
      expect(await row('a')).toMatchObject({
        ...{ state: 'READY', reason: null, interruptions: null, nextAttemptAt: NOW },
      });
      expect(await row('b')).toEqual(stuck('b'));
    });
  });
});

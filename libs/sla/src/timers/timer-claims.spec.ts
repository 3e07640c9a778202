import { SetTime, type Settings, type UnitOfWork } from '@app/platform';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { tablesInMemory, type Tables } from '../../../../test/support/tables.js';
import { timerRow } from '../../../../test/support/timer-rows.js';
import { TimerClaims } from './timer-claims.js';
import { Timer } from './timer.entity.js';

const NOW = 1_000_000_000;

describe('a claim of a timer', () => {
  let tables: Tables;
  let claims: TimerClaims;
  let acted: Timer[];
  beforeAll(async () => {
    tables = await tablesInMemory(Timer);
    const work = { run: (change: (manager: unknown) => unknown) => change(tables.manager) } as UnitOfWork;
    claims = new TimerClaims(work, new SetTime(NOW), {} as Settings);
  });
  beforeEach(async () => {
    await tables.empty();
    acted = [];
  });
  afterAll(() => tables.close());

  const act = async (timer: Timer, now: number) => void acted.push({ ...timer, firedAt: now });
  const put = (more: Partial<Timer> = {}) =>
    tables.put(Timer, timerRow({ id: 't', dueAt: NOW, liveKey: 'key', ...more }));
  const row = () => tables.manager.findOneByOrFail(Timer, { id: 't' });
  const take = (generation = 1, careful = false) => claims.take('t', generation, careful, act);

  it('marks it fired and hands it over as such', async () => {
    await put();
    expect(await take()).toBe('fired');
    const fired = timerRow({ id: 't', dueAt: NOW, state: 'FIRED', firedAt: NOW });
    expect([await row(), acted]).toEqual([fired, [fired]]);
  });

  it.each<[string, Partial<Timer>]>([
    ['not due yet', { dueAt: NOW + 1 }],
    ['to be tried again later', { retryAt: NOW + 1 }],
    ['of another generation', { generation: 2 }],
    ['fired before', { state: 'FIRED' }],
    ['set aside', { state: 'QUARANTINED' }],
  ])('is not given where it is %s', async (_what, more) => {
    await put(more);
    const before = await row();
    expect([await take(), await take(1, true), await claims.note('t', 1)]).toEqual([
      ...['not-due', 'not-due', undefined],
    ]);
    expect([await row(), acted]).toEqual([before, []]);
  });

  it('is put off until the attempt is recorded: after a failure, and whenever asked to be careful', async () => {
    await put();
    expect(await take(1, true)).toBe('careful');
    await tables.manager.update(Timer, { id: 't' }, { failures: 1 });
    expect([await take(), await take(1, true), acted]).toEqual(['suspect', 'suspect', []]);
  });

  describe('that is recorded first', () => {
    it('counts as a failure until it succeeds, and puts the next off', async () => {
      await tables.put(Timer, timerRow({ id: 'a', dueAt: NOW }));
      await put({ retryAt: NOW });
      const noted = (await claims.note('t', 1))!;
      expect(noted).toEqual(timerRow({ id: 't', dueAt: NOW, liveKey: 'key', failures: 1, retryAt: NOW }));
      expect(await row()).toEqual(noted);
      expect(await claims.takeNoted(noted, act)).toBe('fired');
      expect(await row()).toMatchObject({ state: 'FIRED', failures: 0, firedAt: NOW });
      expect(acted).toMatchObject([{ id: 't', state: 'FIRED', failures: 0 }]);
    });

    it('is the fifth at most: the sixth sets it aside', async () => {
      await put({ failures: 4 });
      expect(await claims.note('t', 1)).toMatchObject({ failures: 5, state: 'ARMED' });
      expect(await claims.note('t', 1)).toBeUndefined();
      expect(await row()).toMatchObject({ state: 'QUARANTINED', failures: 5, liveKey: null });
    });

    it.each<[string, Partial<Timer>]>([
      ['of another generation by now', { generation: 2 }],
      ['tried by another meanwhile', { failures: 2 }],
      ['fired by another meanwhile', { state: 'FIRED' }],
    ])('does not fire it where it is %s', async (_what, more) => {
      await put();
      const noted = (await claims.note('t', 1))!;
      await tables.manager.update(Timer, { id: 't' }, more);
      expect([await claims.takeNoted(noted, act), acted]).toEqual(['not-due', []]);
    });

    it('does not fire one that is gone', async () => {
      expect([await claims.takeNoted(timerRow({ id: 't' }), act), acted]).toEqual(['not-due', []]);
    });
  });

  describe('that failed', () => {
    it('is counted once, recorded first or not', async () => {
      await put();
      await claims.failed('t', 1, false);
      expect(await row()).toMatchObject({ failures: 1, retryAt: NOW, state: 'ARMED' });
      await claims.failed('t', 1, true);
      expect(await row()).toMatchObject({ failures: 1, state: 'ARMED' });
    });

    it.each([
      [4, false],
      [5, true],
    ])('sets it aside the fifth time: %d before, recorded first: %s', async (failures, noted) => {
      await put({ failures });
      await claims.failed('t', 1, noted);
      expect(await row()).toMatchObject({ failures: 5, state: 'QUARANTINED', liveKey: null });
    });

    it('leaves one alone that fired, was moved or is gone meanwhile', async () => {
      await put({ state: 'FIRED' });
      await claims.failed('t', 1, false);
      await claims.failed('gone', 1, false);
      await tables.manager.update(Timer, { id: 't' }, { state: 'ARMED', generation: 2 });
      await claims.failed('t', 1, false);
      expect(await row()).toMatchObject({ failures: 0, retryAt: null });
    });
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DATABASES } from '../../../../test/support/databases.js';
import { startDesk, type TestDesk } from '../../../../test/support/desk.js';
import { hours, minutes } from '../time/taipei.js';
import { Housekeeping } from './housekeeping.js';
import { isFull, Limits, type Limit } from './limits.js';
import { Reader } from './reader.js';

const LIMIT: Limit = { kind: 'test', most: 5, withinMs: minutes(15) };
const AT_ONCE = 100;

describe.each(DATABASES)('a limit on failures, on %s', (_name, postgres) => {
  let desk: TestDesk;
  let limits: Limits;
  let things = 0;
  const thing = () => `thing ${++things}`;
  const takeMany = async (count: number, of: string) => {
    const places = [];
    for (let n = 0; n < count; n++) places.push(await limits.take(LIMIT, of));
    return places;
  };
  beforeAll(async () => {
    desk = await startDesk({ postgres });
    limits = desk.get(Limits);
  }, 60_000);
  afterAll(() => desk.close());

  it('allows exactly its number of attempts, also for many at once', async () => {
    const of = thing();
    const places = await Promise.all(Array.from({ length: AT_ONCE }, () => limits.take(LIMIT, of)));
    const taken = places.filter((place) => place !== undefined).toSorted();
    expect(taken).toEqual([1, 2, 3, 4, 5]);
  });

  it('gives each of many concurrent attempts a different number', async () => {
    const of = thing();
    const counts = await Promise.all(Array.from({ length: AT_ONCE }, () => limits.count(LIMIT, of)));
    expect(new Set(counts).size).toBe(AT_ONCE);
  });

  it('refuses for a whole window after the last attempt allowed', async () => {
    const of = thing();
    await takeMany(4, of);
    desk.time.forward(minutes(14));
    expect(await takeMany(2, of)).toEqual([5, undefined]);
    desk.time.forward(minutes(15) - 1);
    expect(isFull(LIMIT, (await limits.read(LIMIT, of))!, desk.time.now())).toBe(true);
    expect(await takeMany(1, of)).toEqual([undefined]);
    desk.time.forward(1);
    expect(isFull(LIMIT, (await limits.read(LIMIT, of))!, desk.time.now())).toBe(false);
    expect(await takeMany(2, of)).toEqual([1, 2]);
  });

  it('resets a count below the limit when the window of the first failure is over', async () => {
    const of = thing();
    await takeMany(4, of);
    desk.time.forward(minutes(15));
    expect(await takeMany(1, of)).toEqual([1]);
  });

  it('keeps it until the last moment of that window', async () => {
    const of = thing();
    await takeMany(4, of);
    desk.time.forward(minutes(15) - 1);
    expect(await takeMany(2, of)).toEqual([5, undefined]);
  });

  it('is full exactly at its limit', async () => {
    const of = thing();
    const now = desk.time.now();
    const full = async () => isFull(LIMIT, (await limits.read(LIMIT, of))!, now);
    await takeMany(4, of);
    expect(await full()).toBe(false);
    await takeMany(1, of);
    expect(await full()).toBe(true);
    expect(await limits.count(LIMIT, of)).toBe(6);
    expect(await full()).toBe(true);
  });

  it('is not prolonged by refused attempts', async () => {
    const of = thing();
    await takeMany(5, of);
    desk.time.forward(minutes(10));
    expect(await takeMany(1, of)).toEqual([undefined]);
    desk.time.forward(minutes(5));
    expect(await takeMany(1, of)).toEqual([1]);
  });

  it('releases only attempts that were taken, of the same kind', async () => {
    const of = thing();
    await takeMany(1, of);
    await limits.release({ ...LIMIT, kind: 'other' }, of);
    expect((await limits.read(LIMIT, of))!.n).toBe(1);
    for (let n = 0; n < 3; n++) await limits.release(LIMIT, of);
    expect((await limits.read(LIMIT, of))!.n).toBe(0);
    await limits.clear({ ...LIMIT, kind: 'other' }, of);
    expect(await limits.read(LIMIT, of)).toBeDefined();
  });

  it('counts by kind and by all parts of the scope', async () => {
    await takeMany(5, 'a bc');
    const others: [Limit, string[]][] = [
      [{ ...LIMIT, kind: 'other' }, ['a bc']],
      [LIMIT, ['a', 'bc']],
      [LIMIT, ['a b', 'c']],
    ];
    for (const [limit, of] of others) expect(await limits.take(limit, ...of)).toBe(1);
  });

  it('can release one attempt, and clear all', async () => {
    const of = thing();
    await takeMany(5, of);
    await limits.release(LIMIT, of);
    expect(await takeMany(2, of)).toEqual([5, undefined]);
    await limits.clear(LIMIT, of);
    expect(await limits.read(LIMIT, of)).toBeUndefined();
    expect(await takeMany(1, of)).toEqual([1]);
  });

  it('counts each scope apart, and stores it only as a hash', async () => {
    const [of, other] = [thing(), thing()];
    await takeMany(5, of);
    expect(await takeMany(1, other)).toEqual([1]);
    const stored = JSON.stringify(await desk.get(Reader).rows('SELECT * FROM failure'));
    expect(stored).not.toContain(of);
  });

  it('deletes old rows, not recent ones', async () => {
    const of = thing();
    await takeMany(1, of);
    const swept = async () => {
      await desk.get(Housekeeping).sweep();
      return limits.read(LIMIT, of);
    };
    desk.time.forward(hours(24));
    expect(await swept()).toBeDefined();
    desk.time.forward(hours(25));
    expect(await swept()).toBeUndefined();
  });
});

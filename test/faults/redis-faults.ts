import { cpSync, readdirSync, rmSync, statSync, truncateSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { reading } from './books.js';
import type { House } from './house.js';
import { Journeys } from './journey.js';
import { underLoad } from './load.js';
import type { Found, Run } from './rows.js';
import { between, chances } from './seed.js';
import { lagsSince } from './verdict.js';

const BETWEEN_MS = 1_500;
/** Two sweeps at the pace of an installed desk, and some. */
const TWO_SWEEPS_MS = 130_000;
/** What nobody but the bell can do while the sweep comes every 30 s. */
const BELL_MS = 10_000;
const RETURNING_MS = 4_000;

export interface Occasion {
  house: House;
  chance: () => number;
  /** Which time it is, from 0. */
  n: number;
  short: boolean;
}
type Fault = (occasion: Occasion) => Promise<unknown>;

const socketOf = ({ parts }: House): string => decodeURIComponent(new URL(parts.redis!.url).pathname);

/** A connection of the runner's own, for as long as `work` takes. */
export async function toRedis<T>(house: House, work: (redis: Redis) => Promise<T>): Promise<T> {
  const redis = new Redis({ path: socketOf(house) });
  return work(redis).finally(() => redis.disconnect());
}

/** The same fault so many times under load, with a breath between. */
export const breaking =
  (fault: Fault) =>
  ({ house, times, seed, short }: Run): Promise<void> =>
    underLoad(house, seed, async () => {
      const chance = chances(seed);
      for (let n = 0; n < times; n++) {
        await pause(BETWEEN_MS);
        await fault({ house, chance, n, short });
      }
      await pause(BETWEEN_MS);
    });

/** Every 20 ms for a while: jobs vanish between being rung and being heard. Then the load goes on for a sweep. */
export const flushAll: Fault = async ({ house, short }) => {
  await flush(house);
  await pause(short ? 0 : TWO_SWEEPS_MS / 2);
};

const flush = (house: House): Promise<void> =>
  toRedis(house, async (redis) => {
    for (let n = 0; n < 50; n++) await Promise.all([redis.flushall(), pause(20)]);
  });

/** Killed, and back with its data after so long. */
const awayFor =
  (ms: number) =>
  async ({ house }: Pick<Occasion, 'house'>): Promise<void> => {
    await house.parts.redis!.kill();
    await pause(ms);
    await house.parts.redis!.restart();
  };

/** Outages under load; then the same workers must hear again by themselves, at once and not only by the sweep. */
export const outages =
  (ms: number) =>
  async (run: Run): Promise<Found> => {
    const { house, seed } = run;
    const workers = house.living('worker').map(({ pid }) => pid);
    await breaking(awayFor(ms))(run);
    await pause(RETURNING_MS);
    const begun = Date.now();
    await new Journeys(house, seed + 1).run(2);
    await reading(house.parts, (read) => read.settled(2 * BELL_MS));
    const { notices } = await lagsSince(house, begun);
    const slow = Math.max(0, ...notices);
    const same = house.living('worker').every(({ pid }) => workers.includes(pid));
    return {
      counts: { 'bell ms': slow },
      faults: [
        ...(slow > BELL_MS || notices.length === 0 ? [`the bell is deaf after an outage: ${slow} ms`] : []),
        ...(same ? [] : ['a worker ended because of Redis']),
      ],
    };
  };

/** Killed for good; workers that start afterwards have never seen it. */
export const goneForGood: Fault = async ({ house, short }) => {
  await house.parts.redis!.kill();
  await pause(3_000);
  const { worker: many } = await house.killAll('worker');
  await Promise.all(Array.from({ length: many }, () => house.start('worker')));
  await pause(short ? 3_000 : TWO_SWEEPS_MS);
};

const dataOf = (house: House): string => join(dirname(dirname(socketOf(house))), 'redis');

/** Its append-only file is cut short somewhere, or an older copy comes back. */
export const oldData: Fault = async ({ house, chance, n }) => {
  const data = dataOf(house);
  const copy = `${data}.copy`;
  cpSync(data, copy, { recursive: true });
  await pause(1_000);
  await house.parts.redis!.kill();
  if (n % 2 === 0) cutShort(data, chance);
  else swap(copy, data);
  rmSync(copy, { recursive: true, force: true });
  await house.parts.redis!.restart();
};

function cutShort(data: string, chance: () => number): void {
  const folder = join(data, 'appendonlydir');
  const file = readdirSync(folder).find((name) => name.endsWith('.incr.aof'))!;
  const path = join(folder, file);
  truncateSync(path, between(chance, 0, statSync(path).size));
}

function swap(copy: string, data: string): void {
  rmSync(data, { recursive: true });
  cpSync(copy, data, { recursive: true });
}

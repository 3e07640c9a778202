import { cpSync, readdirSync, rmSync, statSync, truncateSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { reading } from './books.js';
import type { System } from './system.js';
import { Journeys } from './journey.js';
import { underLoad } from './load.js';
import type { Found, Run } from './rows.js';
import { between, chances } from './seed.js';
import { lagsSince } from './verdict.js';

const BETWEEN_MS = 1_500;
/** Two sweeps at the pace of an installed desk, and some. */
const TWO_SWEEPS_MS = 130_000;
/** Delay that only rings can achieve while the sweep runs every 30 s. */
const BELL_MS = 10_000;
const RETURNING_MS = 4_000;

export interface Occasion {
  system: System;
  chance: () => number;
  /** Number of this repetition, from 0. */
  n: number;
  short: boolean;
}
type Fault = (occasion: Occasion) => Promise<unknown>;

const socketOf = ({ parts }: System): string => decodeURIComponent(new URL(parts.redis!.url).pathname);

/** Runs `work` with a separate connection to Redis. */
export async function toRedis<T>(system: System, work: (redis: Redis) => Promise<T>): Promise<T> {
  const redis = new Redis({ path: socketOf(system) });
  return work(redis).finally(() => redis.disconnect());
}

/** Repeats a fault under load, with a pause in between. */
export const breaking =
  (fault: Fault) =>
  ({ system, times, seed, short }: Run): Promise<void> =>
    underLoad(system, seed, async () => {
      const chance = chances(seed);
      for (let n = 0; n < times; n++) {
        await pause(BETWEEN_MS);
        await fault({ system, chance, n, short });
      }
      await pause(BETWEEN_MS);
    });

/**
 * FLUSHALL every 20 ms for a while, so that jobs are lost before they are received. Then the load continues for one
 * sweep.
 */
export const flushAll: Fault = async ({ system, short }) => {
  await flush(system);
  await pause(short ? 0 : TWO_SWEEPS_MS / 2);
};

const flush = (system: System): Promise<void> =>
  toRedis(system, async (redis) => {
    for (let n = 0; n < 50; n++) await Promise.all([redis.flushall(), pause(20)]);
  });

/** Redis is killed, and restarted with its data after a while. */
const awayFor =
  (ms: number) =>
  async ({ system }: Pick<Occasion, 'system'>): Promise<void> => {
    await system.parts.redis!.kill();
    await pause(ms);
    await system.parts.redis!.restart();
  };

/** Outages under load; then the same workers must receive rings again by themselves, not only work by the sweep. */
export const outages =
  (ms: number) =>
  async (run: Run): Promise<Found> => {
    const { system, seed } = run;
    const workers = system.living('worker').map(({ pid }) => pid);
    await breaking(awayFor(ms))(run);
    await pause(RETURNING_MS);
    const begun = Date.now();
    await new Journeys(system, seed + 1).run(2);
    await reading(system.parts, (read) => read.settled(2 * BELL_MS));
    const { notices } = await lagsSince(system, begun);
    const slow = Math.max(0, ...notices);
    const same = system.living('worker').every(({ pid }) => workers.includes(pid));
    return {
      counts: { 'bell ms': slow },
      faults: [
        ...(slow > BELL_MS || notices.length === 0 ? [`the bell is deaf after an outage: ${slow} ms`] : []),
        ...(same ? [] : ['a worker ended because of Redis']),
      ],
    };
  };

/** Redis is killed and not restarted; workers started afterwards never connect to it. */
export const goneForGood: Fault = async ({ system, short }) => {
  await system.parts.redis!.kill();
  await pause(3_000);
  const { worker: many } = await system.killAll('worker');
  await Promise.all(Array.from({ length: many }, () => system.start('worker')));
  await pause(short ? 3_000 : TWO_SWEEPS_MS);
};

const dataOf = (system: System): string => join(dirname(dirname(socketOf(system))), 'redis');

/** Its append-only file is truncated, or replaced by an older copy. */
export const oldData: Fault = async ({ system, chance, n }) => {
  const data = dataOf(system);
  const copy = `${data}.copy`;
  cpSync(data, copy, { recursive: true });
  await pause(1_000);
  await system.parts.redis!.kill();
  if (n % 2 === 0) cutShort(data, chance);
  else swap(copy, data);
  rmSync(copy, { recursive: true, force: true });
  await system.parts.redis!.restart();
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

import { cpSync, readdirSync, rmSync, statSync, truncateSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Redis } from 'ioredis';
import type { House } from './house.js';
import { underLoad } from './load.js';
import { between, chances } from './seed.js';
import { Submits } from './submits.js';

const BETWEEN_MS = 1_500;
export const NO_WAIT_MS = 1_000;
const FROZEN_MS = 5_000;
type Fault = (house: House, chance: () => number, n: number) => Promise<unknown>;
/** A fault without choices. */
type PlainFault = (house: House) => Promise<unknown>;

const socketOf = ({ parts }: House): string => decodeURIComponent(new URL(parts.redis!.url).pathname);

/** A connection of the runner's own, for as long as `work` takes. */
export async function toRedis<T>(house: House, work: (redis: Redis) => Promise<T>): Promise<T> {
  const redis = new Redis({ path: socketOf(house) });
  return work(redis).finally(() => redis.disconnect());
}

/** The same fault so many times under load, with a breath between. */
export const breaking = (fault: Fault) => (house: House, times: number, seed: number) =>
  underLoad(house, seed, async () => {
    const chance = chances(seed);
    for (let n = 0; n < times; n++) {
      await pause(BETWEEN_MS);
      await fault(house, chance, n);
    }
    await pause(BETWEEN_MS);
  });

/** Every 20 ms for a while: jobs vanish between being rung and being heard. */
export const flushAll: PlainFault = (house) =>
  toRedis(house, async (redis) => {
    for (let n = 0; n < 50; n++) await Promise.all([redis.flushall(), pause(20)]);
  });

/** Killed, and back with its data after so long. */
export const awayFor =
  (ms: number): PlainFault =>
  async (house) => {
    await house.parts.redis!.kill();
    await pause(ms);
    await house.parts.redis!.restart();
  };

/** Killed for good; a worker that starts afterwards has never seen it. */
export const goneForGood: PlainFault = async (house) => {
  await house.parts.redis!.kill();
  await pause(3_000);
  await Promise.all(house.living('worker').map((worker) => worker.kill()));
  await house.start('worker');
  await pause(12_000); // promises go up their ladders, a rung in each sweep
};

/** Stopped by the system, paused by a client, its connections cut: the three in turn. */
const FREEZES: Fault[] = [
  async (house) => {
    process.kill(house.parts.redis!.pid, 'SIGSTOP');
    await pause(FROZEN_MS);
    process.kill(house.parts.redis!.pid, 'SIGCONT');
  },
  (house) =>
    toRedis(house, (redis) => redis.call('CLIENT', 'PAUSE', String(FROZEN_MS))).then(() => pause(FROZEN_MS)),
  (house) =>
    toRedis(house, async (redis) => {
      for (let n = 0; n < 10; n++)
        await Promise.all([redis.call('CLIENT', 'KILL', 'TYPE', 'normal', 'SKIPME', 'yes'), pause(100)]);
    }),
];

/** While Redis is frozen a report must not wait for it. */
export async function freezing(house: House, times: number, seed: number): Promise<string[]> {
  const took: number[] = [];
  const watch = new Submits(house, seed + 1);
  await breaking(async (...args) => {
    const frozen = FREEZES[args[2] % FREEZES.length]!(...args);
    const until = performance.now() + NO_WAIT_MS;
    while (performance.now() < until) took.push(await watch.one());
    await frozen;
  })(house, times, seed);
  const slow = Math.round(Math.max(...took));
  return slow > NO_WAIT_MS ? [`a report took ${slow} ms while Redis was frozen`] : [];
}

const dataOf = (house: House): string => join(dirname(dirname(socketOf(house))), 'redis');

/** Its append-only file is cut short somewhere, or an older copy comes back. */
export const oldData: Fault = async (house, chance, n) => {
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

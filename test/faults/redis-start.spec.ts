import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { System } from './system.js';
import { Journeys } from './journey.js';
import { toRedis } from './redis-faults.js';
import { newSeed } from './seed.js';
import { judge } from './verdict.js';

// docs/faults.md, row F8, and what F10 does not cover: a Redis that may evict, and one frozen from the start
const seed = newSeed();
let system: System;
let journeys: Journeys;

beforeAll(async () => {
  system = await System.open();
  await system.start('web');
  journeys = new Journeys(system, seed);
}, 60_000);
afterAll(() => system.close(), 30_000);
beforeEach(() => Promise.all(system.living('worker').map((worker) => worker.kill())));

test('a worker refuses a Redis that may evict jobs, in one line', async () => {
  await toRedis(system, (redis) => redis.config('SET', 'maxmemory-policy', 'allkeys-lru'));
  const worker = await system.start('worker');
  expect(await worker.ended).toEqual({ code: 1, signal: null });
  const last = worker.said.filter((line) => line.includes('allkeys-lru'));
  expect(last).toHaveLength(1);
  expect(JSON.parse(last[0]!).msg).toMatch(/worker does not start: .*set it to noeviction/);
  expect(worker.said.filter((line) => !line.startsWith('{'))).toEqual([]);
  await toRedis(system, (redis) => redis.config('SET', 'maxmemory-policy', 'noeviction'));
}, 30_000);

test(`a worker starts with a frozen Redis, and everything continues (seed ${seed})`, async () => {
  process.kill(system.parts.redis!.pid, 'SIGSTOP');
  await system.start('worker');
  await journeys.run(2);
  expect((await judge(system)).faults).toEqual([]);
  process.kill(system.parts.redis!.pid, 'SIGCONT');
}, 60_000);

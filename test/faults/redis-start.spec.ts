import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { House } from './house.js';
import { Journeys } from './journey.js';
import { toRedis } from './redis-faults.js';
import { newSeed } from './seed.js';
import { judge } from './verdict.js';

// fault matrix, row F8, and what F10 leaves out: a Redis of the wrong kind, and one that is frozen from the first
const seed = newSeed();
let house: House;
let journeys: Journeys;

beforeAll(async () => {
  house = await House.open();
  await house.start('web');
  journeys = new Journeys(house, seed);
}, 60_000);
afterAll(() => house.close(), 30_000);
beforeEach(() => Promise.all(house.living('worker').map((worker) => worker.kill())));

test('a worker refuses a Redis that may throw jobs away, in one line', async () => {
  await toRedis(house, (redis) => redis.config('SET', 'maxmemory-policy', 'allkeys-lru'));
  const worker = await house.start('worker');
  expect(await worker.ended).toEqual({ code: 1, signal: null });
  const last = worker.said.filter((line) => line.includes('allkeys-lru'));
  expect(last).toHaveLength(1);
  expect(JSON.parse(last[0]!).msg).toMatch(/worker does not start: .*set it to noeviction/);
  expect(worker.said.filter((line) => !line.startsWith('{'))).toEqual([]);
  await toRedis(house, (redis) => redis.config('SET', 'maxmemory-policy', 'noeviction'));
}, 30_000);

test(`a worker starts beside a frozen Redis, and everything goes on (seed ${seed})`, async () => {
  process.kill(house.parts.redis!.pid, 'SIGSTOP');
  await house.start('worker');
  await journeys.run(2);
  expect((await judge(house)).faults).toEqual([]);
  process.kill(house.parts.redis!.pid, 'SIGCONT');
}, 60_000);

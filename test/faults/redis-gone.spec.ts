import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { House } from './house.js';
import { Journeys } from './journey.js';
import { NO_WAIT_MS, toRedis } from './redis-faults.js';
import { newSeed } from './seed.js';
import { Submits } from './submits.js';
import { judge } from './verdict.js';

// fault matrix, rows F7, F8 and F10: Redis of the wrong kind, frozen, and gone for good
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

test(`Redis frozen: no report waits for it, and a worker starts beside it (seed ${seed})`, async () => {
  await house.start('worker');
  const submits = new Submits(house, seed);
  await submits.one();
  process.kill(house.parts.redis!.pid, 'SIGSTOP');
  const took: number[] = [];
  for (let n = 0; n < 30; n++) took.push(await submits.one());
  expect(Math.max(...took)).toBeLessThan(NO_WAIT_MS);
  await Promise.all(house.living('worker').map((worker) => worker.kill()));
  await house.start('worker');
  await journeys.run(2);
  expect((await judge(house)).faults).toEqual([]);
  process.kill(house.parts.redis!.pid, 'SIGCONT');
}, 60_000);

test('Redis gone for good: everything goes on at the pace of the sweep', async () => {
  await house.start('worker');
  await house.parts.redis!.kill();
  await journeys.run(3);
  await Promise.all(house.living('worker').map((worker) => worker.kill()));
  await house.start('worker');
  await journeys.run(3);
  const { faults, counts } = await judge(house);
  process.stdout.write(`Redis gone: ${JSON.stringify(counts)}\n`);
  expect(faults).toEqual([]);
}, 60_000);

import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { House } from './house.js';
import { Journeys } from './journey.js';
import { awayFor, flushAll } from './redis-faults.js';
import { newSeed } from './seed.js';
import { judge, lagsSince } from './verdict.js';

// fault matrix, rows F5, F6 and F7. The sweep is slow here, so that a bell that no longer rings would be noticed.
const SWEEP_SECONDS = '10';
const BELL_MS = 3_000;
const seed = newSeed();
let house: House;
let journeys: Journeys;

beforeAll(async () => {
  house = await House.open({ env: { SWEEP_SECONDS } });
  await Promise.all([house.start('web'), house.start('worker')]);
  journeys = new Journeys(house, seed);
}, 60_000);
afterAll(() => house.close(), 30_000);

async function expectBell(): Promise<void> {
  const begun = Date.now();
  await journeys.run(2);
  expect((await judge(house)).faults).toEqual([]);
  const lags = await lagsSince(house, begun);
  expect(lags.length).toBeGreaterThanOrEqual(22);
  expect(Math.max(...lags)).toBeLessThan(BELL_MS);
}

test(`the bell rings (seed ${seed})`, () => expectBell(), 30_000);

test('FLUSHALL again and again in the middle of journeys', async () => {
  await Promise.all([journeys.run(3), flushAll(house)]);
  expect((await judge(house)).faults).toEqual([]);
}, 60_000);

test.each([3_000, 10_000])(
  'Redis killed, and back after %i ms',
  async (awayMs) => {
    await Promise.all([journeys.run(3), awayFor(awayMs)(house)]);
    await pause(4_000);
    await expectBell();
  },
  60_000,
);

import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, describe, expect, test } from '@jest/globals';
import { bringForward } from './books.js';
import { House } from './house.js';
import { Journeys } from './journey.js';
import { newSeed } from './seed.js';
import { judge } from './verdict.js';

// fault matrix, row F25: two workers, the same work at once; promises that break while people work on the cases
const OPEN_CASES = 12;
/** One more than the ladder of the first step has rungs. */
const ROUNDS = 5;
const FIRING_MS = 1_500;
const seed = newSeed();

describe.each(['sqlite', 'postgres'])('two workers on %s', (database) => {
  let house: House;
  afterAll(() => house.close(), 30_000);

  test(`one effect each (seed ${seed})`, async () => {
    house = await House.open({ postgres: database === 'postgres', sinks: true });
    await Promise.all([house.start('web'), house.start('worker'), house.start('worker')]);
    const journeys = new Journeys(house, seed);
    await Promise.all(Array.from({ length: OPEN_CASES }, () => journeys.openOnly()));
    for (let round = 0; round < ROUNDS; round++)
      await Promise.all([journeys.run(4), bringForward(house.parts, Date.now() + 200), pause(FIRING_MS)]);
    const { faults, counts } = await judge(house);
    process.stdout.write(`side by side on ${database}, seed ${seed}: ${JSON.stringify(counts)}\n`);
    expect(faults).toEqual([]);
    expect(counts['overdue']).toBeGreaterThanOrEqual(OPEN_CASES);
    expect(counts['repeated']).toBe(0);
  }, 90_000);
});

import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { crashDuring, crashesOf, nameOf, type Passes } from './crashes.js';
import type { Role } from './app-process.js';
import { House, type HouseOptions } from './house.js';
import { Journeys } from './journey.js';
import { chances, newSeed } from './seed.js';
import { codesOpen, judge } from './verdict.js';

/** One house, journeys all the way, and one process that dies at each of its points in turn; judged at the end. */
export function crashSpec(role: Role, passes: Passes, options: HouseOptions): void {
  const seed = newSeed();
  const crashes = crashesOf(role, passes, chances(seed));
  let house: House;
  let journeys: Journeys;

  beforeAll(async () => {
    house = await House.open(options);
    await Promise.all([house.start('web'), house.start('worker')]);
    journeys = new Journeys(house, seed);
  }, 60_000);
  afterAll(() => house.close(), 30_000);

  test.each(crashes.map((crash) => [nameOf(crash), crash] as const))(
    `%s (seed ${seed})`,
    (_, crash) => crashDuring(house, journeys, crash),
    40_000,
  );

  test('nothing lost, nothing twice', async () => {
    const { faults, counts } = await judge(house);
    process.stdout.write(`${role} crashes, seed ${seed}: ${JSON.stringify(counts)}\n`);
    expect(faults).toEqual([]);
    expect(await codesOpen(house)).toEqual([]);
    expect(counts['cases']).toBe(crashes.length * 3);
  }, 60_000);
}

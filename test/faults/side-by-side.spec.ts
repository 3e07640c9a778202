import { afterAll, describe, expect, test } from '@jest/globals';
import { House } from './house.js';
import { newSeed } from './seed.js';
import { promisesBreak } from './side-by-side.js';
import { judge } from './verdict.js';

// fault matrix, row F25: two workers, the same work at once; promises that break while people work on the cases
const seed = newSeed();

describe.each(['sqlite', 'postgres'])('two workers on %s', (database) => {
  let house: House;
  afterAll(() => house.close(), 30_000);

  test(`one effect each (seed ${seed})`, async () => {
    house = await House.open({ postgres: database === 'postgres', sinks: true });
    await Promise.all([house.start('web'), house.start('worker'), house.start('worker')]);
    const broken = await promisesBreak(house, seed);
    const { faults, counts } = await judge(house);
    process.stdout.write(`side by side on ${database}, seed ${seed}: ${JSON.stringify(counts)}\n`);
    expect(faults).toEqual([]);
    expect(counts['overdue']).toBeGreaterThanOrEqual(broken);
    expect(counts['repeated']).toBe(0);
  }, 90_000);
});

import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { House } from './house.js';
import { integrityOf } from './integrity.js';
import { EITHER, killUntil } from './kills.js';
import { newSeed } from './seed.js';
import { Submits } from './submits.js';
import { judge } from './verdict.js';

// fault matrix, rows F1 and F13: kill -9 at random moments on SQLite
const CLIENTS = 8;
const FOR_MS = 30_000;
const seed = newSeed();
let house: House;

beforeAll(async () => {
  house = await House.open();
  await Promise.all([house.start('web'), house.start('worker')]);
}, 60_000);
afterAll(() => house.close(), 30_000);

test(`kill -9 at random moments of reports by ${CLIENTS} clients (seed ${seed})`, async () => {
  let over = false;
  const killing = killUntil(house, EITHER, seed, () => over);
  await new Submits(house, seed).many(CLIENTS, FOR_MS, 150);
  over = true;
  const kills = await killing;
  const { faults, counts } = await judge(house);
  process.stdout.write(`kill -9, seed ${seed}: ${kills} times, ${JSON.stringify(counts)}\n`);
  expect(faults).toEqual([]);
  expect(kills).toBeGreaterThan(2);
  expect(counts['cases']).toBe(house.ledger.cases.size);
  expect(integrityOf(house)).toBe('ok');
}, 100_000);

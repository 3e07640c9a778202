import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import Database from 'better-sqlite3';
import { House } from './house.js';
import { between, chances, newSeed } from './seed.js';
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

/** Kills web, sometimes the worker too, and starts them again; gives back how often. */
async function killUntil(over: () => boolean): Promise<number> {
  const chance = chances(seed);
  for (let kills = 0; ; kills++) {
    await pause(between(chance, 200, 1_500));
    if (over()) return kills;
    const roles = chance() < 0.3 ? (['web', 'worker'] as const) : (['web'] as const);
    await Promise.all(roles.flatMap((role) => house.living(role)).map((app) => app.kill()));
    await Promise.all(roles.map((role) => house.start(role)));
  }
}

test(`kill -9 at random moments of reports by ${CLIENTS} clients (seed ${seed})`, async () => {
  let over = false;
  const killing = killUntil(() => over);
  await new Submits(house, seed).many(CLIENTS, FOR_MS, 150);
  over = true;
  const kills = await killing;
  const { faults, counts } = await judge(house);
  process.stdout.write(`kill -9, seed ${seed}: ${kills} times, ${JSON.stringify(counts)}\n`);
  expect(faults).toEqual([]);
  expect(kills).toBeGreaterThan(2);
  expect(counts['cases']).toBe(house.ledger.cases.size);
  const file = new Database(join(house.parts.folder, 'desk.sqlite'), { readonly: true });
  expect(file.pragma('integrity_check', { simple: true })).toBe('ok');
  file.close();
}, 100_000);

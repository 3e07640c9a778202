import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import type { House } from './house.js';
import { underLoad } from './load.js';
import { between, chances } from './seed.js';

/** Longer than NOTICE_LEASE_SECONDS of the run: the other worker takes over what this one holds. */
const ZOMBIE_MS = 8_000;

/** One of two workers falls asleep in the middle of its work, and wakes up believing it still holds it. */
export async function zombies(house: House, times: number, seed: number): Promise<void> {
  const chance = chances(seed);
  const sleeper = await house.start('worker');
  await underLoad(house, seed, async () => {
    for (let n = 0; n < times; n++) {
      await pause(between(chance, 500, 1_500));
      sleeper.signal('SIGSTOP');
      await pause(ZOMBIE_MS);
      sleeper.signal('SIGCONT');
    }
    await pause(3_000);
  });
}

const TERMINATE = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()`;

/** Every connection to PostgreSQL is cut on the server's side, whatever it was doing. */
export async function terminations(house: House, times: number, seed: number): Promise<void> {
  const chance = chances(seed);
  await underLoad(house, seed, async () => {
    for (let n = 0; n < times; n++) {
      await pause(between(chance, 500, 2_000));
      await terminate(house.parts.database!.url);
    }
    await pause(1_000);
  });
}

async function terminate(connectionString: string): Promise<void> {
  const client = new Client({ connectionString });
  await client.connect();
  await client.query(TERMINATE).finally(() => client.end());
}

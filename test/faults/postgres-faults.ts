import { setTimeout as pause } from 'node:timers/promises';
import { tell } from './databases.js';
import type { House } from './house.js';
import { underLoad } from './load.js';
import type { Run } from './rows.js';
import { between, chances } from './seed.js';

const TERMINATE = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()`;

type Fault = (house: House, chance: () => number) => Promise<unknown>;

const again =
  (fault: Fault) =>
  ({ house, times, seed }: Run): Promise<void> => {
    const chance = chances(seed);
    return underLoad(house, seed, async () => {
      for (let n = 0; n < times; n++) {
        await pause(between(chance, 500, 2_000));
        await fault(house, chance);
      }
      await pause(1_000);
    });
  };

/** Every connection is cut on the server's side, whatever it was doing. */
export const terminations = again(({ parts }) => tell(parts.database!.url, TERMINATE));

/** The server dies, is away for a while, and comes back on the same folder. */
export const serverKills = again(async ({ parts }, chance) => {
  await parts.server!.kill();
  await pause(between(chance, 0, 4_000));
  await parts.server!.restart();
});

import { setTimeout as pause } from 'node:timers/promises';
import { tell } from './databases.js';
import type { System } from './system.js';
import { underLoad } from './load.js';
import type { Run } from './rows.js';
import { between, chances } from './seed.js';

const TERMINATE = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()`;

type Fault = (system: System, chance: () => number) => Promise<unknown>;

const again =
  (fault: Fault) =>
  ({ system, times, seed }: Run): Promise<void> => {
    const chance = chances(seed);
    return underLoad(system, seed, async () => {
      for (let n = 0; n < times; n++) {
        await pause(between(chance, 500, 2_000));
        await fault(system, chance);
      }
      await pause(1_000);
    });
  };

/** The server terminates every connection, in whatever state. */
export const terminations = again(({ parts }) => tell(parts.database!.url, TERMINATE));

/** The server is killed, is down for a while, and is restarted on the same folder. */
export const serverKills = again(async ({ parts }, chance) => {
  await parts.server!.kill();
  await pause(between(chance, 0, 4_000));
  await parts.server!.restart();
});

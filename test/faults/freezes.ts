import { setTimeout as pause } from 'node:timers/promises';
import type { House } from './house.js';
import { Looks } from './looks.js';
import { breaking, toRedis, type Occasion } from './redis-faults.js';
import type { Found, Run } from './rows.js';
import { Submits } from './submits.js';

/** No request may take longer because of Redis. */
export const NO_WAIT_MS = 1_000;
const FROZEN_MS = 20_000;
const KILLS = 20;

type Freeze = (house: House, forMs: number) => Promise<unknown>;

/** Stopped by the system, paused by a client, its connections cut: the three in turn. */
const FREEZES: Freeze[] = [
  async (house, forMs) => {
    const { pid } = house.parts.redis!;
    process.kill(pid, 'SIGSTOP');
    await pause(forMs).finally(() => process.kill(pid, 'SIGCONT'));
  },
  (house, forMs) =>
    toRedis(house, (redis) => redis.call('CLIENT', 'PAUSE', String(forMs))).then(() => pause(forMs)),
  (house, forMs) =>
    toRedis(house, async (redis) => {
      for (let n = 0; n < KILLS; n++)
        await Promise.all([
          redis.call('CLIENT', 'KILL', 'TYPE', 'normal', 'SKIPME', 'yes'),
          pause(forMs / KILLS),
        ]);
    }),
];

/** Reports and looks are timed from the first moment of each freeze to its last. */
export async function freezing(run: Run): Promise<Found> {
  const { house, seed } = run;
  const watched = {
    'report ms': { took: [] as number[], by: new Submits(house, seed + 1) },
    'look ms': { took: [] as number[], by: new Looks(house, seed + 2) },
  };
  const during = async ({ n, short }: Occasion) => {
    const over = new AbortController();
    const freeze = FREEZES[n % FREEZES.length]!(house, short ? FROZEN_MS / 4 : FROZEN_MS);
    const frozen = freeze.finally(() => over.abort());
    const watch = async ({ took, by }: (typeof watched)['report ms' | 'look ms']) => {
      while (!over.signal.aborted) took.push(await by.one());
    };
    await Promise.all([frozen, ...Object.values(watched).map(watch)]);
  };
  await breaking(during)(run);
  const slowest = Object.entries(watched).map(
    ([what, { took }]) => [what, Math.round(Math.max(...took))] as const,
  );
  return {
    counts: {
      ...Object.fromEntries(slowest),
      watched: Object.values(watched).reduce((sum, { took }) => sum + took.length, 0),
    },
    faults: slowest
      .filter(([, ms]) => ms > NO_WAIT_MS)
      .map(([what, ms]) => `${what}: ${ms} while Redis was frozen, ${NO_WAIT_MS} at most`),
  };
}

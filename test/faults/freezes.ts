import { setTimeout as pause } from 'node:timers/promises';
import type { House } from './house.js';
import { Looks } from './looks.js';
import { breaking, toRedis } from './redis-faults.js';
import type { Found, Run } from './rows.js';
import { Submits } from './submits.js';

/** No request may take so much longer because of Redis. */
const NO_WAIT_MS = 1_000;
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

const CALM_MS = 8_000;

interface Watched {
  by: { one(): Promise<number> };
  /** Milliseconds of each request while all is well, and while Redis is frozen. */
  calm: number[];
  frozen: number[];
}

/**
 * Reports and looks are timed from the first moment of each freeze to its last; what the busy machine itself takes at
 * worst is measured before each.
 */
export async function freezing(run: Run): Promise<Found> {
  const { house, seed } = run;
  const kinds: Record<string, Watched> = {
    report: { by: new Submits(house, seed + 1), calm: [], frozen: [] },
    look: { by: new Looks(house, seed + 2), calm: [], frozen: [] },
  };
  const all = Object.values(kinds);
  await breaking(async ({ n, short }) => {
    await watch(pause(short ? CALM_MS / 4 : CALM_MS), all, 'calm');
    const freeze = FREEZES[n % FREEZES.length]!(house, short ? FROZEN_MS / 4 : FROZEN_MS);
    await watch(freeze, all, 'frozen');
  })(run);
  return foundSlow(kinds);
}

async function watch(lasting: Promise<unknown>, all: Watched[], when: 'calm' | 'frozen'): Promise<void> {
  const over = new AbortController();
  const going = lasting.finally(() => over.abort());
  const again = async (watched: Watched) => {
    while (!over.signal.aborted) watched[when].push(await watched.by.one());
  };
  await Promise.all([going, ...all.map(again)]);
}

function foundSlow(kinds: Record<string, Watched>): Found {
  const faults: string[] = [];
  const counts: Record<string, number> = {};
  for (const [name, { calm, frozen }] of Object.entries(kinds)) {
    const [usual, slowest] = [Math.round(Math.max(...calm)), Math.round(Math.max(...frozen))];
    Object.assign(counts, { [`${name}s watched`]: frozen.length, [`${name} ms`]: slowest });
    counts[`${name} ms before`] = usual;
    if (slowest > usual + NO_WAIT_MS)
      faults.push(`a ${name} took ${slowest} ms while Redis was frozen, ${usual} at most before`);
  }
  return { counts, faults };
}

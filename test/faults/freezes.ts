import { setTimeout as pause } from 'node:timers/promises';
import type { System } from './system.js';
import { Looks } from './looks.js';
import { breaking, toRedis } from './redis-faults.js';
import type { Found, Run } from './rows.js';
import { Submits } from './submits.js';

/** No request may take this much longer because of Redis. */
const NO_WAIT_MS = 1_000;
const FROZEN_MS = 20_000;
const KILLS = 20;

type Freeze = (system: System, forMs: number) => Promise<unknown>;

/** SIGSTOP, CLIENT PAUSE, and connections cut, in turn. */
const FREEZES: Freeze[] = [
  async (system, forMs) => {
    const { pid } = system.parts.redis!;
    process.kill(pid, 'SIGSTOP');
    await pause(forMs).finally(() => process.kill(pid, 'SIGCONT'));
  },
  (system, forMs) =>
    toRedis(system, (redis) => redis.call('CLIENT', 'PAUSE', String(forMs))).then(() => pause(forMs)),
  (system, forMs) =>
    toRedis(system, async (redis) => {
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
  /** Duration (ms) of each request in normal operation; and while Redis is frozen. */
  calm: number[];
  frozen: number[];
}

/**
 * Times reports and look-ups during each freeze; before each, the slowest request in normal operation is measured.
 */
export async function freezing(run: Run): Promise<Found> {
  const { system, seed } = run;
  const kinds: Record<string, Watched> = {
    report: { by: new Submits(system, seed + 1), calm: [], frozen: [] },
    look: { by: new Looks(system, seed + 2), calm: [], frozen: [] },
  };
  const all = Object.values(kinds);
  await breaking(async ({ n, short }) => {
    await watch(pause(short ? CALM_MS / 4 : CALM_MS), all, 'calm');
    const freeze = FREEZES[n % FREEZES.length]!(system, short ? FROZEN_MS / 4 : FROZEN_MS);
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

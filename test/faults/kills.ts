import { setTimeout as pause } from 'node:timers/promises';
import type { AppProcess } from './app-process.js';
import type { System } from './system.js';
import { underLoad } from './load.js';
import type { Run } from './rows.js';
import { between, chances } from './seed.js';

/** Which processes are killed, and the wait before, ms. */
export interface Kills {
  victims(system: System, chance: () => number): AppProcess[];
  apart: readonly [number, number];
}

const OFTEN = [200, 1_500] as const;
/** Probability that the second of two is killed with the first. */
const TOGETHER = 0.3;

export const WEB: Kills = { victims: (system) => system.living('web'), apart: OFTEN };
/** One of the workers, sometimes all. */
export const WORKER: Kills = {
  victims: (system, chance) => {
    const workers = system.living('worker');
    return chance() < TOGETHER ? workers : [workers[between(chance, 0, workers.length - 1)]!];
  },
  apart: OFTEN,
};
export const BOTH: Kills = {
  victims: (system) => [...system.living('web'), ...system.living('worker')],
  apart: [3_000, 3_000],
};
/** Always web; sometimes the workers too. */
export const EITHER: Kills = {
  victims: (system, chance) => (chance() < TOGETHER ? BOTH : WEB).victims(system, chance),
  apart: OFTEN,
};

/** Kills and restarts processes until it is over; returns how often. */
export async function killUntil(
  system: System,
  { victims, apart }: Kills,
  seed: number,
  over: (kills: number) => boolean,
): Promise<number> {
  const chance = chances(seed);
  for (let kills = 0; ; kills++) {
    await pause(between(chance, ...apart));
    if (over(kills)) return kills;
    const now = victims(system, chance);
    await Promise.all(now.map((app) => app.kill()));
    await Promise.all(now.map(({ role }) => system.start(role)));
  }
}

/** Kills processes `times` times under load. */
export const killing =
  (kills: Kills) =>
  ({ system, times, seed }: Run): Promise<void> =>
    underLoad(system, seed, () => killUntil(system, kills, seed, (done) => done === times));

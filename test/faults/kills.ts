import { setTimeout as pause } from 'node:timers/promises';
import type { AppProcess } from './app-process.js';
import type { House } from './house.js';
import { underLoad } from './load.js';
import type { Run } from './rows.js';
import { between, chances } from './seed.js';

/** Which processes are killed this time, and how long they are left alone before, in milliseconds. */
export interface Kills {
  victims(house: House, chance: () => number): AppProcess[];
  apart: readonly [number, number];
}

const OFTEN = [200, 1_500] as const;
/** How often the second of two goes with the first. */
const TOGETHER = 0.3;

export const WEB: Kills = { victims: (house) => house.living('web'), apart: OFTEN };
/** One of the workers, sometimes all. */
export const WORKER: Kills = {
  victims: (house, chance) => {
    const workers = house.living('worker');
    return chance() < TOGETHER ? workers : [workers[between(chance, 0, workers.length - 1)]!];
  },
  apart: OFTEN,
};
export const BOTH: Kills = {
  victims: (house) => [...house.living('web'), ...house.living('worker')],
  apart: [3_000, 3_000],
};
/** Web always; sometimes the workers with it. */
export const EITHER: Kills = {
  victims: (house, chance) => (chance() < TOGETHER ? BOTH : WEB).victims(house, chance),
  apart: OFTEN,
};

/** Kills and starts again until it is over; returns how often. */
export async function killUntil(
  house: House,
  { victims, apart }: Kills,
  seed: number,
  over: (kills: number) => boolean,
): Promise<number> {
  const chance = chances(seed);
  for (let kills = 0; ; kills++) {
    await pause(between(chance, ...apart));
    if (over(kills)) return kills;
    const now = victims(house, chance);
    await Promise.all(now.map((app) => app.kill()));
    await Promise.all(now.map(({ role }) => house.start(role)));
  }
}

/** So many kills under load. */
export const killing =
  (kills: Kills) =>
  ({ house, times, seed }: Run): Promise<void> =>
    underLoad(house, seed, () => killUntil(house, kills, seed, (done) => done === times));

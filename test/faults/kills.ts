import { setTimeout as pause } from 'node:timers/promises';
import type { Role } from './app-process.js';
import type { House } from './house.js';
import { underLoad } from './load.js';
import { between, chances } from './seed.js';

/** Which processes are killed this time, and how long they are left alone before, in milliseconds. */
export interface Kills {
  roles(chance: () => number): readonly Role[];
  apart: readonly [number, number];
}

export const WEB: Kills = { roles: () => ['web'], apart: [200, 1_500] };
export const WORKER: Kills = { roles: () => ['worker'], apart: [200, 1_500] };
export const BOTH: Kills = { roles: () => ['web', 'worker'], apart: [3_000, 3_000] };
/** Web always; sometimes the worker with it. */
export const EITHER: Kills = {
  roles: (chance) => (chance() < 0.3 ? ['web', 'worker'] : ['web']),
  apart: [200, 1_500],
};

/** Kills and starts again until it is over; gives back how often. */
export async function killUntil(
  house: House,
  { roles, apart }: Kills,
  seed: number,
  over: (kills: number) => boolean,
): Promise<number> {
  const chance = chances(seed);
  for (let kills = 0; ; kills++) {
    await pause(between(chance, ...apart));
    if (over(kills)) return kills;
    const now = roles(chance);
    await Promise.all(now.flatMap((role) => house.living(role)).map((app) => app.kill()));
    await Promise.all(now.map((role) => house.start(role)));
  }
}

/** So many kills under load. */
export const killing = (kills: Kills) => (house: House, times: number, seed: number) =>
  underLoad(house, seed, () => killUntil(house, kills, seed, (done) => done === times));

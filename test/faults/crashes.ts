import { setTimeout as pause } from 'node:timers/promises';
import type { CrashPoint } from '@app/platform';
import type { Role } from './app-process.js';
import type { House } from './house.js';
import type { Journeys } from './journey.js';
import { between } from './seed.js';

/** A process that kills itself at a named point, the `after + 1`-th time it comes there. */
export interface Crash {
  role: Role;
  point: CrashPoint;
  after: number;
}

/** How often a process comes to a point while `JOURNEYS` journeys run, at the least. */
export type Passes = Partial<Record<CrashPoint, number>>;

/** Side by side during each crash. */
export const JOURNEYS = 3;
export const WEB_PASSES: Passes = {
  'before-commit': 6 * JOURNEYS,
  'after-commit': 6 * JOURNEYS,
  'before-enqueue': 9 * JOURNEYS,
  'after-enqueue': 9 * JOURNEYS,
};
export const WORKER_PASSES: Passes = {
  'before-commit': 20 * JOURNEYS,
  'after-commit': 20 * JOURNEYS,
  'before-enqueue': JOURNEYS,
  'after-enqueue': JOURNEYS,
  'before-gateway': 10 * JOURNEYS,
  'after-gateway': 10 * JOURNEYS,
  'before-result': 10 * JOURNEYS,
  'after-result': 10 * JOURNEYS,
};

/** For each point: at once, somewhere early, somewhere late. */
export function crashesOf(role: Role, passes: Passes, chance: () => number): Crash[] {
  return Object.entries(passes).flatMap(([point, most]) => {
    const half = Math.floor(most / 2);
    const afters = [0, between(chance, 1, half), between(chance, half + 1, most - 1)];
    return afters.map((after) => ({ role, point: point as CrashPoint, after }));
  });
}

export const nameOf = ({ role, point, after }: Crash): string => `${role} ${point} +${after}`;

const WAIT_FOR_CRASH_MS = 15_000;

/**
 * Runs journeys while a process kills itself there; it is started again at once, unarmed. Gives back the signal
 * that ended it, or null when it never came to its point.
 */
export async function crashDuring(
  house: House,
  journeys: Journeys,
  crash: Crash,
): Promise<NodeJS.Signals | null> {
  await Promise.all(house.living(crash.role).map((app) => app.kill()));
  const armed = { CRASH_AT: crash.point, CRASH_AFTER: String(crash.after) };
  const victim = await house.start(crash.role, armed);
  const again = victim.ended.then(() => house.start(crash.role));
  await journeys.run(JOURNEYS);
  await Promise.race([again, pause(WAIT_FOR_CRASH_MS, undefined, { ref: false })]);
  return victim.ending?.signal ?? null;
}

import { setTimeout as pause } from 'node:timers/promises';
import type { CrashPoint } from '@app/platform';
import type { Role } from './app-process.js';
import type { System } from './system.js';
import type { Journeys } from './journey.js';
import { beside } from './load.js';
import { between } from './seed.js';

/** A process that kills itself at a named point, the `after + 1`-th time it reaches it. */
export interface Crash {
  role: Role;
  point: CrashPoint;
  after: number;
}

/** How often, at least, a process reaches a point while `JOURNEYS` journeys run. */
export type Passes = Partial<Record<CrashPoint, number>>;

/** Concurrent journeys during each crash. */
const JOURNEYS = 3;
/** Cases left open at each crash, so that promises fall due although the journeys close theirs. */
const LEFT_OPEN = 3;
/** On SQLite units that wait together share a commit. */
const SHARED = 3;
const WEB_PASSES: Passes = {
  'before-commit': 6 * JOURNEYS,
  'at-commit': (6 * JOURNEYS) / SHARED,
  committed: (6 * JOURNEYS) / SHARED,
  'after-commit': 6 * JOURNEYS,
  'event-stored': 6 * JOURNEYS,
  'before-enqueue': 9 * JOURNEYS,
  'after-enqueue': 9 * JOURNEYS,
};
const WORKER_PASSES: Passes = {
  'before-commit': 20 * JOURNEYS,
  'at-commit': (20 * JOURNEYS) / SHARED,
  committed: (20 * JOURNEYS) / SHARED,
  'after-commit': 20 * JOURNEYS,
  'event-stored': JOURNEYS,
  'before-enqueue': JOURNEYS,
  'after-enqueue': JOURNEYS,
  'rung-ahead': 1,
  'timer-noted': JOURNEYS,
  'timer-claimed': JOURNEYS,
  'timer-acted': JOURNEYS,
  'notice-claimed': 10 * JOURNEYS,
  'before-gateway': 10 * JOURNEYS,
  'after-gateway': 10 * JOURNEYS,
  'before-result': 10 * JOURNEYS,
  'after-result': 10 * JOURNEYS,
};
export const ALL_PASSES = { web: WEB_PASSES, worker: WORKER_PASSES };

const AROUND_COMMITS: CrashPoint[] = ['before-commit', 'at-commit', 'committed', 'after-commit'];
const around = (passes: Passes): Passes =>
  Object.fromEntries(AROUND_COMMITS.map((point) => [point, passes[point]!]));
export const COMMITS = { web: around(WEB_PASSES), worker: around(WORKER_PASSES) };

/** Crashes at the first pass of each point; then at an early random pass of each; then at a late one. */
export function crashesOf(passes: Partial<Record<Role, Passes>>, chance: () => number): Crash[] {
  const points = Object.entries(passes).flatMap(([role, those]) =>
    Object.entries(those).map(([point, most]) => ({ role: role as Role, point: point as CrashPoint, most })),
  );
  const when = [
    () => 0,
    (most: number) => between(chance, Math.min(1, most - 1), Math.floor(most / 2)),
    (most: number) => between(chance, Math.floor(most / 2), most - 1),
  ];
  return when.flatMap((after) =>
    points.map(({ role, point, most }) => ({ role, point, after: after(most) })),
  );
}

export const nameOf = ({ role, point, after }: Crash): string => `${role} ${point} +${after}`;

const WAIT_FOR_CRASH_MS = 15_000;

/**
 * Runs journeys while a process kills itself there; it is restarted at once, without a crash point. Returns the signal
 * that ended it, or null when it never reached its point.
 */
export async function crashDuring(
  system: System,
  journeys: Journeys,
  crash: Crash,
): Promise<NodeJS.Signals | null> {
  await Promise.all(Array.from({ length: LEFT_OPEN }, () => journeys.openOnly()));
  await system.killAll(crash.role);
  const armed = { CRASH_AT: crash.point, CRASH_AFTER: String(crash.after) };
  const victim = await system.start(crash.role, armed);
  const again = victim.ended.then(() => system.start(crash.role));
  await beside(system, () => journeys.run(JOURNEYS));
  await Promise.race([again, pause(WAIT_FOR_CRASH_MS, undefined, { ref: false })]);
  return victim.ending?.signal ?? null;
}

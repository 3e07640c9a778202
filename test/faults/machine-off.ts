import { reading, type TimerRow } from './books.js';
import { ahead } from './faketime.js';
import type { System } from './system.js';
import type { Found, Run } from './rows.js';
import { Submits } from './submits.js';

const DEADLINES = 10_000;
/** Number of promises; the seven rungs of each are deadlines. */
const PROMISES = 1_600;
const FEW = 30;
const LEAST_RUNGS = 6;
/** Longer than any ladder lasts after its first rung. */
const LADDER_MS = 60 * 24 * 3_600_000;
const CLIENTS = 16;
const HOUR_MS = 3_600_000;
const WORKERS = 2;
/** From the start until the last timer has fired and the last message is sent. */
export const CATCH_UP_MS = 300_000;

/**
 * Everything is off while 10,000 deadlines pass, the whole ladders of all promises; then it is started again with the
 * clocks moved ahead.
 */
export async function machineOff({ system, seed, short }: Run): Promise<Found> {
  const wanted = short ? FEW : PROMISES;
  const before = await fill(system, seed, wanted);
  await system.killAll('web', 'worker');
  await system.parts.server?.kill();
  system.aheadMs =
    Math.ceil((Math.max(...before.map(({ dueAt }) => dueAt)) + LADDER_MS - Date.now()) / 1_000) * 1_000;
  const begun = performance.now();
  system.backAt = system.now();
  const env = ahead(system.aheadMs);
  await system.parts.server?.restart(env);
  await Promise.all([
    system.start('web', env),
    ...Array.from({ length: WORKERS }, () => system.start('worker', env)),
  ]);
  const left = await reading(system.parts, (read) => read.settled(CATCH_UP_MS, () => system.now()));
  const tookMs = Math.round(performance.now() - begun);
  const slow = left > 0 ? [`${left} timers or messages were not done ${CATCH_UP_MS} ms after the start`] : [];
  const { faults, deadlines } = await notTold(system, before);
  const few =
    deadlines < (short ? FEW * LEAST_RUNGS : DEADLINES) ? [`only ${deadlines} deadlines passed`] : [];
  return {
    counts: { deadlines, 'off hours': Math.round(system.aheadMs / HOUR_MS), 'catch-up ms': tookMs },
    faults: [...slow, ...few, ...faults],
  };
}

/** Reports cases until `wanted` promises run; returns the next timer of each. */
async function fill(system: System, seed: number, wanted: number): Promise<TimerRow[]> {
  const submits = new Submits(system, seed);
  for (;;) {
    await submits.many(CLIENTS, wanted === FEW ? 200 : 2_000, 0);
    const found = (await rungs(system)).filter(({ state }) => state === 'ARMED');
    if (found.length < wanted) continue;
    await reading(system.parts, (read) => read.settled(CATCH_UP_MS));
    return found;
  }
}

const rungs = async (system: System): Promise<TimerRow[]> => {
  const { timers } = await reading(system.parts, (read) => read.books());
  return timers.filter(({ kind }) => kind.startsWith('clock.'));
};

/**
 * Checks that every armed timer has fired, and that the history records each firing once, with its true due instant.
 */
async function notTold(
  system: System,
  before: readonly TimerRow[],
): Promise<{ faults: string[]; deadlines: number }> {
  const { events } = await reading(system.parts, (read) => read.books());
  const fired = (await rungs(system)).filter(({ state }) => state === 'FIRED');
  const told = new Map<string, number>();
  for (const { facts } of events) {
    const key = `${String(facts['clockId'])} ${String(facts['rung'])} ${String(facts['trueDueAt'])}`;
    told.set(key, (told.get(key) ?? 0) + 1);
  }
  const known = new Set(fired.map(({ id }) => id));
  return {
    deadlines: fired.length,
    faults: [
      ...before.filter(({ id }) => !known.has(id)).map(({ id }) => `deadline ${id} passed and was not fired`),
      ...fired
        .filter(({ subjectId, occurrence, dueAt }) => told.get(`${subjectId} ${occurrence} ${dueAt}`) !== 1)
        .map(({ id, occurrence }) => `deadline ${id} ${occurrence} is not told once with its true time`),
    ],
  };
}

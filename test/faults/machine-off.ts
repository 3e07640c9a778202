import { reading, type TimerRow } from './books.js';
import { ahead } from './faketime.js';
import type { House } from './house.js';
import type { Found, Run } from './rows.js';
import { Submits } from './submits.js';

const DEADLINES = 10_000;
/** Promises whose whole ladders, seven rungs each, are as many deadlines. */
const PROMISES = 1_600;
const FEW = 30;
const LEAST_RUNGS = 6;
/** Longer than any ladder goes on after its first rung. */
const LADDER_MS = 60 * 24 * 3_600_000;
const CLIENTS = 16;
const HOUR_MS = 3_600_000;
const WORKERS = 2;
/** From the start to the last one fired and the last message out. */
export const CATCH_UP_MS = 300_000;

/** All is off while 10,000 deadlines pass: the ladders of all promises, from the first rung to the last. Then it comes back, by the clocks of the machine. */
export async function machineOff({ house, seed, short }: Run): Promise<Found> {
  const wanted = short ? FEW : PROMISES;
  const before = await fill(house, seed, wanted);
  await house.killAll('web', 'worker');
  await house.parts.server?.kill();
  house.aheadMs =
    Math.ceil((Math.max(...before.map(({ dueAt }) => dueAt)) + LADDER_MS - Date.now()) / 1_000) * 1_000;
  const begun = performance.now();
  house.backAt = house.now();
  const env = ahead(house.aheadMs);
  await house.parts.server?.restart(env);
  await Promise.all([
    house.start('web', env),
    ...Array.from({ length: WORKERS }, () => house.start('worker', env)),
  ]);
  const left = await reading(house.parts, (read) => read.settled(CATCH_UP_MS, () => house.now()));
  const tookMs = Math.round(performance.now() - begun);
  const slow = left > 0 ? [`${left} timers or messages were not done ${CATCH_UP_MS} ms after the start`] : [];
  const { faults, deadlines } = await notTold(house, before);
  const few =
    deadlines < (short ? FEW * LEAST_RUNGS : DEADLINES) ? [`only ${deadlines} deadlines passed`] : [];
  return {
    counts: { deadlines, 'off hours': Math.round(house.aheadMs / HOUR_MS), 'catch-up ms': tookMs },
    faults: [...slow, ...few, ...faults],
  };
}

/** Reports until so many promises run; returns what each waits for next. */
async function fill(house: House, seed: number, wanted: number): Promise<TimerRow[]> {
  const submits = new Submits(house, seed);
  for (;;) {
    await submits.many(CLIENTS, wanted === FEW ? 200 : 2_000, 0);
    const found = (await rungs(house)).filter(({ state }) => state === 'ARMED');
    if (found.length < wanted) continue;
    await reading(house.parts, (read) => read.settled(CATCH_UP_MS));
    return found;
  }
}

const rungs = async (house: House): Promise<TimerRow[]> => {
  const { timers } = await reading(house.parts, (read) => read.books());
  return timers.filter(({ kind }) => kind.startsWith('clock.'));
};

/** What was armed must have fired; and whatever fired the history must tell of once, with the instant at which it was truly due. */
async function notTold(
  house: House,
  before: readonly TimerRow[],
): Promise<{ faults: string[]; deadlines: number }> {
  const { events } = await reading(house.parts, (read) => read.books());
  const fired = (await rungs(house)).filter(({ state }) => state === 'FIRED');
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

import { reading, type TimerRow } from './books.js';
import { ahead } from './faketime.js';
import type { House } from './house.js';
import type { Found, Run } from './rows.js';
import { Submits } from './submits.js';

const DEADLINES = 10_000;
const FEW = 150;
const CLIENTS = 16;
const HOUR_MS = 3_600_000;
const WORKERS = 2;
/** From the start to the last one fired and the last message out. */
const CATCH_UP_MS = 300_000;

type Deadline = Pick<TimerRow, 'id' | 'subjectId' | 'occurrence' | 'dueAt'>;

/** All is off while 10,000 deadlines pass: it comes back an hour after the last of them, by the clocks of the machine. */
export async function machineOff({ house, seed, short }: Run): Promise<Found> {
  const deadlines = await fill(house, seed, short ? FEW : DEADLINES);
  await house.killAll('web', 'worker');
  await house.parts.server?.kill();
  const lastDue = Math.max(...deadlines.map(({ dueAt }) => dueAt));
  house.aheadMs = Math.ceil((lastDue + HOUR_MS - Date.now()) / 1_000) * 1_000;
  const begun = performance.now();
  const env = ahead(house.aheadMs);
  await house.parts.server?.restart(env);
  await Promise.all([
    house.start('web', env),
    ...Array.from({ length: WORKERS }, () => house.start('worker', env)),
  ]);
  const left = await reading(house.parts, (read) => read.settled(CATCH_UP_MS, () => house.now()));
  const tookMs = Math.round(performance.now() - begun);
  const slow = left > 0 ? [`${left} timers or messages were not done ${CATCH_UP_MS} ms after the start`] : [];
  return {
    counts: {
      deadlines: deadlines.length,
      'off hours': Math.round(house.aheadMs / HOUR_MS),
      'catch-up ms': tookMs,
    },
    faults: [...slow, ...(await notTold(house, deadlines))],
  };
}

/** Reports until so many promises run; gives back what each waits for next. */
async function fill(house: House, seed: number, wanted: number): Promise<Deadline[]> {
  const submits = new Submits(house, seed);
  for (;;) {
    await submits.many(CLIENTS, wanted === FEW ? 500 : 3_000, 0);
    const found = await armed(house);
    if (found.length < wanted) continue;
    await reading(house.parts, (read) => read.settled(CATCH_UP_MS));
    return found;
  }
}

const armed = async (house: House): Promise<Deadline[]> => {
  const { timers } = await reading(house.parts, (read) => read.books());
  return timers.filter(({ kind, state }) => state === 'ARMED' && kind.startsWith('clock.'));
};

/** Each must have fired, and the history must tell of it once, with the instant at which it was truly due. */
async function notTold(house: House, deadlines: readonly Deadline[]): Promise<string[]> {
  const { events, timers } = await reading(house.parts, (read) => read.books());
  const fired = new Set(timers.filter(({ state }) => state === 'FIRED').map(({ id }) => id));
  const told = new Map<string, number>();
  for (const { facts } of events) {
    const key = `${String(facts['clockId'])} ${String(facts['rung'])} ${String(facts['trueDueAt'])}`;
    told.set(key, (told.get(key) ?? 0) + 1);
  }
  return deadlines
    .filter(
      ({ id, subjectId, occurrence, dueAt }) =>
        !fired.has(id) || told.get(`${subjectId} ${occurrence} ${dueAt}`) !== 1,
    )
    .map(
      ({ id, occurrence }) => `deadline ${id} ${occurrence} was not fired and told once with its true time`,
    );
}

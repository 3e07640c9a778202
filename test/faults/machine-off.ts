import { bringForward, Reading } from './books.js';
import type { House } from './house.js';
import { Submits } from './submits.js';

const DEADLINES = 10_000;
const CLIENTS = 16;
const OFF_MS = 3_600_000;
/** From the start to the last one fired and the last message out. */
export const CATCH_UP_MS = 300_000;

/** All is off while 10,000 deadlines pass, the last an hour before it comes back. */
export async function machineOff(house: House, _times: number, seed: number): Promise<string[]> {
  const submits = new Submits(house, seed);
  while ((await armed(house)) < DEADLINES) await submits.many(CLIENTS, 3_000, 0);
  await Promise.all([...house.living('web'), ...house.living('worker')].map((app) => app.kill()));
  const due = Date.now() - OFF_MS;
  await bringForward(house.parts, due);
  await Promise.all([house.start('web'), house.start('worker')]);
  return caughtUp(house, due);
}

const read = async <T>({ parts }: House, what: (reading: Reading) => Promise<T>): Promise<T> => {
  const reading = await Reading.open(parts.folder, parts.database?.url);
  return what(reading).finally(() => reading.close());
};

const armed = async (house: House): Promise<number> =>
  (await read(house, (reading) => reading.books())).timers.filter(
    ({ kind, state }) => state === 'ARMED' && kind.startsWith('clock.'),
  ).length;

/** Waits until nothing is left; then the history must tell of each firing when it was truly due. */
async function caughtUp(house: House, due: number): Promise<string[]> {
  await read(house, (reading) => reading.settled(CATCH_UP_MS));
  const { events, timers } = await read(house, (reading) => reading.books());
  const fired = timers.filter(({ state, dueAt }) => state === 'FIRED' && dueAt === due).length;
  const told = events.filter(({ facts }) => facts['trueDueAt'] === due).length;
  return fired >= DEADLINES && told === fired
    ? []
    : [`${fired} of ${DEADLINES} deadlines fired, and the history tells the true due time of ${told}`];
}

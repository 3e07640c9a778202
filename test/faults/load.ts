import { setTimeout as pause } from 'node:timers/promises';
import { bringForward } from './books.js';
import type { House } from './house.js';
import { Journeys } from './journey.js';
import { Looks } from './looks.js';
import { Submits } from './submits.js';

/**
 * The fault matrix asks for 20 reports and 50 looks a second of a machine that does nothing else. Here everything
 * shares two cores (the desk, its servers, the gateways and this load), so it is 8 and 20 at the most.
 */
const WRITERS = 2;
const WRITER_BREATH_MS = 230;
const READERS = 2;
const READER_BREATH_MS = 90;
const JOURNEY_BREATH_MS = 1_000;
const DUE_EVERY_MS = 1_000;
/** So many promises each second fall due so soon: heard by the bell when it works, found by the sweep otherwise. */
const DUE = { most: 4, inMs: 2_000 };
/** Where the sweep is slow some are rung for well before, so that Redis can lose them. */
const DUE_LATER = { most: 2, inMs: 20_000 };
const SLOW_SWEEP_SECONDS = 60;

/** Something done again and again beside the load. */
type Duty = (house: House) => Promise<void>;

/** Citizens report and look, a case goes its whole way, promises fall due each second: all the while `work` goes on. */
export async function underLoad(
  house: House,
  seed: number,
  work: () => Promise<unknown>,
  duties: readonly Duty[] = [(h) => fallDue(h)],
): Promise<void> {
  const over = new AbortController();
  const [submits, looks, journeys] = [
    new Submits(house, seed),
    new Looks(house, seed),
    new Journeys(house, seed),
  ];
  const again = async (step: () => Promise<unknown>) => {
    while (!over.signal.aborted) await step();
  };
  const clients = (many: number, breathMs: number, step: () => Promise<unknown>) =>
    Array.from({ length: many }, () => again(() => step().then(() => pause(breathMs))));
  const breaking = work().finally(() => over.abort());
  await Promise.all([
    ...clients(WRITERS, WRITER_BREATH_MS, () => submits.one()),
    ...clients(READERS, READER_BREATH_MS, () => looks.one()),
    ...clients(1, JOURNEY_BREATH_MS, () => journeys.run(1)),
    ...duties.map((duty) => again(() => duty(house))),
    breaking,
  ]);
}

/** Promises fall due while `work` goes on, and nothing else happens. */
export async function beside(house: House, work: () => Promise<unknown>): Promise<void> {
  const over = new AbortController();
  const working = work().finally(() => over.abort());
  const due = async () => {
    do await fallDue(house, [DUE, DUE_LATER]);
    while (!over.signal.aborted);
  };
  await Promise.all([working, due()]);
}

export async function fallDue(house: House, waves = wavesOf(house)): Promise<void> {
  for (const { most, inMs } of waves)
    // a database that is being broken cannot be told; the next second it can
    await bringForward(house.parts, house.now() + inMs, most).catch(() => undefined);
  await pause(DUE_EVERY_MS);
}

const wavesOf = ({ parts }: House) =>
  Number(parts.env['SWEEP_SECONDS']) >= SLOW_SWEEP_SECONDS ? [DUE, DUE_LATER] : [DUE];

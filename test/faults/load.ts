import { setTimeout as pause } from 'node:timers/promises';
import { bringForward } from './books.js';
import type { System } from './system.js';
import { Journeys } from './journey.js';
import { Looks } from './looks.js';
import { Submits } from './submits.js';

/**
 * docs/faults.md requires 20 reports and 50 look-ups a second on a dedicated machine. Here everything shares two cores
 * (the desk, its servers, the gateways and this load), so it is at most 8 and 20.
 */
const WRITERS = 2;
const WRITER_BREATH_MS = 230;
const READERS = 2;
const READER_BREATH_MS = 90;
const JOURNEY_BREATH_MS = 1_000;
const DUE_EVERY_MS = 1_000;
/**
 * Each second up to `most` promises are made due in `inMs`: fired by a ring when Redis works, otherwise by the sweep.
 */
const DUE = { most: 4, inMs: 2_000 };
/** Where the sweep is slow, some get a ring well before they are due, which Redis can then lose. */
const DUE_LATER = { most: 2, inMs: 20_000 };
const SLOW_SWEEP_SECONDS = 60;

/** Work repeated during the load. */
type Duty = (system: System) => Promise<void>;

/** While `work` runs, citizens report and look up, complete journeys run, and promises fall due each second. */
export async function underLoad(
  system: System,
  seed: number,
  work: () => Promise<unknown>,
  duties: readonly Duty[] = [(h) => fallDue(h)],
): Promise<void> {
  const over = new AbortController();
  const [submits, looks, journeys] = [
    new Submits(system, seed),
    new Looks(system, seed),
    new Journeys(system, seed),
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
    ...duties.map((duty) => again(() => duty(system))),
    breaking,
  ]);
}

/** While `work` runs, only promises fall due. */
export async function beside(system: System, work: () => Promise<unknown>): Promise<void> {
  const over = new AbortController();
  const working = work().finally(() => over.abort());
  const due = async () => {
    do await fallDue(system, [DUE, DUE_LATER]);
    while (!over.signal.aborted);
  };
  await Promise.all([working, due()]);
}

export async function fallDue(system: System, waves = wavesOf(system)): Promise<void> {
  for (const { most, inMs } of waves)
    // fails while the database is broken; the next second tries again
    await bringForward(system.parts, system.now() + inMs, most).catch(() => undefined);
  await pause(DUE_EVERY_MS);
}

const wavesOf = ({ parts }: System) =>
  Number(parts.env['SWEEP_SECONDS']) >= SLOW_SWEEP_SECONDS ? [DUE, DUE_LATER] : [DUE];

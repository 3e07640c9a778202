import { setTimeout as pause } from 'node:timers/promises';
import { bringForward } from './books.js';
import type { House } from './house.js';
import { Journeys } from './journey.js';
import { Submits } from './submits.js';

const CLIENTS = 3;
const BREATH_MS = 150;
const DUE_EVERY_MS = 1_000;

/** Something done again and again beside the load. */
type Duty = (house: House) => Promise<void>;

/** Citizens report, a case goes its whole way, promises fall due each second: all the while `work` goes on. */
export async function underLoad(
  house: House,
  seed: number,
  work: () => Promise<unknown>,
  duties: readonly Duty[] = [fallDue],
): Promise<void> {
  const over = new AbortController();
  const submits = new Submits(house, seed);
  const journeys = new Journeys(house, seed);
  const again = async (step: () => Promise<unknown>) => {
    while (!over.signal.aborted) await step();
  };
  const report = async () => {
    await submits.one();
    await pause(BREATH_MS);
  };
  const clients = Array.from({ length: CLIENTS }, () => again(report));
  const breaking = work().finally(() => over.abort());
  await Promise.all([
    ...clients,
    again(() => journeys.run(1)),
    ...duties.map((duty) => again(() => duty(house))),
    breaking,
  ]);
}

async function fallDue({ parts }: House): Promise<void> {
  // a database that is being broken cannot be told; the next second it can
  await bringForward(parts, Date.now()).catch(() => undefined);
  await pause(DUE_EVERY_MS);
}

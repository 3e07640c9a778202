import { setTimeout as pause } from 'node:timers/promises';
import { Reading } from './books.js';
import type { House } from './house.js';
import { Journeys } from './journey.js';
import { underLoad } from './load.js';

const ATTEMPTS_ALLOWED = 5;
const LIMIT_MS = 60_000;

type Row = { id: string; state: string; failures: number };

/** Firing it keeps the worker busy without end: SQLite counts and counts, and says no if it is ever done. */
const poisonous = (id: string) => `CREATE TRIGGER poison BEFORE UPDATE OF state ON timer
  WHEN NEW.id = '${id}' AND NEW.state = 'FIRED' BEGIN
    SELECT COUNT(*) FROM timer a, timer b, timer c, timer d, timer e, timer f;
    SELECT RAISE(ABORT, 'poison');
  END`;
const DUE_NOW = (id: string) => `UPDATE timer SET "retryAt" = NULL, "dueAt" = 1 WHERE id = '${id}'`;
const CURED = (id: string) => `UPDATE timer SET state = 'ARMED', failures = 0, "retryAt" = NULL,
  "liveKey" = kind || '|' || "subjectId" || '|' || occurrence WHERE id = '${id}'`;

/** A timer that hangs its worker until somebody kills it: put aside after five attempts, the others untouched. */
export async function poison(house: House, times: number, seed: number): Promise<string[]> {
  const faults: string[] = [];
  for (let n = 0; n < times; n++) faults.push(...(await oncePoisoned(house, seed * 100 + n)));
  return faults;
}

async function oncePoisoned(house: House, seed: number): Promise<string[]> {
  await underLoad(house, seed, () => pause(3_000), []); // something to count
  await new Journeys(house, seed + 50).openOnly();
  const reading = await Reading.open(house.parts.folder);
  try {
    const [victim] = await reading.ask<Row>(
      `SELECT id FROM timer WHERE state = 'ARMED' AND kind = 'clock.rung' ORDER BY id DESC LIMIT 1`,
    );
    const { id } = victim!;
    await reading.tell(poisonous(id));
    await reading.tell(DUE_NOW(id));
    const killed = await killWhileTried(house, reading, id);
    await reading.tell('DROP TRIGGER poison');
    await underLoad(house, seed + 60, () => pause(3_000)); // the others go on
    await reading.tell(CURED(id));
    return killed === ATTEMPTS_ALLOWED ? [] : [`the poisoned timer was tried ${killed} times`];
  } finally {
    await reading.close();
  }
}

/** Kills the worker in each attempt, and spares the wait before the next, until the timer is put aside; gives back how often. */
async function killWhileTried(house: House, reading: Reading, id: string): Promise<number> {
  const until = performance.now() + LIMIT_MS;
  for (let killed = 0; performance.now() < until; await pause(50)) {
    const [row] = await reading.ask<Row>(`SELECT id, state, failures FROM timer WHERE id = '${id}'`);
    if (row!.state === 'QUARANTINED') return killed;
    if (row!.failures <= killed) continue;
    await Promise.all(house.living('worker').map((worker) => worker.kill()));
    killed++;
    await reading.tell(DUE_NOW(id));
    await house.start('worker');
  }
  throw new Error(`the poisoned timer was not put aside within ${LIMIT_MS} ms`);
}

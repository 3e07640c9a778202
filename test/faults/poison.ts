import { setTimeout as pause } from 'node:timers/promises';
import type { CrashPoint } from '@app/platform';
import { reading } from './books.js';
import type { System } from './system.js';
import { Journeys } from './journey.js';
import { fallDue, underLoad } from './load.js';
import type { Found, Run } from './rows.js';

const ATTEMPTS_ALLOWED = 5;
/** One attempt may be unrecorded, as a worker that has run for a while does not record first attempts. */
const DEATHS_ALLOWED = ATTEMPTS_ALLOWED + 1;
const LIMIT_MS = 240_000;
const SETTLE_MS = 120_000;
const LOAD_MS = 3_000;

/** A row that kills every worker that processes it. */
interface Poison {
  name: string;
  point: CrashPoint;
  /** Query that picks a row of this kind. */
  pick: string;
  /** Makes it due now, to skip the waits between attempts. */
  due?: (id: string) => string;
  state: (id: string) => string;
  putAside: string;
  /** Releases it, as an operator would once the cause is mended. */
  cure: (id: string) => string;
}

const POISONS: Poison[] = [
  {
    name: 'timer',
    point: 'timer-claimed',
    pick: `SELECT id FROM timer WHERE state = 'ARMED' AND kind = 'clock.rung' ORDER BY id DESC LIMIT 1`,
    due: (id) => `UPDATE timer SET "retryAt" = NULL, "dueAt" = 1 WHERE id = '${id}' AND state = 'ARMED'`,
    state: (id) => `SELECT state FROM timer WHERE id = '${id}'`,
    putAside: 'QUARANTINED',
    cure: (id) => `UPDATE timer SET state = 'ARMED', failures = 0, "retryAt" = NULL,
      "liveKey" = kind || '|' || "subjectId" || '|' || occurrence WHERE id = '${id}'`,
  },
  {
    name: 'notice',
    point: 'before-gateway',
    pick: `SELECT id FROM notice WHERE kind = 'case-received' AND channel = 'EMAIL' ORDER BY id DESC LIMIT 1`,
    state: (id) => `SELECT state FROM notice WHERE id = '${id}'`,
    putAside: 'UNKNOWN',
    cure: (id) =>
      `UPDATE notice SET state = 'PENDING', "nextAttemptAt" = 1, "leaseUntil" = NULL WHERE id = '${id}'`,
  },
];

/**
 * A timer, then a message, that kills every worker trying it: it is quarantined after five attempts, others are not
 * affected.
 */
export async function poison({ system, times, seed }: Run): Promise<Found> {
  const faults: string[] = [];
  for (let n = 0; n < times; n++)
    for (const [at, kind] of POISONS.entries())
      faults.push(...(await oncePoisoned(system, kind, seed * 100 + n * 10 + at)));
  return { faults };
}

async function oncePoisoned(system: System, kind: Poison, seed: number): Promise<string[]> {
  await underLoad(system, seed, () => pause(LOAD_MS));
  await reading(system.parts, (read) => read.settled(SETTLE_MS));
  const { worker: many } = await system.killAll('worker');
  await new Journeys(system, seed + 50).openOnly();
  const id = await reading(system.parts, async ({ ask }) => (await ask<{ id: string }>(kind.pick))[0]!.id);
  const deaths = await underPoison(system, kind, id, many, seed + 60);
  await system.killAll('worker');
  await Promise.all(Array.from({ length: many }, () => system.start('worker')));
  await reading(system.parts, ({ tell }) => tell(kind.cure(id)));
  await fallDue(system);
  return deaths > 0 && deaths <= DEATHS_ALLOWED ? [] : [`the poisoned ${kind.name} killed ${deaths} workers`];
}

/** Restarts workers that die of it, under load, until it is quarantined; returns how many died. */
async function underPoison(
  system: System,
  kind: Poison,
  id: string,
  many: number,
  seed: number,
): Promise<number> {
  const env = { CRASH_AT: kind.point, CRASH_OF: id };
  let deaths = 0;
  await reading(system.parts, ({ ask, tell }) =>
    underLoad(system, seed, async () => {
      const until = performance.now() + LIMIT_MS;
      for (let missing = many; performance.now() < until; missing = many - system.living('worker').length) {
        if (kind.due && missing > 0) await tell(kind.due(id));
        await Promise.all(Array.from({ length: missing }, () => system.start('worker', env)));
        const [row] = await ask<{ state: string }>(kind.state(id));
        if (row!.state === kind.putAside) return;
        await pause(50);
        deaths += many - system.living('worker').length;
      }
      throw new Error(
        `the poisoned ${kind.name} was not quarantined within ${LIMIT_MS} ms: ${deaths} deaths`,
      );
    }),
  );
  return deaths;
}

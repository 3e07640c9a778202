import { setTimeout as pause } from 'node:timers/promises';
import type { CrashPoint } from '@app/platform';
import { reading } from './books.js';
import { handedOver } from './delivered.js';
import type { System } from './system.js';
import { underLoad } from './load.js';
import type { Found, Run } from './rows.js';
import { between, chances } from './seed.js';

/** Longer than the lock of a job in BullMQ (30 s) and NOTICE_LEASE_SECONDS of the run (3 s). */
const ASLEEP_MS = 40_000;
const ASLEEP_SHORT_MS = 6_000;
const WAKING_MS = 30_000;
const SETTLE_MS = 120_000;
/** While it holds a message: before the gateway call, before its result, before it is stored. */
const HOLDING: CrashPoint[] = ['before-gateway', 'before-result', 'after-gateway'];
/** Inside a transaction: not on SQLite, where no other process could write meanwhile, which is another fault. */
const IN_TRANSACTION: CrashPoint[] = ['timer-acted', 'before-commit'];
const REFUSED = /notice (\S+): the result of attempt \d+ came after another sender took over/;

/** A refused write of a zombie, and the point at which it was suspended. */
interface Refused {
  point: CrashPoint;
  id: string;
}

/** A worker is suspended at a point of its work and continued after others have taken over what it held. */
export async function zombies({ system, times, seed, short }: Run): Promise<Found> {
  const chance = chances(seed);
  const points = system.parts.database ? [...HOLDING, ...IN_TRANSACTION] : HOLDING;
  const refused: Refused[] = [];
  const faults: string[] = [];
  await underLoad(system, seed, async () => {
    for (let n = 0; n < times; n++) {
      const point = points[n % points.length]!;
      const id = await oneZombie(system, point, between(chance, 0, 5), short);
      if (id) refused.push({ point, id });
      else if (HOLDING.includes(point)) faults.push(`no write was refused to the worker that slept ${point}`);
    }
  });
  return {
    faults: [...faults, ...(await sentTwice(system, refused))],
    counts: { 'writes refused': refused.length },
  };
}

/** Returns the message whose late result was refused, if the zombie held one. */
async function oneZombie(
  system: System,
  point: CrashPoint,
  after: number,
  short: boolean,
): Promise<string | undefined> {
  await system.living('worker')[0]!.kill();
  const env = { CRASH_AT: point, CRASH_AFTER: String(after), CRASH_BY: 'SIGSTOP' };
  const sleeper = await system.start('worker', env);
  await sleeper.until(() => sleeper.asleep);
  await Promise.all([pause(short ? ASLEEP_SHORT_MS : ASLEEP_MS), takenOver(system)]);
  sleeper.signal('SIGCONT');
  const until = performance.now() + WAKING_MS;
  for (;;) {
    const id = sleeper.said.map((line) => REFUSED.exec(line)?.[1]).find(Boolean);
    if (id || !HOLDING.includes(point) || performance.now() > until) return id;
    await pause(100);
  }
}

/** Waits until others have taken over everything that was held when the zombie was suspended. */
const takenOver = ({ parts }: System): Promise<void> =>
  reading(parts, async ({ ask }) => {
    const held = await ask<{ id: string; fence: number }>(
      `SELECT id, fence FROM notice WHERE state = 'SENDING'`,
    );
    const until = performance.now() + SETTLE_MS;
    for (const { id, fence } of held) {
      const still = `SELECT 1 FROM notice WHERE id = '${id}' AND fence = ${fence} AND state = 'SENDING'`;
      while ((await ask(still)).length > 0 && performance.now() < until) await pause(200);
    }
  });

/**
 * Checks that each of these reached its gateway from both workers with the same id, and that its row is marked. A
 * worker suspended before the call may find its connection timed out; then it was sent once.
 */
async function sentTwice(system: System, refused: readonly Refused[]): Promise<string[]> {
  return reading(system.parts, async (read) => {
    await read.settled(SETTLE_MS);
    const { notices } = await read.books();
    return refused.flatMap(({ point, id }) => {
      const { attempts, channel, ambiguous } = notices.find((one) => one.id === id)!;
      const times = handedOver(system, id);
      const marked = channel === 'SMS' || ambiguous;
      const both = times === attempts && times > 1;
      return marked && (both || (point === 'before-gateway' && times === 1))
        ? []
        : [
            `notice ${id} of the worker that slept ${point}: ${times} hand-overs, ${attempts} attempts, marked: ${marked}`,
          ];
    });
  });
}

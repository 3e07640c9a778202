import { setTimeout as pause } from 'node:timers/promises';
import type { CrashPoint } from '@app/platform';
import { reading } from './books.js';
import { handedOver } from './delivered.js';
import type { House } from './house.js';
import { underLoad } from './load.js';
import type { Found, Run } from './rows.js';
import { between, chances } from './seed.js';

/** Longer than the lock of a job in BullMQ (30 s) and NOTICE_LEASE_SECONDS of the run (3 s). */
const ASLEEP_MS = 40_000;
const ASLEEP_SHORT_MS = 6_000;
const WAKING_MS = 30_000;
const SETTLE_MS = 120_000;
/** With a message in its hands: the gateway not called yet, called, or its answer not written. */
const HOLDING: CrashPoint[] = ['before-gateway', 'before-result', 'after-gateway'];
/** In a transaction: on SQLite nobody else could write, which is another fault. */
const IN_TRANSACTION: CrashPoint[] = ['timer-acted', 'before-commit'];
const REFUSED = /notice (\S+): the result of attempt \d+ came after another sender took over/;

/** A write of a zombie that was refused, and where it had slept. */
interface Refused {
  point: CrashPoint;
  id: string;
}

/** A worker falls asleep at a point of its work, and wakes up believing that it still holds what others have done since. */
export async function zombies({ house, times, seed, short }: Run): Promise<Found> {
  const chance = chances(seed);
  const points = house.parts.database ? [...HOLDING, ...IN_TRANSACTION] : HOLDING;
  const refused: Refused[] = [];
  const faults: string[] = [];
  await underLoad(house, seed, async () => {
    for (let n = 0; n < times; n++) {
      const point = points[n % points.length]!;
      const id = await oneZombie(house, point, between(chance, 0, 5), short);
      if (id) refused.push({ point, id });
      else if (HOLDING.includes(point)) faults.push(`no write was refused to the worker that slept ${point}`);
    }
  });
  return {
    faults: [...faults, ...(await sentTwice(house, refused))],
    counts: { 'writes refused': refused.length },
  };
}

/** Returns the message whose late result was refused, if the zombie held one. */
async function oneZombie(
  house: House,
  point: CrashPoint,
  after: number,
  short: boolean,
): Promise<string | undefined> {
  await house.living('worker')[0]!.kill();
  const env = { CRASH_AT: point, CRASH_AFTER: String(after), CRASH_BY: 'SIGSTOP' };
  const sleeper = await house.start('worker', env);
  await sleeper.until(() => sleeper.asleep);
  await Promise.all([pause(short ? ASLEEP_SHORT_MS : ASLEEP_MS), takenOver(house)]);
  sleeper.signal('SIGCONT');
  const until = performance.now() + WAKING_MS;
  for (;;) {
    const id = sleeper.said.map((line) => REFUSED.exec(line)?.[1]).find(Boolean);
    if (id || !HOLDING.includes(point) || performance.now() > until) return id;
    await pause(100);
  }
}

/** Waits until another has taken up everything that was in somebody's hands when the zombie fell asleep. */
const takenOver = ({ parts }: House): Promise<void> =>
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
 * Each of these reached its gateway from both workers, under one id, and its row says so: in no other way twice.
 * Who slept before the call may wake to a connection that timed out meanwhile; then it was once.
 */
async function sentTwice(house: House, refused: readonly Refused[]): Promise<string[]> {
  return reading(house.parts, async (read) => {
    await read.settled(SETTLE_MS);
    const { notices } = await read.books();
    return refused.flatMap(({ point, id }) => {
      const { attempts, channel, ambiguous } = notices.find((one) => one.id === id)!;
      const times = handedOver(house, id);
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

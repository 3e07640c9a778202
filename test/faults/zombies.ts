import { setTimeout as pause } from 'node:timers/promises';
import type { CrashPoint } from '@app/platform';
import type { AppProcess } from './app-process.js';
import { reading } from './books.js';
import { handedOver } from './delivered.js';
import type { House } from './house.js';
import { underLoad } from './load.js';
import type { Found, Run } from './rows.js';
import { between, chances } from './seed.js';

/** Longer than the lock of a job in BullMQ (30 s) and NOTICE_LEASE_SECONDS of the run (3 s). */
const ASLEEP_MS = 40_000;
const ASLEEP_SHORT_MS = 6_000;
const WAKING_MS = 15_000;
/** With a message in its hands: the gateway not called yet, called, or its answer not written. */
const HOLDING: CrashPoint[] = ['before-gateway', 'before-result', 'after-gateway'];
/** In a transaction: on SQLite nobody else could write, which is another fault. */
const IN_TRANSACTION: CrashPoint[] = ['timer-acted', 'before-commit'];
const REFUSED = /notice (\S+): the result of attempt \d+ came after another sender took over/;

/** A worker falls asleep at a point of its work, and wakes up believing that it still holds what others have done since. */
export async function zombies({ house, times, seed, short }: Run): Promise<Found> {
  const chance = chances(seed);
  const points = house.parts.database ? [...HOLDING, ...IN_TRANSACTION] : HOLDING;
  const found: Found[] = [];
  await underLoad(house, seed, async () => {
    for (let n = 0; n < times; n++)
      found.push(await oneZombie(house, points[n % points.length]!, between(chance, 0, 5), short));
  });
  const refused = found.reduce((sum, { counts }) => sum + (counts?.['refused'] ?? 0), 0);
  return { faults: found.flatMap(({ faults }) => faults ?? []), counts: { 'writes refused': refused } };
}

async function oneZombie(house: House, point: CrashPoint, after: number, short: boolean): Promise<Found> {
  await house.living('worker')[0]!.kill();
  const env = { CRASH_AT: point, CRASH_AFTER: String(after), CRASH_BY: 'SIGSTOP' };
  const sleeper = await house.start('worker', env);
  await sleeper.until(() => sleeper.asleep);
  await pause(short ? ASLEEP_SHORT_MS : ASLEEP_MS);
  sleeper.signal('SIGCONT');
  return HOLDING.includes(point) ? refusal(house, sleeper, point) : {};
}

/** Its late result must be refused; the gateway then had the message of both, known by the same id. */
async function refusal(house: House, sleeper: AppProcess, point: CrashPoint): Promise<Found> {
  const until = performance.now() + WAKING_MS;
  const heard = () => sleeper.said.map((line) => REFUSED.exec(line)?.[1]).find(Boolean);
  while (!heard() && performance.now() < until) await pause(100);
  const id = heard();
  if (!id) return { faults: [`the worker that slept ${point} wrote its late result, or none`] };
  const { notices } = await reading(house.parts, (read) => read.books());
  const notice = notices.find((one) => one.id === id)!;
  const times = handedOver(house, id);
  const marked = notice.channel === 'SMS' || notice.ambiguous;
  return {
    counts: { refused: 1 },
    faults:
      times === 2 && notice.attempts === 2 && marked
        ? []
        : [
            `notice ${id} of the worker that slept ${point}: ${times} hand-overs, ${notice.attempts} attempts, marked: ${marked}`,
          ],
  };
}

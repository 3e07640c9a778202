import { startRedis } from '../../launcher/redis.mjs';
import { note, noteSpread } from './figures.ts';
import { borrowDesk } from './living-desk/living-desk.ts';
import { deskInWords, SECONDS, type DeskKind, type Options } from './options.ts';
import { BUILT, start, stop } from './processes.ts';
import { join } from 'node:path';
import { pause, TimerBench } from './timer-bench.ts';

const STORED = Number(process.env['BENCH_TIMERS'] ?? 1_000_000);
const BURST = Number(process.env['BENCH_BURST'] ?? 10_000);
const STEADY_SECONDS = 2 * SECONDS;
const PER_SECOND = 20;
const LOST = 200;
const WORKER = join(BUILT, 'apps/worker/src/main.js');
const MEGABYTE = 1024 * 1024;
const MINUTE = 60_000;

/** On living desks: a million timers stored besides, steady state, after FLUSHALL, a burst; the bare queue beside each. */
export async function benchTimers({ desks }: Options): Promise<void> {
  for (const kind of desks.filter(({ database }) => database === 'SQLite')) await timersOf(kind);
}

async function timersOf({ cases, mix, database }: DeskKind): Promise<void> {
  const borrowed = await borrowDesk({ cases, mix });
  const redis = await startRedis(borrowed.env['DATA_DIR']!);
  const env = { ...borrowed.env, REDIS_URL: redis.url, PORT: '1' };
  const desk = await TimerBench.open(env, `timers, ${deskInWords({ cases, mix, database })}`);
  try {
    await stored(desk);
    await punctual(desk, env);
    await burst(desk);
  } finally {
    await desk.close();
    await redis.stop();
    await borrowed.remove();
  }
}

async function stored(desk: TimerBench): Promise<void> {
  const { bench } = desk;
  const before = await desk.redisBytes();
  await desk.store(STORED);
  const value = await timed(() => desk.runner.sweep());
  const used = (await desk.redisBytes()) - before;
  const armed = desk.rung();
  const what = `${STORED} stored over 30 working days`;
  note({ bench, what: `${what}, Redis`, value: used / MEGABYTE, unit: 'MB', aim: { atMost: 64 } });
  note({ bench, what: `${what}, armed`, value: armed, unit: 'jobs' });
  note({ bench, what: `${what}, first sweep arms them`, value, unit: 's' });
  note({ bench, what: 'Redis for each armed timer', value: used / armed, unit: 'bytes' });
  const each = await desk.bareBytes(armed);
  note({ bench, what: 'Redis for each delayed job of the bare queue', value: each, unit: 'bytes' });
  note({
    bench,
    what: 'a sweep asks what is due',
    value: (await timed(() => desk.due.batch())) * 1_000,
    unit: 'ms',
  });
  desk.makeDue(256);
  const full = await timed(() => desk.runner.sweep());
  note({
    bench,
    what: 'one sweep finds and claims a full batch',
    value: full,
    unit: 's',
    aim: { atMost: 1 },
  });
}

/** A worker of its own, at the pace of an installed desk: first in steady state, then after FLUSHALL. */
async function punctual(desk: TimerBench, env: Record<string, string>): Promise<void> {
  const { bench } = desk;
  const worker = start(WORKER, env);
  try {
    const count = STEADY_SECONDS * PER_SECOND;
    const first = Date.now() + 10_000;
    const timers = desk.add(count, (n) => first + (n * 1_000) / PER_SECOND);
    const beside = desk.bare(count, (n) => first + 25 + (n * 1_000) / PER_SECOND);
    const [bare] = await Promise.all([beside, desk.untilFired(timers)]);
    noteSpread(bench, `fired late, ${PER_SECOND} a second`, desk.lags(timers), { p99: { atMost: 1_000 } });
    noteSpread(bench, `the bare queue late, ${PER_SECOND} a second`, bare);
    await flushed(desk);
  } finally {
    await stop(worker);
  }
}

/** Flushed with a million timers stored and the next of them armed; these fall due a little later. */
async function flushed(desk: TimerBench): Promise<void> {
  const { bench } = desk;
  const due = Date.now() + MINUTE + 30_000;
  const lost = desk.add(LOST, () => due);
  while (desk.unarmed(lost) > 0) await pause(500);
  const armed = desk.rung();
  while (Date.now() < due - 3_000) await pause(100);
  await desk.flushAll();
  await desk.untilFired(lost);
  noteSpread(bench, `after FLUSHALL with ${armed} armed, the first due late`, desk.lags(lost), {
    max: { atMost: 75_000 },
  });
}

/** With and without the cases behind them: most of a firing is the history, its clocks and its notices. */
async function burst(desk: TimerBench): Promise<void> {
  const { bench } = desk;
  const due = Date.now();
  const plain = desk.add(BURST, (n) => due - MINUTE + (n * MINUTE) / BURST);
  const alone = await timed(() => desk.sweepAll());
  note({ bench, what: `${BURST} due at once, timers alone, all fired in`, value: alone, unit: 's' });
  desk.forget(plain);
  await desk.openCases(Math.max(0, BURST - desk.openClocks()));
  const from = Date.now() + 1_000;
  const ids = desk.makeClocksDue(BURST, (n) => from + (n * MINUTE) / BURST);
  while (desk.left(ids) > 0) await Promise.all([desk.sweepAll(), pause(1_000)]);
  const what = `${BURST} clocks of living cases due in one minute, no bell`;
  const lags = desk.lags(ids);
  noteSpread(bench, `${what}, late`, lags, { max: { atMost: 30_000 } });
  const last = (desk.lastFired(ids) - from - MINUTE) / 1_000;
  note({
    bench,
    what: `${what}, the last fired after the minute`,
    value: last,
    unit: 's',
    aim: { atMost: 30 },
  });
  const start = Date.now() + 5_000;
  const bare = await desk.bare(BURST, (n) => start + (n * MINUTE) / BURST);
  noteSpread(bench, `${BURST} jobs of the bare queue due in one minute, late`, bare);
}

async function timed(work: () => unknown): Promise<number> {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1_000;
}

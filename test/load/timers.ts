import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startRedis } from '../../launcher/redis.mjs';
import { DESK, ROOT, run, start, stop, temporaryFolder } from './processes.ts';
import { BUILT, TimerBench, pause, spread } from './timer-bench.ts';

const STORED = Number(process.env['BENCH_TIMERS'] ?? 1_000_000);
const BURST = Number(process.env['BENCH_BURST'] ?? 10_000);
const STEADY_SECONDS = Number(process.env['BENCH_SECONDS'] ?? 20);
const PER_SECOND = 20;
const WORKER = join(BUILT, 'apps/worker/src/main.js');
const MEGABYTE = 1024 * 1024;

/** Timers: a million stored, a burst, steady state, after FLUSHALL; the bare queue beside; deadlines a second. SQLite. */
export async function benchTimers(): Promise<void> {
  await deadlines();
  const folder = temporaryFolder();
  const redis = await startRedis(folder.path);
  const env = { DATA_DIR: folder.path, REDIS_URL: redis.url, PORT: '1' };
  await run([DESK.replace(join(ROOT, 'dist'), BUILT), 'prepare'], env);
  const bench = await TimerBench.open(env);
  try {
    await stored(bench);
    await punctual(bench, env);
    await burst(bench);
  } finally {
    await bench.close();
    await redis.stop();
    folder.remove();
  }
}

async function stored(bench: TimerBench): Promise<void> {
  const before = await bench.redisBytes();
  bench.store(STORED);
  const armed = await timed(() => bench.runner.sweep());
  const used = (await bench.redisBytes()) - before;
  console.log(
    `${STORED} timers stored over 30 working days: ${(await bench.rung()).toString()} armed in ${armed.toFixed(1)} s, Redis ${(used / MEGABYTE).toFixed(1)} MB`,
  );
  const found = [await timed(() => bench.due.batch()), await timed(() => bench.due.batch())];
  console.log(
    `a sweep asks what is due: ${found.map((s) => `${(s * 1_000).toFixed(2)} ms`).join(', then ')}`,
  );
  bench.makeDue(256);
  const full = await timed(() => bench.runner.sweep());
  console.log(`one sweep that finds and claims a full batch of 256: ${full.toFixed(3)} s`);
}

/** A worker of its own: first in steady state, then after FLUSHALL. Lag: fired minus due. */
async function punctual(bench: TimerBench, env: Record<string, string>): Promise<void> {
  const worker = start(WORKER, env);
  const first = Date.now() + 10_000;
  const timers = bench.add(STEADY_SECONDS * PER_SECOND, (n) => first + (n * 1_000) / PER_SECOND);
  const [bare] = await Promise.all([
    bench.bare(STEADY_SECONDS * PER_SECOND, (n) => first + 25 + (n * 1_000) / PER_SECOND),
    bench.untilFired(timers),
  ]);
  console.log(`fire lag, ${PER_SECOND} a second for ${STEADY_SECONDS} s: ${spread(bench.lags(timers))}`);
  console.log(`bare BullMQ delayed jobs beside it: ${spread(bare)}`);
  await bench.flushAll();
  const due = Date.now() + 2_000;
  const lost = bench.add(200, () => due);
  await bench.untilFired(lost);
  console.log(`after FLUSHALL, first due ones: ${spread(bench.lags(lost))}`);
  await stop(worker);
}

/** With and without the cases behind them: most of a firing is the history, its clocks and its notices. */
async function burst(bench: TimerBench): Promise<void> {
  const due = Date.now();
  const plain = bench.add(BURST, (n) => due - 60_000 + (n * 60_000) / BURST);
  console.log(
    `${BURST} due at once, timers alone: all fired in ${(await timed(() => bench.sweepAll())).toFixed(1)} s`,
  );
  bench.forget(plain);
  await bench.openCases(BURST);
  const from = Date.now() + 1_000;
  const ids = bench.makeClocksDue((n) => from + (n * 60_000) / BURST);
  while (bench.left(ids) > 0) {
    await bench.sweepAll();
    await pause(1_000);
  }
  console.log(`${BURST} clocks of real cases due within one minute, no bell: ${spread(bench.lags(ids))}`);
  console.log(
    `and the last one ${((bench.lastFired(ids) - from - 60_000) / 1_000).toFixed(1)} s after the minute`,
  );
}

async function timed(work: () => unknown): Promise<number> {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1_000;
}

/** On one core, from receipt to due date, with the pauses of a typical case. */
async function deadlines(): Promise<void> {
  const clock = await import(join(BUILT, 'libs/sla/src/clock/index.js'));
  const years = [2024, 2025, 2026, 2027].map((year) => {
    const bytes = readFileSync(join(ROOT, `config/calendars/${year}.csv`));
    return clock.parseCalendarCsv(clock.decodeCalendar(bytes, `${year}.csv`), `${year}.csv`);
  });
  const calendar = clock.makeCalendar({ version: 'bench', years });
  const from = Date.parse('2026-03-02T10:00:00+08:00');
  for (const length of ['6wd', '60wd']) {
    const commitment = { ...TYPICAL, length: clock.parseLength(length) };
    const history = [{ seq: 1, type: 'RECEIVED', at: from }];
    console.log(
      `deadlines a second on one core, ${length}: ${perSecond(() => clock.fold(history, commitment, calendar))}`,
    );
  }
}

const TYPICAL = {
  id: 'law.bench',
  version: '1',
  subject: 'CASE',
  startOn: ['RECEIVED', 'REOPENED'],
  stopOn: ['REPLIED'],
  cancelOn: ['WITHDRAWN', 'MERGED'],
  pauseOn: ['CORRECTION_REQUESTED'],
  resumeOn: ['CORRECTED', 'CORRECTION_LAPSED'],
  onCorrection: 'RESUME',
};

function perSecond(work: () => unknown): number {
  for (let n = 0; n < 20_000; n++) work();
  const started = performance.now();
  const times = 300_000;
  for (let n = 0; n < times; n++) work();
  return Math.round(times / ((performance.now() - started) / 1_000));
}

import { System } from './system.js';
import type { DatabaseName } from './databases.js';
import type { Row } from './rows.js';
import { codesOpen, judge, lagsSince, spread, type Spread } from './verdict.js';

/** One system, broken `times` times. */
export interface Part {
  row: Row;
  database: DatabaseName;
  /** Number of the run within the row on this database, from 1. */
  part: number;
  times: number;
}

/** Result of a run. */
export interface Judged {
  counts: Record<string, number>;
  /** Milliseconds. */
  lag: { timers: Spread; notices: Spread };
  faults: string[];
}

const WORKERS = 2;
const LAG_LIMIT = { of: 'max', ms: 75_000 } as const;
const LINES_OF_THE_LIVING = 5;

/** Breaks a system of one web and two worker processes as its row says, and judges it. `short`: as in `bin/test`. */
export async function runPart({ row, database, times }: Part, seed: number, short = false): Promise<Judged> {
  const begun = Date.now();
  const options = (short && row.shortSystem) || row.system;
  const system = await System.open({ ...options, database });
  try {
    await system.start('web');
    await Promise.all(Array.from({ length: row.workers ?? WORKERS }, () => system.start('worker')));
    const own = await row.run({ system, times, seed, short });
    const { faults, counts } = await judge(system);
    const shut = (await codesOpen(system)).map((number) => `the code of ${number} no longer opens it`);
    const lags = await lagsSince(system, begun);
    const lag = { timers: spread(lags.timers), notices: spread(lags.notices) };
    const all = [...(own?.faults ?? []), ...faults, ...shut, ...late(lag, row.lag ?? LAG_LIMIT)];
    if (all.length > 0) showLast(system);
    return { lag, counts: { ...counts, ...own?.counts }, faults: all };
  } catch (error) {
    showLast(system);
    throw error;
  } finally {
    await system.close();
  }
}

function showLast(system: System): void {
  for (const { role, said } of [...system.living('web'), ...system.living('worker')])
    for (const line of said.slice(-LINES_OF_THE_LIVING))
      process.stderr.write(`\n  ${role}: ${line.slice(0, 300)}`);
}

function late(lag: Judged['lag'], limit: NonNullable<Row['lag']>): string[] {
  return Object.entries(lag)
    .filter(([, figures]) => figures[limit.of] > limit.ms)
    .map(
      ([what, figures]) =>
        `${what} were late by ${figures[limit.of]} ms (${limit.of}), more than ${limit.ms}`,
    );
}

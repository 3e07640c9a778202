import { clockJumps } from './clock-jumps.js';
import { crashPoints } from './crash-points.js';
import { DATABASES, type DatabaseName } from './databases.js';
import { freezing } from './freezes.js';
import type { System, SystemOptions } from './system.js';
import { BOTH, killing, WEB, WORKER } from './kills.js';
import { CATCH_UP_MS, machineOff } from './machine-off.js';
import { poison } from './poison.js';
import { breaking, flushAll, goneForGood, oldData, outages } from './redis-faults.js';
import { fourAndTwo } from './side-by-side.js';
import { killedInCommits } from './sqlite-commits.js';
import { serverKills, terminations } from './postgres-faults.js';
import { zombies } from './zombies.js';

/** Input of a row: a running system, how often to break it, and the seed for random choices. */
export interface Run {
  system: System;
  times: number;
  seed: number;
  /** The short form in `bin/test`, as small as still shows the fault. */
  short: boolean;
}

/** Faults found by the row itself, and figures for the report. */
export interface Found {
  faults?: string[];
  counts?: Record<string, number>;
}

/** One row of docs/faults.md, or a variant, as in `F5/3s`. */
export interface Row {
  row: string;
  words: string;
  databases: readonly DatabaseName[];
  /** Repetitions in a release run, per database. */
  times: number;
  /** Repetitions per system: one run, one verdict, one line of the report. */
  atOnce: number;
  system?: SystemOptions;
  /** Options in `bin/test`. */
  shortSystem?: SystemOptions;
  /** Default 2. */
  workers?: number;
  /** Allowed lag of timers (from due) and messages (from owed). Default: at most 75 s. */
  lag?: { of: 'p99' | 'max'; ms: number };
  /** Left out in runs of a smaller share. */
  leastShare?: number;
  run(run: Run): Promise<Found | void>;
}

const AFTER_RESTART = { of: 'p99', ms: 30_000 } as const;
/** A timer may have been with four killed workers in a row; its back-off is then five minutes. */
const AFTER_FOUR_DEATHS = { of: 'max', ms: 400_000 } as const;
/** As installed: a row without a ring waits up to a minute. */
const REAL_SWEEP: SystemOptions = { env: { SWEEP_SECONDS: '60' } };
/** Slow enough to notice that rings are not received. */
const SLOW_SWEEP: SystemOptions = { env: { SWEEP_SECONDS: '30' } };
/** For `bin/test`. */
const SHORT_SWEEP: SystemOptions = { env: { SWEEP_SECONDS: '5' } };
const OWN_SERVER: SystemOptions = { ownServer: true };
const SQLITE = ['sqlite'] as const;
const POSTGRES = ['postgres'] as const;

export const ROWS: readonly Row[] = [
  { row: 'F1', words: 'web killed', databases: DATABASES, times: 200, atOnce: 20, run: killing(WEB) },
  {
    row: 'F2',
    words: 'worker killed',
    databases: DATABASES,
    times: 200,
    atOnce: 20,
    lag: AFTER_RESTART,
    run: killing(WORKER),
  },
  {
    row: 'F3',
    words: 'killed at a named point',
    databases: DATABASES,
    times: 350,
    atOnce: 35,
    workers: 1,
    lag: AFTER_FOUR_DEATHS,
    run: crashPoints,
  },
  {
    row: 'F4',
    words: 'all killed together',
    databases: DATABASES,
    times: 50,
    atOnce: 5,
    lag: AFTER_RESTART,
    run: killing(BOTH),
  },
  ...[3, 10, 60].map((seconds) => outage(seconds, 10)),
  { ...outage(600, 2), leastShare: 1 },
  {
    row: 'F6',
    words: 'Redis wiped',
    databases: DATABASES,
    times: 20,
    atOnce: 2,
    system: REAL_SWEEP,
    shortSystem: SHORT_SWEEP,
    run: breaking(flushAll),
  },
  {
    row: 'F7',
    words: 'Redis gone for good',
    databases: DATABASES,
    times: 5,
    atOnce: 1,
    system: REAL_SWEEP,
    shortSystem: SHORT_SWEEP,
    run: breaking(goneForGood),
  },
  {
    row: 'F9',
    words: 'Redis with old or cut data',
    databases: SQLITE,
    times: 20,
    atOnce: 4,
    run: breaking(oldData),
  },
  {
    row: 'F10',
    words: 'Redis frozen, connections cut',
    databases: SQLITE,
    times: 30,
    atOnce: 3,
    run: freezing,
  },
  {
    row: 'F11',
    words: 'a worker asleep beyond its lease',
    databases: DATABASES,
    times: 15,
    atOnce: 5,
    run: zombies,
  },
  {
    row: 'F12/terminate',
    words: 'PostgreSQL connections cut',
    databases: POSTGRES,
    times: 20,
    atOnce: 5,
    run: terminations,
  },
  {
    row: 'F12/kill',
    words: 'PostgreSQL killed',
    databases: POSTGRES,
    times: 20,
    atOnce: 5,
    system: OWN_SERVER,
    run: serverKills,
  },
  {
    row: 'F13',
    words: 'SQLite killed in commits',
    databases: SQLITE,
    times: 200,
    atOnce: 20,
    run: killedInCommits,
  },
  {
    row: 'F20',
    words: 'clocks jump',
    databases: DATABASES,
    times: 60,
    atOnce: 6,
    system: OWN_SERVER,
    run: clockJumps,
  },
  {
    row: 'F21',
    words: 'off over 10,000 deadlines',
    databases: DATABASES,
    times: 5,
    atOnce: 1,
    system: OWN_SERVER,
    lag: { of: 'max', ms: CATCH_UP_MS },
    run: machineOff,
  },
  {
    row: 'F23',
    words: 'what kills its worker',
    databases: DATABASES,
    times: 10,
    atOnce: 1,
    lag: { of: 'p99', ms: 75_000 },
    run: poison,
  },
  {
    row: 'F25',
    words: 'four workers and two webs, the same work',
    databases: DATABASES,
    times: 20,
    atOnce: 2,
    workers: 4,
    run: fourAndTwo,
  },
];

function outage(seconds: number, times: number): Row {
  return {
    row: `F5/${seconds}s`,
    words: `Redis away for ${seconds} s`,
    databases: DATABASES,
    times,
    atOnce: seconds < 60 ? 2 : 1,
    system: SLOW_SWEEP,
    run: outages(seconds * 1_000),
  };
}

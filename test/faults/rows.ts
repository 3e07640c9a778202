import { clockJumps } from './clock-jumps.js';
import { crashPoints } from './crash-points.js';
import type { House, HouseOptions } from './house.js';
import { integrityOf } from './integrity.js';
import { BOTH, EITHER, killing, WEB, WORKER } from './kills.js';
import { CATCH_UP_MS, machineOff } from './machine-off.js';
import { poison } from './poison.js';
import { awayFor, breaking, flushAll, freezing, goneForGood, oldData } from './redis-faults.js';
import { twoOfEach } from './side-by-side.js';
import { terminations, zombies } from './stalls.js';

/** One row of the fault matrix, or one of its kinds, as in `F5/3s`. */
export interface Row {
  row: string;
  words: string;
  /** In a release run. */
  times: number;
  /** Of these, so many in one house: one run, one verdict, one line of the report. */
  atOnce: number;
  house?: HouseOptions;
  /** From owed to sent, the 99th of a hundred, at most; 75 s unless told. */
  lagMs?: number;
  /** Breaks a house with one web and one worker process so many times; gives back what it found wrong by itself. */
  run(house: House, times: number, seed: number): Promise<string[] | void>;
}

const LAG_OF_RESTART_MS = 30_000;
const SINKS: HouseOptions = { sinks: true };
const POSTGRES: HouseOptions = { postgres: true };

export const ROWS: readonly Row[] = [
  { row: 'F1', words: 'web killed', times: 200, atOnce: 10, run: killing(WEB) },
  {
    row: 'F2',
    words: 'worker killed',
    times: 200,
    atOnce: 10,
    lagMs: LAG_OF_RESTART_MS,
    run: killing(WORKER),
  },
  { row: 'F3', words: 'killed at a named point', times: 350, atOnce: 35, house: SINKS, run: crashPoints },
  {
    row: 'F4',
    words: 'both killed together',
    times: 50,
    atOnce: 5,
    lagMs: LAG_OF_RESTART_MS,
    run: killing(BOTH),
  },
  { row: 'F5/3s', words: 'Redis away for 3 s', times: 10, atOnce: 2, run: breaking(awayFor(3_000)) },
  { row: 'F5/10s', words: 'Redis away for 10 s', times: 10, atOnce: 2, run: breaking(awayFor(10_000)) },
  { row: 'F5/60s', words: 'Redis away for 60 s', times: 10, atOnce: 1, run: breaking(awayFor(60_000)) },
  { row: 'F6', words: 'Redis wiped again and again', times: 20, atOnce: 2, run: breaking(flushAll) },
  { row: 'F7', words: 'Redis gone for good', times: 5, atOnce: 1, run: breaking(goneForGood) },
  { row: 'F9', words: 'Redis with old or cut data', times: 20, atOnce: 4, run: breaking(oldData) },
  { row: 'F10', words: 'Redis frozen, connections cut', times: 30, atOnce: 3, run: freezing },
  {
    row: 'F11',
    words: 'a worker asleep beyond its lease',
    times: 15,
    atOnce: 2,
    house: POSTGRES,
    run: zombies,
  },
  {
    row: 'F12',
    words: 'PostgreSQL connections cut',
    times: 40,
    atOnce: 4,
    house: POSTGRES,
    run: terminations,
  },
  { row: 'F13', words: 'SQLite killed in commits', times: 200, atOnce: 10, run: killedInCommits },
  { row: 'F20', words: 'clocks jump', times: 60, atOnce: 6, run: clockJumps },
  {
    row: 'F21',
    words: 'off over 10,000 deadlines',
    times: 5,
    atOnce: 1,
    lagMs: CATCH_UP_MS,
    run: machineOff,
  },
  { row: 'F23', words: 'a timer that kills its worker', times: 10, atOnce: 1, run: poison },
  {
    row: 'F25',
    words: 'two of each, the same work',
    times: 20,
    atOnce: 2,
    house: SINKS,
    run: twoOfEach,
  },
];

async function killedInCommits(house: House, times: number, seed: number): Promise<string[]> {
  await killing(EITHER)(house, times, seed);
  const said = integrityOf(house);
  return said === 'ok' ? [] : [`SQLite says of its file: ${said}`];
}

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { crashDuring, crashesOf, nameOf, COMMITS } from './crashes.js';
import type { System } from './system.js';
import { integrityOf } from './integrity.js';
import { Journeys } from './journey.js';
import { EITHER, killUntil } from './kills.js';
import { underLoad } from './load.js';
import type { Found, Run } from './rows.js';
import { chances } from './seed.js';
import { Submits } from './submits.js';
import { answersIn, TRACE } from './trace.js';

const CLIENTS = 8;
const TRACED_MS = 5_000;

/**
 * Half of the kills at random moments under load, half at the points around a commit; then the system calls are
 * watched.
 */
export async function killedInCommits({ system, times, seed }: Run): Promise<Found> {
  const random = Math.ceil(times / 2);
  await underLoad(system, seed, () => killUntil(system, EITHER, seed, (done) => done === random));
  const missed = await atCommits(system, times - random, seed);
  const { faults, acknowledged } = await acknowledgedOnDisk(system, seed);
  const said = integrityOf(system);
  return {
    counts: { 'acknowledged after their sync': acknowledged },
    faults: [...missed, ...faults, ...(said === 'ok' ? [] : [`SQLite says of its file: ${said}`])],
  };
}

async function atCommits(system: System, times: number, seed: number): Promise<string[]> {
  const crashes = crashesOf(COMMITS, chances(seed));
  const journeys = new Journeys(system, seed + 1);
  const missed: string[] = [];
  for (let n = 0; n < times; n++) {
    const crash = crashes[(seed + n) % crashes.length]!;
    if ((await crashDuring(system, journeys, crash)) !== 'SIGKILL')
      missed.push(`${nameOf(crash)} never came to its point`);
  }
  return missed;
}

/**
 * kill -9 does not test fsync: runs a web process under strace and checks that each acknowledgement follows its sync.
 */
async function acknowledgedOnDisk(
  system: System,
  seed: number,
): Promise<{ faults: string[]; acknowledged: number }> {
  const trace = join(system.parts.folder, 'trace');
  await system.killAll('web');
  const web = await system.start('web', {}, [...TRACE, trace]);
  const before = system.ledger.cases.size;
  await new Submits(system, seed + 2).many(CLIENTS, TRACED_MS, 20);
  await web.stop();
  await system.start('web');
  const answers = answersIn(readFileSync(trace, 'utf8'));
  const made = system.ledger.cases.size - before;
  const unseen = answers.length === made ? [] : [`${answers.length} acknowledgements traced, ${made} given`];
  const early = answers.filter(({ synced }) => !synced);
  return {
    acknowledged: answers.length,
    faults: [...unseen, ...early.map(({ caseNumber }) => `${caseNumber} was acknowledged before its sync`)],
  };
}

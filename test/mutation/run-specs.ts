import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { DatabaseName } from './slip.ts';

export interface SpecRun {
  passed: number;
  failed: number;
  /** Number of spec files that could not be run. */
  broken: number;
  /** Names of the tests that failed. */
  names: string[];
}

/** Time limit per spec: several times that of the slowest. */
const MOST_MS = 60_000;
/** Patterns of test names for one database, as the other would only double the time. */
const ON: Record<DatabaseName, string> = { SQLite: '^(?!.*PostgreSQL)', PostgreSQL: 'PostgreSQL' };

/** Runs spec files of a tree on one database, each in its own Jest project. */
export async function runSpecs(
  tree: string,
  specs: string[],
  env: Record<string, string>,
  { on = 'SQLite', workers = 1 }: { on?: DatabaseName | undefined; workers?: number } = {},
): Promise<SpecRun> {
  const results = join(tree, 'results.json');
  rmSync(results, { force: true });
  const jest = join(tree, 'node_modules/jest/bin/jest.js');
  const args = ['--json', `--outputFile=${results}`, '-t', ON[on], '--runTestsByPath', ...specs];
  const child = spawn(process.execPath, [jest, `--maxWorkers=${workers}`, ...args], {
    ...{ cwd: tree, stdio: 'ignore', timeout: MOST_MS * specs.length, killSignal: 'SIGKILL' },
    env: { ...process.env, ...env, NODE_OPTIONS: '--experimental-vm-modules --no-warnings' },
  });
  await once(child, 'exit');
  return countsOf(results);
}

interface JestResults {
  numPassedTests: number;
  numFailedTests: number;
  numRuntimeErrorTestSuites: number;
  testResults: { name: string; assertionResults: { fullName: string; status: string }[] }[];
}

/** A run that was killed has no results and counts as a failure, so a slip that makes a spec hang is noticed. */
function countsOf(path: string): SpecRun {
  let read: JestResults;
  try {
    read = JSON.parse(readFileSync(path, 'utf8')) as JestResults;
  } catch {
    return { passed: 0, failed: 1, broken: 0, names: ['did not end'] };
  }
  const names = read.testResults
    .flatMap(({ assertionResults }) => assertionResults)
    .filter(({ status }) => status === 'failed')
    .map(({ fullName }) => fullName);
  return {
    ...{ passed: read.numPassedTests, failed: read.numFailedTests },
    ...{ broken: read.numRuntimeErrorTestSuites, names },
  };
}

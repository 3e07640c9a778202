// @ts-check
/** For the room in MUTANTS_ROOM; `npm run mutants` runs it for each. */
import { mutated, ROOMS } from './rooms.ts';

const room = process.env['MUTANTS_ROOM'] ?? '';

export default {
  testRunner: 'warm',
  plugins: ['./test/mutation/runner.ts'],
  testRunnerNodeArgs: ['--no-warnings'],
  mutate: mutated(/** @type {import("./rooms.ts").Room} */ (ROOMS[room])),
  ignorePatterns: ['var', 'dist', 'docs/images', 'test/faults', 'test/load'],
  coverageAnalysis: 'perTest',
  ignoreStatic: true,
  incremental: true,
  incrementalFile: `var/mutation/${room}.json`,
  tempDirName: `var/mutation/sandbox-${room}`,
  reporters: ['progress-append-only', 'clear-text', 'json'],
  jsonReporter: { fileName: `var/mutation/report-${room}.json` },
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
  concurrency: 2,
  allowConsoleColors: false,
  // generous, as the machine may be shared: a mutant that exceeds this hangs
  timeoutMS: 120_000,
  timeoutFactor: 4,
};

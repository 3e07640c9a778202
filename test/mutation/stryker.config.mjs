/** For one room, MUTANTS_ROOM; `npm run mutants` goes through them. */
import { mutated, ROOMS } from './rooms.ts';

const room = process.env['MUTANTS_ROOM'];

export default {
  testRunner: 'jest',
  jest: { configFile: 'test/mutation/jest.config.js', enableFindRelatedTests: false },
  testRunnerNodeArgs: ['--experimental-vm-modules', '--no-warnings'],
  mutate: mutated(ROOMS[room]),
  ignorePatterns: ['var', 'dist', 'docs/images', 'test/journeys', 'test/faults', 'test/load'],
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
  timeoutMS: 10_000,
};

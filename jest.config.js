/** Native ESM under Jest, compiled by swc with the same options as the build. */
import { readFileSync } from 'node:fs';

const swc = JSON.parse(readFileSync(new URL('./.swcrc', import.meta.url), 'utf8'));
delete swc.$schema;
delete swc.jsc.baseUrl; // Jest resolves the room aliases itself, below
delete swc.jsc.paths;
delete swc.module.resolveFully;

const shared = {
  rootDir: import.meta.dirname,
  cacheDirectory: '<rootDir>/var/cache/jest',
  // coverage needs Jest's own module system
  ...(process.argv.includes('--coverage')
    ? { testEnvironment: 'node' }
    : {
        testEnvironment: '<rootDir>/test/loading/environment.mjs',
        runtime: '<rootDir>/test/loading/runtime.mjs',
      }),
  setupFilesAfterEnv: ['<rootDir>/test/support/must-assert.ts'],
  // a copy of the tree, in which mutants are tried beside other runs
  modulePathIgnorePatterns: ['<rootDir>/var/mutation/'],
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  transform: { '^.+\\.tsx?$': ['@swc/jest', { ...swc, swcrc: false }] },
  moduleNameMapper: {
    '^@app/sla/(clock|timers)$': '<rootDir>/libs/sla/src/$1/index.ts',
    '^@app/([a-z]+)$': '<rootDir>/libs/$1/src/index.ts',
    '^(\\.{1,2}/.*)\\.js$': '$1',
  },
};
const project = (displayName, testMatch) => ({ ...shared, displayName, testMatch });

/** `unit` needs nothing outside the process; the rest start real Redis, PostgreSQL, SMTP or Chromium. */
export default {
  // for machines that do other things meanwhile: no test waits for time to pass
  testTimeout: 20_000,
  // `npm run coverage`: each function of the clock is called
  coverageProvider: 'v8',
  coverageDirectory: 'var/coverage',
  coverageReporters: ['json-summary'],
  collectCoverageFrom: ['libs/sla/src/clock/*.ts', '!**/*spec*'],
  coverageThreshold: { global: { functions: 100, lines: 99, branches: 97 } },
  testSequencer: '<rootDir>/test/faults/longest-first.cjs',
  projects: [
    project('unit', [
      '<rootDir>/{apps,libs,test/house,test/mutation,test/docs,test/owners}/**/*.spec.{ts,tsx}',
    ]),
    project('rooms', ['<rootDir>/{apps,libs,test/house}/**/*.room-spec.ts']),
    project('contracts', ['<rootDir>/test/contracts/**/*.spec.ts']),
    project('bad-input', ['<rootDir>/test/bad-input/**/*.spec.ts']),
    project('journeys', ['<rootDir>/test/journeys/**/*.spec.ts']),
    project('plans', ['<rootDir>/test/plans/**/*.spec.ts']),
    project('faults', ['<rootDir>/test/faults/**/*.spec.ts']),
  ],
};

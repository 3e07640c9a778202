/**
 * bin/test: installs what is missing, starts one private Redis and PostgreSQL, runs the checks and the tests, prints
 * the sums.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { killRuns, runJest, runScript } from './jest.mjs';
import { ensurePrograms, findChromium, findFaketime, NEEDS } from './packages.mjs';
import { startPostgres } from './postgres.mjs';
import { startRedis } from './redis.mjs';
import { scratchFolder } from './scratch.mjs';
import { createScreen, Refusal } from './screen.mjs';
import { closingLine, exitCode, summary } from './tally.mjs';
import { prepareTree, ROOT } from './tree.mjs';

const HELP = `bin/test [all|unit|rooms|contracts|bad-input|journeys|plans|faults] [arguments for Jest]
  unit   the quick ones: no server, no network
  plans  what each statement costs that the other runs asked, on a small and a larger desk
  all    the default: format, lint, types and arrows, then every test
For example: bin/test journeys -t 'a call is referred'`;
/**
 * Steps run one after the other, the runs of a step in parallel: each is one run of Jest over these projects, or an npm
 * script. `background`: takes only the processor time that the others leave. `plans` checks the statements of the steps
 * before it. Why they are grouped like this: docs/tests.md.
 *
 * @typedef {{ projects?: string[]; script?: string; background?: boolean }} Run
 * @type {Run[][]}
 */
const STEPS = [
  [{ script: 'check' }, { projects: ['unit'] }],
  [{ projects: ['rooms', 'contracts', 'bad-input'] }],
  [{ projects: ['journeys'] }],
  [
    { projects: ['faults'] },
    { projects: ['plans'] },
    { script: 'coverage', background: true },
    { script: 'mutants:quick', background: true },
  ],
];
const PROJECTS = STEPS.flat().flatMap(({ projects = [] }) => projects);
/** The SQL statements of all tests, for the run `plans`; kept, so that it can be repeated alone. */
const STATEMENTS_FOLDER = join(ROOT, 'var', 'statements');
/** Settings of the person who runs the tests: a test must never reach a real gateway or database. */
const NOT_FOR_TESTS =
  /^(PORT|PUBLIC_URL|DATA_DIR|DATABASE_URL|REDIS_URL|SMTP_URL|SMS_URL|IMAP_URL|SECRET_KEY|DEMO|LOG_LEVEL)(_FILE)?$/;

const screen = createScreen();
const cleanups = [];
let leaving = false;

async function main([first = 'all', ...rest]) {
  if (['--help', '-h'].includes(first)) return screen.say(HELP);
  const named = ['all', ...PROJECTS].includes(first);
  const what = named ? first : 'all';
  const jestArguments = named ? rest : [first, ...rest];
  const rows = what === 'unit' ? await unitOnly(jestArguments) : await everything(what, jestArguments);
  await cleanUp();
  screen.say(`\n${summary(rows)}\n`);
  screen.say(closingLine(rows));
  process.exitCode = exitCode(rows);
}

async function unitOnly(jestArguments) {
  await prepareTree({ screen, build: false });
  return [await runJest(['unit'], jestArguments, cleanEnv(), temporaryFolder())];
}

async function everything(what, jestArguments) {
  const missing = await ensurePrograms(Object.keys(NEEDS), { screen });
  missing.forEach(screen.say);
  if (missing.length > 0) return missing.map((name) => ({ name, passed: 0, failed: 1, skipped: 0, ms: 0 }));
  await prepareTree({ screen });
  const disk = tmpdir();
  process.env.TMPDIR = scratchFolder();
  const folder = temporaryFolder();
  if (what === 'all') rmSync(STATEMENTS_FOLDER, { recursive: true, force: true });
  const TEST_PREPARED_FOLDER = join(folder, 'prepared');
  mkdirSync(TEST_PREPARED_FOLDER);
  const env = { ...cleanEnv(), ...(await startServers(folder)), STATEMENTS_FOLDER, TEST_PREPARED_FOLDER };
  // faults interrupt writes on a real disk
  const envOf = (projects) => (projects.includes('faults') ? { ...env, TMPDIR: disk } : env);
  const run = (/** @type {Run} */ { projects = [], script, background }) =>
    script
      ? runScript(script, env, { background })
      : runJest(projects, jestArguments, envOf(projects), folder, { background });
  const rows = [];
  const steps = what === 'all' ? STEPS : [[{ projects: [what] }]];
  for (const step of steps) rows.push(...(await Promise.all(step.map(run))));
  return rows;
}

async function startServers(folder) {
  const [redisStarts, postgresStarts] = [startRedis(folder), startPostgres()];
  // registered before they run, so that a Ctrl-C meanwhile waits for them and ends them
  for (const server of [redisStarts, postgresStarts])
    cleanups.unshift(() =>
      server.then(
        (/** @type {{ stop(): unknown }} */ { stop }) => stop(),
        () => {},
      ),
    );
  const [redis, postgres] = await Promise.all([redisStarts, postgresStarts]);
  const CHROMIUM_PATH = findChromium();
  return {
    TEST_REDIS_URL: redis.url,
    TEST_DATABASE_URL: postgres.url,
    CHROMIUM_PATH,
    LIBFAKETIME_PATH: findFaketime(),
  };
}

function cleanEnv() {
  const kept = Object.entries(process.env).filter(([name]) => !NOT_FOR_TESTS.test(name));
  return Object.fromEntries(kept);
}

function temporaryFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'single-window-test-'));
  cleanups.push(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

async function cleanUp() {
  for (const free of cleanups.splice(0)) await free();
}

async function leave(code) {
  if (leaving) return;
  leaving = true;
  killRuns();
  await cleanUp().catch(() => {});
  process.exit(code);
}

async function fail(error) {
  if (leaving) return;
  process.stderr.write(`${error instanceof Refusal ? error.message : error.stack}\n`);
  screen.say('0 passed, 1 failed');
  await leave(1);
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => void leave(130));
await main(process.argv.slice(2)).catch(fail);

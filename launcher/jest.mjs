/** Runs of Jest and of npm scripts, each as a row for the table at the end. */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { constants, setPriority } from 'node:os';
import { join } from 'node:path';
import { ROOT } from './tree.mjs';

/** Young objects get 64 MB instead of 16: a tenth less of the processor goes into collecting them. */
const NODE_FLAGS = '--experimental-vm-modules --no-warnings --max-semi-space-size=64';
/** How long Jest may run after writing its results; then something was left open. */
const LINGER_MS = 30_000;

/** Number of parallel workers for runs whose specs mostly wait for disks, servers, browsers and processes. */
const SIDE_BY_SIDE = { rooms: 2, journeys: 3, faults: 3 };

const children = new Set();
let leaving = false;

/** Runs Jest over these projects. Counts come from Jest's results; a run that breaks off counts as one failure. */
export async function runJest(projects, jestArguments, env, folder, { background = false } = {}) {
  const name = projects.join(' + ');
  const results = join(folder, `${projects.join('-')}.json`);
  const jest = join(ROOT, 'node_modules', 'jest', 'bin', 'jest.js');
  const output = [
    ...(SIDE_BY_SIDE[projects[0]] ? [`--maxWorkers=${SIDE_BY_SIDE[projects[0]]}`] : []),
    '--json',
    `--outputFile=${results}`,
    '--passWithNoTests',
    '--selectProjects',
    ...projects,
  ];
  const { code, ms, lingered } = await run(
    process.execPath,
    [jest, ...jestArguments, ...output],
    withFlags(env),
    { results, background },
  );
  return { name, ms, ...counts(readResults(results), code, lingered) };
}

/** Runs an npm script as one row: no tests passed, one failed if it fails. Its output is printed at the end. */
export async function runScript(script, env, { background = false } = {}) {
  const said = [];
  const { code, ms } = await run('npm', ['run', '--silent', script], env, { said, background });
  process.stderr.write(Buffer.concat(said));
  return {
    name: script,
    ms,
    passed: 0,
    failed: code === 0 ? 0 : 1,
    skipped: 0,
    note: code === 0 ? 'clean' : 'failed',
  };
}

/** Ends all runs and prevents further ones. */
export function killRuns() {
  leaving = true;
  children.forEach(killGroup);
}

const withFlags = (env) => ({
  ...env,
  NODE_OPTIONS: [env.NODE_OPTIONS, NODE_FLAGS].filter(Boolean).join(' '),
});

/**
 * In its own process group, so that processes left by a broken test end with the run.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} env
 * @param {{ results?: string; said?: Buffer[]; background?: boolean }} [wanted] file of results to watch for; buffers for
 *   its output; whether it takes only what other processes leave
 * @returns {Promise<{ code: number | null; ms: number; lingered: boolean }>}
 */
async function run(command, args, env, wanted = {}) {
  const { results, said, background } = wanted;
  if (leaving) return new Promise(() => {}); // the launcher is about to exit: never resolves
  const started = performance.now();
  // with --json Jest's report goes to stderr; stdout only has the path of the results
  /** @type {import('node:child_process').StdioOptions} */
  const stdio = said ? ['ignore', 'pipe', 'pipe'] : ['ignore', 'ignore', 'inherit'];
  const child = spawn(command, args, { cwd: ROOT, env, detached: true, stdio });
  children.add(child);
  if (background && child.pid) giveWay(child.pid);
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (piece) => said?.push(piece));
  let lingered = false;
  const watch = results && watchForLinger(results, () => ((lingered = true), killGroup(child)));
  // `close`, not `exit`: the last output of a script may come after it has ended
  const end = said ? 'close' : 'exit';
  const code = await new Promise((resolve, reject) => child.once('error', reject).once(end, resolve));
  clearInterval(watch);
  killGroup(child);
  children.delete(child);
  return { code, ms: performance.now() - started, lingered };
}

/** Linux shares the processor between groups of processes first, each `detached` run being one, then within a group. */
function giveWay(pid) {
  setPriority(pid, constants.priority.PRIORITY_LOW);
  const group = `/proc/${pid}/autogroup`;
  if (existsSync(group)) writeFileSync(group, String(constants.priority.PRIORITY_LOW));
}

function watchForLinger(results, act) {
  let since;
  return setInterval(() => {
    if (!existsSync(results)) return;
    since ??= performance.now();
    if (performance.now() - since > LINGER_MS) act();
  }, 1_000);
}

function killGroup(child) {
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // the group is empty
  }
}

function readResults(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}

/**
 * Exported for its spec.
 *
 * @param {any} results Jest's results; undefined when it broke off
 * @param {number | null} code
 * @param {boolean} lingered
 */
export function counts(results, code, lingered) {
  const passed = results?.numPassedTests ?? 0;
  const found =
    (results?.numFailedTests ?? 0) + (results?.numRuntimeErrorTestSuites ?? 0) + (lingered ? 1 : 0);
  const failed = found === 0 && code !== 0 ? 1 : found;
  const skipped = (results?.numPendingTests ?? 0) + (results?.numTodoTests ?? 0);
  const note = lingered
    ? 'did not end by itself: something was left open'
    : !results
      ? 'broke off'
      : undefined;
  return { passed, failed, skipped, note };
}

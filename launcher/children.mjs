/** Keeps a process running: pid file, log, and restart when it dies. */
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createLog } from './log.mjs';
import { end, identity, isAlive, pause } from './process.mjs';
import { seconds } from './screen.mjs';

const FIRST_DELAY_MS = 200;
const LONGEST_DELAY_MS = 5_000;
/** A process that ran at least this long is restarted without delay. */
const SETTLED_MS = 10_000;

/**
 * Starts `command args` and restarts it when it ends by itself.
 * It has its own process group: a Ctrl-C reaches only the launcher, which ends its children in the right order.
 * With `ipc` the child gets a 'disconnect' event when the launcher is killed. `onStart` gets each child.
 *
 * @param {{ name: string; command: string; args: string[]; env?: NodeJS.ProcessEnv; ipc?: boolean;
 *   onStart?: (child: import('node:child_process').ChildProcess) => void; dataDir: string; screen: any }} what
 */
export function keep({ name, command, args, env, ipc = false, onStart, dataDir, screen }) {
  const log = createLog({ name, dataDir, screen });
  const kept = {
    name,
    deaths: 0,
    running: false,
    stopping: false,
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    timer: undefined,
    /** @type {ReturnType<typeof identity> | undefined} */
    who: undefined,
  };
  const start = () => {
    const born = performance.now();
    const child = spawn(command, args, {
      env,
      detached: true,
      stdio: ipc ? ['ignore', 'pipe', 'pipe', 'ipc'] : ['ignore', 'pipe', 'pipe'],
    });
    kept.running = true;
    kept.who = identity(child.pid);
    kept.drained = new Promise((resolve) => child.once('close', resolve));
    notePid(dataDir, name, kept.who);
    log.follow(child);
    onStart?.(child);
    let over = false;
    const gone = (why) => {
      if (over) return;
      over = true;
      kept.running = false;
      if (!kept.stopping) restart(why, performance.now() - born);
    };
    child.once('error', (/** @type {NodeJS.ErrnoException} */ error) => gone(error.code));
    child.once('exit', (code, signal) => gone(signal ?? `exit code ${code}`));
  };
  const restart = (why, lived) => {
    kept.deaths = lived > SETTLED_MS ? 1 : kept.deaths + 1;
    const delay = Math.min(FIRST_DELAY_MS * 2 ** (kept.deaths - 1), LONGEST_DELAY_MS);
    screen.say(`${name} ended (${why}), starting it again in ${seconds(delay)}`);
    kept.timer = setTimeout(start, delay);
  };
  start();
  return { kept, log, stop: (patienceMs) => stop(kept, patienceMs, { dataDir, log, screen }) };
}

async function stop(kept, patienceMs, { dataDir, log, screen }) {
  kept.stopping = true;
  clearTimeout(kept.timer);
  if (!(await end(kept.who, patienceMs)))
    screen.say(`${kept.name} did not end within ${seconds(patienceMs)}: killed`);
  forgetPid(dataDir, kept.name);
  await Promise.race([kept.drained, pause(1_000)]); // for its last lines of output
  await log.close();
}

const runFolder = (dataDir) => join(dataDir, 'run');
const pidFile = (dataDir, name) => join(runFolder(dataDir), `${name}.pid.json`);

function notePid(dataDir, name, who) {
  mkdirSync(runFolder(dataDir), { recursive: true, mode: 0o700 });
  writeFileSync(pidFile(dataDir, name), JSON.stringify(who), { mode: 0o600 });
}

const forgetPid = (dataDir, name) => rmSync(pidFile(dataDir, name), { force: true });

/** Ends processes left by a launcher that was killed; Redis last, as the others use it. */
export async function endOrphans(dataDir, screen) {
  const order = (name) => (name === 'redis' ? 1 : 0);
  for (const name of leftBehind(dataDir).sort((a, b) => order(a) - order(b))) {
    const who = readIdentity(pidFile(dataDir, name));
    if (isAlive(who)) {
      screen.say(`ending the ${name} process (pid ${who.pid}) that an earlier start has left behind`);
      await end(who, 10_000);
    }
    forgetPid(dataDir, name);
  }
}

function leftBehind(dataDir) {
  try {
    const files = readdirSync(runFolder(dataDir)).filter((file) => file.endsWith('.pid.json'));
    return files.map((file) => file.replace('.pid.json', ''));
  } catch {
    return [];
  }
}

function readIdentity(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}

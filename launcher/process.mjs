/** Identifies and ends processes. A pid alone is not enough, as the system reuses it. */
import { spawnSync } from 'node:child_process';
import { accessSync, constants, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Start time of a process, as text to compare; undefined when there is none (zombies included). */
export function bornAt(pid) {
  return process.platform === 'linux' ? bornOnLinux(pid) : bornByPs(pid);
}

function bornOnLinux(pid) {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').slice(0, 8);
    return fields[0] === 'Z' ? undefined : `${boot}-${fields[19]}`;
  } catch {
    return undefined;
  }
}

function bornByPs(pid) {
  try {
    const ps = spawnSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' });
    return ps.stdout.trim() || undefined;
  } catch {
    return undefined;
  }
}

export const identity = (pid = process.pid) => ({ pid, born: bornAt(pid) });

/** Does the process of this identity still run? */
export const isAlive = (who) => Boolean(who?.pid && who.born) && bornAt(who.pid) === who.born;

/** SIGTERM, then SIGKILL when it has not ended within `patienceMs`. False when it had to be killed. */
export async function end(who, patienceMs, signal = 'SIGTERM') {
  send(who, signal);
  if (await gone(who, patienceMs)) return true;
  send(who, 'SIGKILL');
  await gone(who, 5_000);
  return false;
}

export function send(who, signal) {
  try {
    if (isAlive(who)) process.kill(who.pid, signal);
  } catch {
    // it has just ended
  }
}

async function gone(who, patienceMs) {
  const until = performance.now() + patienceMs;
  while (isAlive(who)) {
    if (performance.now() > until) return false;
    await pause(20);
  }
  return true;
}

export const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** Full path of the first of these programs found in PATH or in `folders`. */
export function findProgram(names, folders = []) {
  const places = [...folders, ...(process.env.PATH ?? '').split(delimiter).filter(Boolean)];
  return names.flatMap((name) => places.map((place) => join(place, name))).find(canRun);
}

function canRun(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

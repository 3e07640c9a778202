/** One holder at a time, through a file that names the process. The file of a dead process is taken over. */
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { identity, isAlive, pause } from './process.mjs';

/**
 * Takes the lock. Returns `{ release, note }`, or `{ holder }` with the content of the live holder's file.
 * `note(more)` adds to the content.
 */
export function takeLock(path, content = {}) {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const mine = { ...identity(), ...content };
  for (let tries = 0; tries < 20; tries++) {
    if (createWhole(path, mine)) return held(path, mine);
    const found = readText(path);
    const holder = parse(found);
    if (holder && isAlive(holder)) return { holder };
    removeStale(path, found);
  }
  throw new Error(`${path} changes all the time: remove it if no other bin/up is running`);
}

/** Runs `work` while holding the lock, waiting for another holder to finish first. */
export async function withLock(path, work) {
  let lock = takeLock(path);
  while (lock.holder) {
    await pause(200);
    lock = takeLock(path);
  }
  try {
    return await work();
  } finally {
    lock.release();
  }
}

/** The live holder of the lock; undefined when there is none. */
export function lockHolder(path) {
  const holder = parse(readText(path));
  return holder && isAlive(holder) ? holder : undefined;
}

const held = (path, mine) => ({
  note: (more) => writeFileSync(path, JSON.stringify({ ...mine, ...more }), { mode: 0o600 }),
  release: () => rmSync(path, { force: true }),
});

// Linked into place when complete, so that a reader never sees an empty file and takes it for that of a dead process.
function createWhole(path, content) {
  const part = `${path}.${process.pid}`;
  writeFileSync(part, JSON.stringify(content), { mode: 0o600 });
  try {
    linkSync(part, path);
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(part, { force: true });
  }
}

// Two starters may find the file of the same dead process: only the file that was read is removed, never a newer one.
function removeStale(path, expected) {
  const aside = `${path}.${process.pid}.old`;
  try {
    renameSync(path, aside);
    if (readText(aside) !== expected) linkSync(aside, path);
  } catch {
    // the other starter was quicker; the caller tries again
  } finally {
    rmSync(aside, { force: true });
  }
}

function readText(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

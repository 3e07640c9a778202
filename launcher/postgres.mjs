/** A private PostgreSQL for tests: a temporary folder, a unix socket and a loopback port, removed at the end. */
import { execFileSync, spawn } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { freePort } from './port.mjs';
import { end, findProgram, identity, pause } from './process.mjs';
import { Refusal } from './screen.mjs';

const DEBIAN = '/usr/lib/postgresql';
const HOMEBREW = ['/opt/homebrew/opt/postgresql/bin', '/usr/local/opt/postgresql/bin'];
const START_LIMIT_MS = 60_000;
const FAST_NOT_SAFE = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off'];

/** Folder with `initdb` and `postgres`; undefined when there is none. */
export function findPostgres() {
  const initdb = findProgram(['initdb'], [...debianFolders(), ...HOMEBREW]);
  return initdb && findProgram(['postgres'], [dirname(initdb)]) ? dirname(initdb) : undefined;
}

function debianFolders() {
  try {
    const versions = readdirSync(DEBIAN).sort((a, b) => Number(b) - Number(a));
    return versions.map((version) => join(DEBIAN, version, 'bin'));
  } catch {
    return [];
  }
}

/**
 * Starts a server. `safe: true` keeps fsync on, for tests that kill it and for benches. `stop()` also removes its
 * folder, unless it was given as `folder`.
 *
 * @param {{ safe?: boolean; folder?: string }} [options]
 */
export async function startPostgres({ safe = false, folder: kept } = {}) {
  const programs = findPostgres();
  if (!programs)
    throw new Refusal('PostgreSQL is missing: apt-get install postgresql, or brew install postgresql');
  const owner = ownerOf();
  const folder = kept ?? mkdtempSync(join(tmpdir(), 'single-window-pg-'));
  if (kept) mkdirSync(kept, { recursive: true });
  if (owner) chownSync(folder, owner.uid, owner.gid);
  const data = join(folder, 'data');
  /** @type {import('node:child_process').ExecFileSyncOptions} */
  const options = {
    ...owner,
    cwd: folder,
    stdio: 'ignore',
    env: { ...process.env, HOME: folder, TZ: 'UTC' },
  };
  const create = ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync'];
  if (!existsSync(data)) execFileSync(join(programs, 'initdb'), create, options);
  const port = await freePort();
  const server = launch(join(programs, 'postgres'), serverArguments({ data, folder, port, safe }), options);
  const stop = () => stopServer(server, kept ? undefined : folder);
  if (!(await isReady(data, server))) {
    await stop();
    throw new Refusal('PostgreSQL did not start: see whether the temporary folder is full or not writable');
  }
  return { url: `postgres://postgres@127.0.0.1:${port}/postgres`, pid: server.who.pid, stop };
}

const serverArguments = ({ data, folder, port, safe }) => {
  const settings = [
    'listen_addresses=127.0.0.1',
    `port=${port}`,
    `unix_socket_directories=${folder}`,
    'max_connections=200',
    ...(safe ? [] : FAST_NOT_SAFE),
  ];
  return ['-D', data, ...settings.flatMap((setting) => ['-c', setting])];
};

function launch(program, args, options) {
  const child = spawn(program, args, { ...options, detached: true });
  const server = { who: identity(child.pid), ended: false };
  child.once('error', () => (server.ended = true)).once('exit', () => (server.ended = true));
  return server;
}

// The server writes into the last line of postmaster.pid when it accepts connections.
async function isReady(data, server) {
  const until = performance.now() + START_LIMIT_MS;
  while (!server.ended && performance.now() < until) {
    if (statusLine(data) === 'ready') return true;
    await pause(20);
  }
  return false;
}

function statusLine(data) {
  try {
    return readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n')[7]?.trim();
  } catch {
    return undefined;
  }
}

async function stopServer(server, remove) {
  await end(server.who, 60_000, 'SIGINT');
  if (remove) rmSync(remove, { recursive: true, force: true });
}

/** PostgreSQL refuses to run as root; it then runs as the user `postgres`. */
function ownerOf() {
  if (process.getuid?.() !== 0) return undefined;
  try {
    const id = (what) =>
      Number(execFileSync('id', [what, 'postgres'], { stdio: ['ignore', 'pipe', 'ignore'] }));
    return { uid: id('-u'), gid: id('-g') };
  } catch {
    throw new Refusal(
      'PostgreSQL cannot run as root and there is no user "postgres": create one, or run as another user',
    );
  }
}

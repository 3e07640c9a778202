/** A private Redis (or Valkey): one unix socket for its owner, no TCP port, every change in an append-only file. */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { lstatSync, mkdirSync, renameSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { end, findProgram, identity, pause } from './process.mjs';
import { Refusal } from './screen.mjs';

/** The system cuts socket paths off at 104 (macOS) or 108 bytes. */
const LONGEST_SOCKET_PATH = 99;
const START_LIMIT_MS = 30_000;

export const findRedis = () => findProgram(['valkey-server', 'redis-server']);

/** Path of the socket of a data folder: in it, or in a short private folder when that path is too long. */
export function socketPath(dataDir) {
  const near = join(dataDir, 'run', 'redis.sock');
  if (Buffer.byteLength(near) <= LONGEST_SOCKET_PATH) return near;
  const mark = createHash('sha256').update(dataDir).digest('hex').slice(0, 12);
  const far = join(tmpdir(), `single-window-${mark}`, 'redis.sock');
  return Buffer.byteLength(far) <= LONGEST_SOCKET_PATH
    ? far
    : join('/tmp', `single-window-${mark}`, 'redis.sock');
}

export const redisUrl = (socket) => `unix://${socket.split('/').map(encodeURIComponent).join('/')}`;

/** The command line; `folder` holds the data, `logFile` its messages. */
export const redisArguments = ({ socket, folder, logFile }) =>
  Object.entries({
    port: '0',
    unixsocket: socket,
    unixsocketperm: '700',
    daemonize: 'no',
    appendonly: 'yes',
    appendfsync: 'everysec',
    save: '',
    'maxmemory-policy': 'noeviction',
    dir: folder,
    logfile: logFile,
  }).flatMap(([name, value]) => [`--${name}`, value]);

/** Makes the folders, private to their owner. Throws for a socket folder of another user. */
export function prepareFolders({ socket, folder }) {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  mkdirSync(dirname(socket), { recursive: true, mode: 0o700 });
  const found = lstatSync(dirname(socket));
  if (!found.isDirectory() || found.uid !== process.getuid?.())
    throw new Refusal(`${dirname(socket)} belongs to another user: remove it`);
}

/** True once Redis answers, false when it ends first. */
export async function answers(socket, hasEnded) {
  const until = performance.now() + START_LIMIT_MS;
  while (!hasEnded() && performance.now() < until) {
    if ((await ping(socket)).startsWith('+PONG')) return true;
    await pause(10);
  }
  return false;
}

function ping(socket) {
  return new Promise((resolve) => {
    const connection = connect(socket);
    const done = (text) => (connection.destroy(), resolve(text));
    connection.setTimeout(1_000, () => done(''));
    connection.once('error', () => done(''));
    connection.once('data', (data) => done(String(data)));
    connection.write('PING\r\n');
  });
}

/** Renames data that Redis cannot load. Nothing is lost: Redis only has rings, the database knows all due times. */
export function setDataAside(folder, now = new Date()) {
  const aside = `${folder}.broken-${now.toISOString().replace(/\D/g, '').slice(0, 14)}`;
  renameSync(folder, aside);
  return aside;
}

/** A Redis for tests, in `folder` (url: `unix://…`); `stop()` ends it, `kill()` sends SIGKILL. */
export async function startRedis(folder) {
  const program = findRedis();
  if (!program) throw new Refusal('Redis is missing: apt-get install redis-server, or brew install redis');
  const places = {
    socket: socketPath(folder),
    folder: join(folder, 'redis'),
    logFile: join(folder, 'redis.log'),
  };
  prepareFolders(places);
  const child = spawn(program, redisArguments(places), { stdio: 'ignore', detached: true });
  const who = identity(child.pid);
  let ended = false;
  child.once('error', () => (ended = true)).once('exit', () => (ended = true));
  if (!(await answers(places.socket, () => ended)))
    throw new Refusal(`Redis did not start: see ${places.logFile}`);
  const away = (signal) => end(who, 10_000, signal);
  return {
    url: redisUrl(places.socket),
    pid: /** @type {number} */ (child.pid),
    stop: () => away('SIGTERM'),
    kill: () => away('SIGKILL'),
  };
}

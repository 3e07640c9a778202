import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { bornAt } from '../../launcher/process.mjs';
import { freePort } from '../support/free-port.js';
import { standInTree, type StandInTree } from '../support/stand-in-tree.js';

const LAUNCHER = join(import.meta.dirname, '..', '..', 'launcher', 'up.mjs');
const SECRET_KEY = 'a-key-that-must-not-be-seen-on-any-screen';

let tree: StandInTree;
let port: number;
const started: ChildProcess[] = [];

beforeEach(async () => {
  tree = await standInTree();
  port = await freePort();
});

afterEach(async () => {
  for (const child of started.splice(0)) {
    if (child.exitCode === null && child.signalCode === null) await ended(signal(child, 'SIGTERM'));
  }
  await tree.remove();
});

describe('bin/up', () => {
  it('starts the desk, prints ready once, and ends everything on Ctrl-C', async () => {
    const launch = await ready(up());
    expect(launch.output().match(/^ready http/gm)).toEqual(['ready http']);
    expect(launch.output()).toContain(`ready http://localhost:${port}\n`);
    expect(launch.output()).toContain('no staff yet\n');
    const pids = ['web', 'worker', 'redis'].map(pidOf);

    expect(await ended(signal(launch.child, 'SIGINT'))).toBe(0);
    expect(pids.filter(isAlive)).toEqual([]);
    expect(readdirSync(data('run'))).toEqual([]);
    await expect(listening(port, '::')).resolves.toBe(true);
  });

  it('gives web and worker a private Redis on a socket', async () => {
    await ready(up());
    const response = await fetch(`http://127.0.0.1:${port}/`);
    expect(await response.text()).toBe(`unix://${data('run', 'redis.sock')}`);
    expect(statSync(data('run', 'redis.sock')).mode & 0o777).toBe(0o700);
    expect(existsSync(data('redis', 'appendonlydir'))).toBe(true);
  });

  it('starts from another folder and keeps its data in the tree', async () => {
    const elsewhere = await mkdtemp(join(tmpdir(), 'single-window-elsewhere-'));
    await ready(launcher({}, ['--no-install'], elsewhere));
    expect(await (await fetch(`http://127.0.0.1:${port}/cwd`)).text()).toBe(elsewhere);
    expect(existsSync(data('run', 'web.pid.json'))).toBe(true);
    expect(readdirSync(elsewhere)).toEqual([]);
  });

  it('refuses a second start and names the first', async () => {
    const first = await ready(up());
    const second = up();
    expect(await ended(second.child)).toBe(1);
    expect(second.output()).toBe(`already running (pid ${first.child.pid}) at http://localhost:${port}\n`);
    expect(isAlive(pidOf('web'))).toBe(true);
  });

  it.each(['127.0.0.1', '::', '0.0.0.0'])('refuses a port that is taken on %s', async (host) => {
    const server = createServer();
    await listen(server, port, host);
    const launch = up();
    expect(await ended(launch.child)).toBe(1);
    server.close();
    expect(launch.output()).toContain(`port ${port} is taken by another program`);
    expect(readdirSync(data('run'))).toEqual([]);
  });

  it('restarts a process that dies', async () => {
    const launch = await ready(up());
    const before = pidOf('worker');
    process.kill(before, 'SIGKILL');
    await until(() => pidOf('worker') !== before);
    expect(launch.output()).toContain('worker ended (SIGKILL), starting it again in 0.2 s');
  });

  it('starts after a crash of the launcher and ends the processes left behind', async () => {
    const first = await ready(up());
    const left = pidOf('redis');
    const children = ['web', 'worker'].map(pidOf);
    await ended(signal(first.child, 'SIGKILL'));
    await until(() => !children.some(isAlive)); // they notice the disconnect from the launcher
    expect(isAlive(left)).toBe(true);

    await ready(up());
    expect(isAlive(left)).toBe(false);
    expect(isAlive(pidOf('redis'))).toBe(true);
  });

  it('renames Redis data that cannot be loaded, and starts', async () => {
    await mkdir(data('redis', 'appendonlydir'), { recursive: true });
    await writeFile(data('redis', 'appendonlydir', 'appendonly.aof.manifest'), 'this is no manifest\n');
    const launch = await ready(up());
    expect(launch.output()).toContain('nothing is lost, the database has it all');
    expect(readdirSync(data()).filter((name) => name.startsWith('redis.broken-'))).toHaveLength(1);
  });

  it('ignores a lock whose pid now belongs to another program', async () => {
    const first = await ready(up());
    await ended(signal(first.child, 'SIGTERM'));
    const stale = JSON.stringify({ pid: process.pid, born: 'another time', url: 'http://localhost:1' });
    await writeFile(data('run', 'up.json'), stale);
    expect((await ready(up())).output()).toContain('ready http');
  });

  it('stops at an invalid setting and reports it', async () => {
    const launch = up({ MAIL_FROM: 'x' });
    expect(await ended(launch.child)).toBe(1);
    expect(launch.output()).toContain('setting MAIL_FROM: too short');
    expect(readdirSync(data('run'))).toEqual([]);
  });

  it('shows shortened warnings without secrets; the rest is in the log', async () => {
    const launch = await ready(up());
    await until(() => launch.output().includes('web: warning: the gateway of … is slow'));
    expect(launch.output()).not.toContain(SECRET_KEY);
    expect(launch.output()).not.toContain('all is well');
    expect(readFileSync(data('log', 'web.log'), 'utf8')).toContain('all is well');
  });

  it('loads the demonstration on --demo only', async () => {
    expect((await ready(up({}, '--demo'))).output()).toContain('demonstration sign-ins');
  });

  it('gives up and names the log when a process keeps ending', async () => {
    await writeFile(
      join(tree.root, 'dist/apps/worker/src/main.js'),
      `console.error('no key'); process.exit(3);`,
    );
    await writeFile(
      join(tree.root, 'dist/apps/web/src/main.js'),
      `process.on('SIGTERM', () => process.exit(0)); setInterval(() => {}, 99);`,
    );
    const launch = up();
    expect(await ended(launch.child)).toBe(1);
    expect(launch.output()).toContain('worker: no key');
    expect(launch.output()).toContain(`worker does not stay up: see ${data('log', 'worker.log')}`);
    expect(readdirSync(data('run'))).toEqual([]);
  });

  it('names missing packages instead of installing them with --no-install', async () => {
    await rm(join(tree.root, 'node_modules'), { recursive: true });
    const launch = up();
    expect(await ended(launch.child)).toBe(1);
    expect(launch.output()).toBe('node_modules is missing or stale: run npm ci, or leave out --no-install\n');
  });

  it('keeps the socket path short for a deep data folder, and removes its folder', async () => {
    const deep = join(tree.root, 'd'.repeat(90));
    const launch = await ready(up({ DATA_DIR: deep }));
    const socket = await (await fetch(`http://127.0.0.1:${port}/`)).text();
    const path = decodeURIComponent(new URL(socket).pathname);
    expect(Buffer.byteLength(path)).toBeLessThan(100);
    expect(statSync(dirname(path)).mode & 0o777).toBe(0o700);
    expect(await ended(signal(launch.child, 'SIGTERM'))).toBe(0);
    expect(existsSync(dirname(path))).toBe(false);
  });

  it('installs a missing Redis through apt-get', async () => {
    const redis = process.env['PATH']!.split(':')
      .map((folder) => join(folder, 'redis-server'))
      .find(existsSync)!;
    const tools = {
      'apt-get': `case "$*" in *"install -y"*redis-server*) ln -s ${redis} ${tree.root}/redis-server ;; esac`,
      sudo: 'shift; exec "$@"', // for users other than root
      env: 'while [ "${1#*=}" != "$1" ]; do shift; done; exec "$@"',
      true: 'exit 0',
    };
    const write = ([name, script]: string[]) =>
      writeFile(join(tree.root, name!), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
    await Promise.all(Object.entries(tools).map(write));
    await Promise.all(['sh', 'ln'].map((name) => symlink(`/bin/${name}`, join(tree.root, name))));
    const launch = await ready(launcher({ PATH: tree.root }));
    expect(launch.output()).toContain('system packages: apt-get install redis-server …');
    expect(isAlive(pidOf('redis'))).toBe(true);
  });

  it('names a missing Redis instead of installing it with --no-install', async () => {
    await symlink('/bin/sh', join(tree.root, 'sh'));
    const launch = up({ PATH: tree.root });
    expect(await ended(launch.child)).toBe(1);
    const line =
      'missing: Redis. Install it with: apt-get install redis-server, or brew install redis, or set REDIS_URL\n';
    expect(launch.output().endsWith(line)).toBe(true);
  });
});

interface Launch {
  child: ChildProcess;
  output(): string;
}

const up = (settings: Record<string, string> = {}, ...flags: string[]) =>
  launcher(settings, ['--no-install', ...flags]);

function launcher(settings: Record<string, string>, flags: string[] = [], cwd = tree.root): Launch {
  const kept = { PATH: process.env['PATH']!, PORT: String(port), LAUNCHER_ROOT: tree.root, SECRET_KEY };
  const child = spawn(process.execPath, [LAUNCHER, ...flags], {
    env: { ...kept, ...settings },
    cwd,
  });
  started.push(child);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += String(chunk)));
  return { child, output: () => output };
}

async function ready(launch: Launch): Promise<Launch> {
  await until(() => /^ready /m.test(launch.output()) || launch.child.exitCode !== null);
  if (launch.child.exitCode !== null) throw new Error(`the launcher gave up:\n${launch.output()}`);
  return launch;
}

const data = (...names: string[]) => join(tree.root, 'var', 'data', ...names);
const pidOf = (name: string) =>
  (JSON.parse(readFileSync(data('run', `${name}.pid.json`), 'utf8')) as { pid: number }).pid;

const isAlive = (pid: number) => bornAt(pid) !== undefined;

function signal(child: ChildProcess, name: NodeJS.Signals): ChildProcess {
  child.kill(name);
  return child;
}

const ended = (child: ChildProcess): Promise<number | null> =>
  child.exitCode !== null || child.signalCode !== null
    ? Promise.resolve(child.exitCode)
    : new Promise((resolve) => child.once('close', (code) => resolve(code)));

async function until(condition: () => boolean, patienceMs = 8_000): Promise<void> {
  const end = performance.now() + patienceMs;
  while (!condition()) {
    if (performance.now() > end) throw new Error('timed out after 8 s');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

const listen = (server: Server, at: number, host: string) =>
  new Promise<void>((resolve) => void server.listen({ port: at, host, ipv6Only: host === '::' }, resolve));

async function listening(at: number, host: string): Promise<boolean> {
  const server = createServer();
  await listen(server, at, host);
  server.close();
  return true;
}

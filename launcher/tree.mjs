/** Updates node_modules and dist, each only when stale. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { takeLock, withLock } from './lock.mjs';
import { Refusal } from './screen.mjs';
import { hashOf, readStamp, writeStamp } from './stamp.mjs';

const BUILT_FROM = ['package-lock.json', 'tsconfig.json', '.swcrc', 'rolldown.config.mjs', 'apps', 'libs'];

/** LAUNCHER_ROOT lets the launcher's own tests run it on a stand-in tree. */
export const ROOT = resolve(process.env.LAUNCHER_ROOT ?? join(import.meta.dirname, '..'));
const inRoot = (...names) => join(ROOT, ...names);

/** Installs and builds what is stale. Two starters at once take turns. */
export async function prepareTree({ screen, noInstall = false, build = true }) {
  if (packagesFresh() && (!build || buildFresh())) return;
  await withLock(inRoot('var', 'tree.lock'), async () => {
    if (!packagesFresh()) await install(screen, noInstall);
    if (build && !buildFresh()) await buildTree(screen);
  });
}

const packagesHash = () => hashOf(ROOT, ['package-lock.json']);
const buildHash = () => hashOf(ROOT, BUILT_FROM);
const packagesStamp = () => inRoot('node_modules', '.stamp');
const buildStamp = () => inRoot('dist', '.stamp');

export const buildFresh = () => readStamp(buildStamp()) === buildHash();

function packagesFresh() {
  if (readStamp(packagesStamp()) === packagesHash()) return true;
  if (!installedAsLocked()) return false;
  writeStamp(packagesStamp(), packagesHash());
  return true;
}

/** Compares npm's own record of node_modules: an `npm ci` by hand is as good as ours. */
function installedAsLocked() {
  const there = readPackages(inRoot('node_modules', '.package-lock.json'));
  const locked = readPackages(inRoot('package-lock.json'));
  if (!there || !locked) return false;
  const wanted = Object.entries(locked).filter(([path]) => path !== '');
  const asWanted = ([path, { version, optional, devOptional }]) =>
    there[path] ? there[path].version === version : optional || devOptional;
  return wanted.every(asWanted) && Object.keys(there).every((path) => locked[path]);
}

function readPackages(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8')).packages;
  } catch {
    return undefined;
  }
}

async function install(screen, noInstall) {
  if (noInstall) throw new Refusal('node_modules is missing or stale: run npm ci, or leave out --no-install');
  await screen.step('packages: npm ci', () =>
    run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], 'npm ci'),
  );
  writeStamp(packagesStamp(), packagesHash());
}

/** Runs the build directly, without npm: `--no-install` uses no package manager. */
async function buildTree(screen) {
  const hash = buildHash();
  const { scripts } = JSON.parse(readFileSync(inRoot('package.json'), 'utf8'));
  const PATH = `${inRoot('node_modules', '.bin')}${delimiter}${process.env.PATH}`;
  await screen.step('build', () => run('sh', ['-c', scripts.build], 'the build', { ...process.env, PATH }));
  writeStamp(buildStamp(), hash);
}

function run(command, args, what, env = process.env) {
  const ran = spawnSync(command, args, {
    cwd: ROOT,
    env,
    encoding: 'utf8',
    maxBuffer: 1 << 26,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  if (ran.status === 0) return;
  const output = [ran.error?.message, ran.stdout, ran.stderr].filter(Boolean).join('\n').trim();
  throw new Refusal(`${output}\n${what} failed: see the lines above`);
}

/** A program of the built tree. */
export function builtMain(app) {
  const path = inRoot('dist', 'apps', app, 'src', 'main.js');
  if (!existsSync(path))
    throw new Refusal(`${path} is missing after the build: remove dist/ and start again`);
  return path;
}

export const takeRunLock = (dataDir, content) => takeLock(runLockPath(dataDir), content);
export const runLockPath = (dataDir) => join(dataDir, 'run', 'up.json');

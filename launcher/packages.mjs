/**
 * Programs of the system: finds them, installs them by apt-get where allowed, or reports each missing one in a line.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { findPostgres } from './postgres.mjs';
import { findProgram } from './process.mjs';
import { findRedis } from './redis.mjs';

/** The first takes a third less processor time for the journeys than the others. */
const BROWSERS = [
  'chromium-headless-shell',
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
];
const MAC_BROWSERS = [
  '/Applications/Chromium.app/Contents/MacOS',
  '/Applications/Google Chrome.app/Contents/MacOS',
];

export const findChromium = () =>
  process.env.CHROMIUM_PATH || findProgram([...BROWSERS, 'Chromium', 'Google Chrome'], MAC_BROWSERS);

/** libfaketime for LD_PRELOAD; undefined when absent. */
export function findFaketime() {
  const folders = ['x86_64-linux-gnu', 'aarch64-linux-gnu', 'faketime', ''].map((name) =>
    join('/usr/lib', name, 'faketime'),
  );
  return [...folders, '/usr/lib/faketime'].map((folder) => join(folder, 'libfaketime.so.1')).find(existsSync);
}

function hasChineseFont() {
  const listed = spawnSync('fc-list', [':lang=zh-tw', 'family'], { encoding: 'utf8' });
  if (listed.status === 0) return listed.stdout.trim() !== '';
  return ['/usr/share/fonts', '/usr/local/share/fonts'].some((folder) =>
    fontsBelow(folder).some((name) => /CJK/i.test(name)),
  );
}

const fontsBelow = (folder) => (existsSync(folder) ? readdirSync(folder, { recursive: true }) : []);

/**
 * program → how to find it, its Debian package and, where that is not known, `aptElse`, and its Homebrew formula; without
 * `brew` it is only needed on Linux.
 */
export const NEEDS = {
  Redis: { found: findRedis, apt: 'redis-server', brew: 'redis' },
  PostgreSQL: { found: findPostgres, apt: 'postgresql', brew: 'postgresql' },
  Chromium: {
    found: findChromium,
    apt: 'chromium-headless-shell',
    aptElse: 'chromium',
    brew: '--cask chromium',
  },
  'a Chinese font': { found: hasChineseFont, apt: 'fonts-noto-cjk' },
  libfaketime: { found: findFaketime, apt: 'libfaketime' },
  strace: { found: () => findProgram(['strace']), apt: 'strace' },
};

/** Installs what is missing of these. Returns one line for each that is still missing. */
export async function ensurePrograms(names, { screen, noInstall = false }) {
  const missing = missingOf(names);
  if (missing.length === 0) return [];
  const rights = noInstall ? undefined : aptRights();
  if (rights) await installByApt(missing, rights, screen);
  return missingOf(missing).map(howToInstall);
}

const isNeededHere = (name) => process.platform === 'linux' || NEEDS[name].brew;
const missingOf = (names) => names.filter((name) => isNeededHere(name) && !NEEDS[name].found());

const howToInstall = (name) => {
  const { apt, brew } = NEEDS[name];
  return `missing: ${name}. Install it with: apt-get install ${apt}${brew ? `, or brew install ${brew}` : ''}`;
};

/** How apt-get can be called without a password; undefined when it cannot. */
function aptRights() {
  if (!findProgram(['apt-get'])) return undefined;
  if (process.getuid?.() === 0) return [];
  return findProgram(['sudo']) && spawnSync('sudo', ['-n', 'true']).status === 0 ? ['sudo', '-n'] : undefined;
}

async function installByApt(names, rights, screen) {
  const install = (packages) => apt(rights, ['install', '-y', '--no-install-recommends', ...packages]);
  const packages = names.map((name) => NEEDS[name].apt);
  await screen.step(`system packages: apt-get install ${packages.join(' ')}`, () => {
    if (install(packages).status === 0) return; // the package lists were up to date
    apt(rights, ['update']);
    const ran = install(names.map(knownPackage));
    if (ran.status !== 0) screen.say(lastLine(ran.stderr));
  });
}

const isKnown = (name) => spawnSync('apt-cache', ['show', name]).status === 0;
const knownPackage = (name) => {
  const { apt: wanted, aptElse } = NEEDS[name];
  return aptElse && !isKnown(wanted) ? aptElse : wanted;
};

// RUNLEVEL=1: installing a server must not start one on this machine.
const apt = (rights, args) => {
  const [command, ...rest] = [
    ...rights,
    'env',
    'DEBIAN_FRONTEND=noninteractive',
    'RUNLEVEL=1',
    'apt-get',
    '-q',
    ...args,
  ];
  return spawnSync(command, rest, {
    encoding: 'utf8',
    maxBuffer: 1 << 26,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
};

const lastLine = (text) => text.trim().split('\n').at(-1);

/**
 * `npm run mutants [-- ROOM…]`: changes the code of each room in a thousand small ways, one at a time, and runs the
 * room's own specs on SQLite. Prints each room's score; below its floor (rooms.ts) it ends with 1. Mutants noticed
 * before whose code has not changed are not tried again (var/mutation). `--again` tries all, and prints only the table.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { startPostgres } from '../../launcher/postgres.mjs';
import { startRedis } from '../../launcher/redis.mjs';
import { scratchFolder } from '../../launcher/scratch.mjs';
import { ROOMS, type Room } from './rooms.ts';

interface Report {
  files: Record<string, { mutants: { status: string }[] }>;
}

const ROOT = join(import.meta.dirname, '../..');
const NOTICED = ['Killed', 'Timeout'];
/**
 * Static mutants would need all specs loaded again, so they are not tried; tables are checked by `npm run sabotage`
 * and hand-written specs.
 */
const TRIED = [...NOTICED, 'Survived', 'NoCoverage'];

const again = process.argv.includes('--again');
const asked = process.argv.slice(2).filter((argument) => argument !== '--again');
const unknown = asked.filter((room) => !(room in ROOMS));
if (unknown.length > 0)
  throw new Error(`unknown: ${unknown.join(' ')}. Rooms: ${Object.keys(ROOMS).join(', ')}`);

process.env['TMPDIR'] = scratchFolder();
const folder = mkdtempSync(join(tmpdir(), 'single-window-mutants-'));
const servers = await startServers();
const lines: string[] = [];
let low = false;
try {
  for (const [name, room] of Object.entries(ROOMS))
    if (asked.length === 0 || asked.includes(name)) {
      await mutate(name, room);
      const { noticed, tried } = scoreOf(name);
      const score = tried === 0 ? 0 : Math.floor((1_000 * noticed) / tried) / 10;
      low ||= score < room.floor;
      lines.push(`| ${name} | ${noticed} of ${tried} | ${score} % | ${room.floor} % |`);
    }
} finally {
  await servers.stop();
  rmSync(folder, { recursive: true, force: true });
}
console.log(['', '| room | noticed | score | floor |', '|---|---|---|---|', ...lines].join('\n'));
process.exit(low ? 1 : 0);

/** The servers of `bin/test`, or new ones. */
async function startServers() {
  const { TEST_REDIS_URL, TEST_DATABASE_URL } = process.env;
  if (TEST_REDIS_URL && TEST_DATABASE_URL)
    return { env: { TEST_REDIS_URL, TEST_DATABASE_URL }, stop: () => Promise.resolve() };
  const [redis, postgres] = await Promise.all([startRedis(folder), startPostgres()]);
  return {
    env: { TEST_REDIS_URL: redis.url, TEST_DATABASE_URL: postgres.url },
    stop: () => Promise.all([redis.stop(), postgres.stop()]),
  };
}

async function mutate(room: string, { isOnBoth }: Room): Promise<void> {
  const own = mkdtempSync(join(folder, 'room-'));
  const known = join(ROOT, `var/mutation/${room}.json`);
  if (again) rmSync(known, { force: true });
  else forgetSurvivors(known);
  const stryker = join(ROOT, 'node_modules/@stryker-mutator/core/bin/stryker.js');
  const child = spawn(process.execPath, [stryker, 'run', 'test/mutation/stryker.config.mjs'], {
    ...{ cwd: ROOT, stdio: again ? 'ignore' : 'inherit' },
    env: {
      ...process.env,
      ...servers.env,
      ...{ MUTANTS_ROOM: room, TEST_PREPARED_FOLDER: own, TMPDIR: own, FC_RUNS: '6' },
      // statements of mutants must not be recorded
      STATEMENTS_FOLDER: '',
      ...(!isOnBoth && { TEST_DATABASES: 'SQLite' }),
    },
  });
  const [code] = (await once(child, 'exit')) as [number];
  if (code !== 0) throw new Error(`the mutants of ${room} could not be tried`);
}

/** Survivors are tried again by each run: Stryker does not notice that a spec was improved. */
function forgetSurvivors(path: string): void {
  mkdirSync(dirname(path), { recursive: true });
  if (!existsSync(path)) return;
  const report = JSON.parse(readFileSync(path, 'utf8')) as Report;
  for (const file of Object.values(report.files))
    file.mutants = file.mutants.filter(({ status }) => NOTICED.includes(status));
  writeFileSync(path, JSON.stringify(report));
}

function scoreOf(room: string): { noticed: number; tried: number } {
  const path = join(ROOT, `var/mutation/report-${room}.json`);
  const { files } = JSON.parse(readFileSync(path, 'utf8')) as Report;
  const statuses = Object.values(files).flatMap(({ mutants }) => mutants.map(({ status }) => status));
  const count = (wanted: string[]) => statuses.filter((status) => wanted.includes(status)).length;
  return { noticed: count(NOTICED), tried: count(TRIED) };
}

import Database from 'better-sqlite3';
import type { Settings } from '@app/platform';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, mkdir, rename, rm } from 'node:fs/promises';
import { constants, existsSync } from 'node:fs';
import { join } from 'node:path';

const FILE = { sqlite: 'desk.sqlite', postgres: 'desk.pgdump', key: 'secret.key' } as const;

export interface BackedUp {
  file: string;
  withKey: boolean;
}

/** A consistent copy of the database while the desk runs. The key goes along only when asked for. */
export async function backupTo(settings: Settings, folder: string, withKey: boolean): Promise<BackedUp> {
  const file = join(folder, settings.DATABASE_URL ? FILE.postgres : FILE.sqlite);
  if (existsSync(file)) throw new Error(`${file} is there already: give another folder`);
  await mkdir(folder, { recursive: true });
  const unfinished = `${file}.part`;
  await rm(unfinished, { force: true });
  if (settings.DATABASE_URL)
    await runTool('pg_dump', ['--format=custom', '--no-owner', '--file', unfinished], settings.DATABASE_URL);
  else await copySqlite(join(settings.DATA_DIR, FILE.sqlite), unfinished);
  if (withKey) await copyKey(settings.DATA_DIR, folder);
  await rename(unfinished, file);
  return { file, withKey };
}

/** Puts a backup into an empty desk; one that holds data is never overwritten. */
export async function restoreFrom(settings: Settings, folder: string): Promise<BackedUp> {
  const file = join(folder, settings.DATABASE_URL ? FILE.postgres : FILE.sqlite);
  if (!existsSync(file)) throw new Error(`${folder} holds no backup for this kind of database: no ${file}`);
  if (settings.DATABASE_URL)
    // in one transaction: a database that is not empty makes it fail with nothing changed
    await runTool('pg_restore', ['--no-owner', '--single-transaction', file], settings.DATABASE_URL);
  else await restoreSqlite(file, settings.DATA_DIR);
  const keyComesAlong = existsSync(join(folder, FILE.key)) && !existsSync(join(settings.DATA_DIR, FILE.key));
  if (keyComesAlong) await copyKey(folder, settings.DATA_DIR);
  return { file, withKey: keyComesAlong };
}

async function copySqlite(from: string, to: string): Promise<void> {
  if (!existsSync(from)) throw new Error(`there is no database ${from}`);
  const source = new Database(from, { readonly: true, timeout: 10_000 });
  try {
    await source.backup(to);
  } finally {
    source.close();
  }
  checkSqlite(to);
}

async function restoreSqlite(file: string, folder: string): Promise<void> {
  const target = join(folder, FILE.sqlite);
  if (existsSync(target))
    throw new Error(`${target} is there already: stop the desk, move it away, and restore again`);
  await mkdir(folder, { recursive: true });
  const unfinished = `${target}.part`;
  await copyFile(file, unfinished);
  checkSqlite(unfinished);
  await rename(unfinished, target);
}

/** A copy that cannot be read is worse than none. Leaves it in one file, without a log beside it. */
function checkSqlite(file: string): void {
  const copy = new Database(file);
  try {
    const found = copy.pragma('quick_check', { simple: true });
    if (found !== 'ok') throw new Error(`${file} is damaged: ${String(found)}`);
    copy.pragma('journal_mode = DELETE');
  } finally {
    copy.close();
  }
}

async function copyKey(from: string, to: string): Promise<void> {
  if (!existsSync(join(from, FILE.key)))
    throw new Error(`there is no ${FILE.key} in ${from}: the key is in the settings`);
  await copyFile(join(from, FILE.key), join(to, FILE.key), constants.COPYFILE_EXCL);
}

/** PostgreSQL's own tools; the password travels by environment, where other users of the machine cannot see it. */
async function runTool(tool: string, options: string[], url: string): Promise<void> {
  const { hostname, port, username, password, pathname, searchParams } = new URL(url);
  const connection = {
    PGHOST: searchParams.get('host') ?? hostname,
    PGPORT: port || '5432',
    PGUSER: decodeURIComponent(username),
    PGPASSWORD: decodeURIComponent(password),
    PGDATABASE: decodeURIComponent(pathname.slice(1)),
  };
  const target = tool === 'pg_restore' ? ['--dbname', connection.PGDATABASE] : [];
  const child = spawn(tool, [...target, ...options], {
    env: { ...process.env, ...connection },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (text) => (said += String(text)));
  const [code] = (await once(child, 'close').catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'ENOENT'
      ? new Error(`${tool} is not installed: install PostgreSQL's client tools`)
      : error;
  })) as [number];
  if (code !== 0) throw new Error(`${tool} failed: ${said.trim().split('\n')[0] ?? code}`);
}

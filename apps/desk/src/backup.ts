import Database from 'better-sqlite3';
import { KEY_TABLE } from '@app/cases';
import { blobFolder, type Settings } from '@app/platform';
import { checkedBlobs, copyBlobs, dropErased, placeBlobs, type CopiedBlobs } from './blob-backup.js';
import { readKeys, stripKeys, within, writeKeys, type RestoredKeys } from './case-keys.js';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, mkdir, rename, rm } from 'node:fs/promises';
import { constants, existsSync } from 'node:fs';
import { join } from 'node:path';

const FILE = {
  sqlite: 'desk.sqlite',
  postgres: 'desk.pgdump',
  key: 'secret.key',
  keys: 'case-keys.csv',
} as const;

export interface BackedUp {
  file: string;
  /** The data keys of the cases, apart from the data. */
  keysFile: string;
  withKey: boolean;
}

export interface BackupOptions {
  /** Also copies the installation's key. */
  withKey?: boolean;
  /** Folder for the cases' keys; default: beside the folder of the data. */
  keys?: string;
}

/** Default folder of the cases' keys of a backup. */
export const keysBeside = (folder: string): string => `${folder.replace(/\/+$/, '')}-keys`;

/**
 * A consistent copy of the database while the desk runs, with the files that it names, and the data keys of its cases
 * in another folder: erasing is destroying a key, so a copy of the data must not bring one back.
 */
export async function backupTo(
  settings: Settings,
  folder: string,
  { withKey = false, keys = keysBeside(folder) }: BackupOptions = {},
): Promise<BackedUp & CopiedBlobs> {
  const file = join(folder, settings.DATABASE_URL ? FILE.postgres : FILE.sqlite);
  const keysFile = join(keys, FILE.keys);
  for (const one of [file, keysFile])
    if (existsSync(one)) throw new Error(`${one} is there already: give another folder`);
  await mkdir(folder, { recursive: true });
  await mkdir(keys, { recursive: true, mode: 0o700 });
  const unfinished = `${file}.part`;
  await rm(unfinished, { force: true });
  if (settings.DATABASE_URL) await copyPostgres(settings.DATABASE_URL, unfinished, keysFile);
  else await copySqlite(join(settings.DATA_DIR, FILE.sqlite), unfinished, keysFile);
  // after the data: files that come later are in no row of the copy
  const copied = settings.DATABASE_URL ? { url: settings.DATABASE_URL } : { file: unfinished };
  const blobs = await within(copied, (ask) => copyBlobs(ask, blobFolder(settings), folder));
  if (withKey) await copyKey(settings.DATA_DIR, folder);
  await rename(unfinished, file);
  return { file, keysFile, withKey, ...blobs };
}

/** Copies the data before the keys: a key made in between does no harm, a key destroyed in between is not copied. */
async function copyPostgres(url: string, to: string, keysFile: string): Promise<void> {
  const apart = [`--exclude-table-data=${KEY_TABLE}`];
  await runTool('pg_dump', ['--format=custom', '--no-owner', ...apart, '--file', to], url);
  await within({ url }, (ask) => writeKeys(ask, keysFile));
}

/** Restores a backup into an empty desk; one with data is never overwritten. */
export async function restoreFrom(
  settings: Settings,
  folder: string,
  { keys = keysBeside(folder), now }: { keys?: string; now: number },
): Promise<BackedUp & RestoredKeys & { files: number }> {
  const file = join(folder, settings.DATABASE_URL ? FILE.postgres : FILE.sqlite);
  if (!existsSync(file)) throw new Error(`${folder} holds no backup for this kind of database: no ${file}`);
  const keysFile = join(keys, FILE.keys);
  if (!existsSync(keysFile))
    throw new Error(`there is no ${keysFile}: give the folder of the cases' keys with --keys`);
  const blobs = await checkedBlobs(folder);
  await placeBlobs(blobs, folder, blobFolder(settings));
  if (settings.DATABASE_URL)
    // in one transaction: for a database that is not empty it fails and changes nothing
    await runTool('pg_restore', ['--no-owner', '--single-transaction', file], settings.DATABASE_URL);
  else await restoreSqlite(file, settings.DATA_DIR);
  const target = settings.DATABASE_URL
    ? { url: settings.DATABASE_URL }
    : { file: join(settings.DATA_DIR, FILE.sqlite) };
  const given = await within(target, (ask) => readKeys(ask, keysFile, now));
  const dropped =
    blobs.length > 0 ? await within(target, (ask) => dropErased(ask, blobs, blobFolder(settings))) : 0;
  const keyComesAlong = existsSync(join(folder, FILE.key)) && !existsSync(join(settings.DATA_DIR, FILE.key));
  if (keyComesAlong) await copyKey(folder, settings.DATA_DIR);
  return { file, keysFile, withKey: keyComesAlong, ...given, files: blobs.length - dropped };
}

async function copySqlite(from: string, to: string, keysFile: string): Promise<void> {
  if (!existsSync(from)) throw new Error(`there is no database ${from}`);
  const source = new Database(from, { readonly: true, timeout: 10_000 });
  try {
    await source.backup(to);
  } finally {
    source.close();
  }
  checkSqlite(to);
  await within({ file: to }, (ask) => writeKeys(ask, keysFile));
  stripKeys(to);
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

/** Checks that the copy can be read, and merges SQLite's log into it, so that the backup is one file. */
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

/**
 * Runs a tool of PostgreSQL. The password is passed in the environment, which other users of the machine cannot see.
 */
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

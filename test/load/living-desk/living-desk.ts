import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { startPostgres } from '../../../launcher/postgres.mjs';
import { DESK, ROOT, run } from '../processes.ts';
import { grow } from './grow.ts';
import type { Mix } from './mix.ts';
import { playCases } from './play.ts';
import { transfer } from './transfer.ts';

/** A desk to measure on. `env` opens it: DATA_DIR, and on PostgreSQL DATABASE_URL. */
export interface LivingDesk {
  env: Record<string, string>;
  /** Ends and removes this copy. */
  remove(): Promise<void>;
}

export interface Wanted {
  cases: number;
  mix?: Mix;
  /** URL of a server, to have it on PostgreSQL; see `benchPostgres`. */
  postgres?: string;
}

const FOLDER = join(ROOT, 'var', 'desks');
/** A desk's clocks fall due as it lies: after this it is made again. */
const FRESH_MS = 20 * 3_600_000;
/** Cases that are really played; the rest are copies of them. */
const playedFor = (cases: number): number => (cases >= 100_000 ? 1_000 : 300);

/** A copy of the kept desk of that size, made first where there is none: the caller may write in it as it likes. */
export async function borrowDesk(wanted: Wanted): Promise<LivingDesk> {
  const kept = await keptDesk(wanted);
  const name = `run_${process.pid}_${Date.now()}`;
  const folder = join(FOLDER, name);
  if (!wanted.postgres) {
    cpSync(kept, folder, { recursive: true });
    return {
      env: { DATA_DIR: folder },
      remove: async () => rmSync(folder, { recursive: true, force: true }),
    };
  }
  const template = await keptDatabase(wanted.postgres, kept);
  mkdirSync(folder, { recursive: true });
  cpSync(join(kept, 'secret.key'), join(folder, 'secret.key'));
  await onServer(wanted.postgres, `CREATE DATABASE ${name} TEMPLATE ${template} STRATEGY FILE_COPY`);
  const remove = async () => {
    await onServer(wanted.postgres!, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    rmSync(folder, { recursive: true, force: true });
  };
  return { env: { DATA_DIR: folder, DATABASE_URL: databaseIn(wanted.postgres, name) }, remove };
}

/** A server of ours for benches, with fsync on; its databases are kept between runs, where its own user can reach them. */
export const benchPostgres = () =>
  startPostgres({ safe: true, folder: join(tmpdir(), 'single-window-desks') });

/** Folder of the desk that is kept and not written in. */
export async function keptDesk({ cases, mix = 'usual' }: Wanted): Promise<string> {
  const folder = join(FOLDER, `${mix}-${cases}-${version()}`);
  if (isFresh(folder)) return folder;
  const played = join(FOLDER, `${mix}-played-${playedFor(cases)}-${version()}`);
  forgetOld();
  if (!isFresh(played)) await making(played, (to) => playCases(to, mix, playedFor(cases), Date.now()));
  await making(folder, (to) => grow(played, to, cases, Date.now()));
  return folder;
}

/** The same rows on a server, as a database that others are copied from. */
export async function keptDatabase(server: string, kept: string): Promise<string> {
  const name = kept.slice(FOLDER.length + 1).replaceAll('-', '_');
  const { rows } = await onServer(server, `SELECT datname AS name FROM pg_database`);
  const there = (rows as { name: string }[]).map((row) => row.name);
  if (there.includes(name)) return name;
  for (const old of there.filter((one) => /^(usual|bad_day|run)_/.test(one) && !one.endsWith(version())))
    await onServer(server, `DROP DATABASE IF EXISTS ${old} WITH (FORCE)`);
  const making = `${name}_making`;
  await onServer(server, `DROP DATABASE IF EXISTS ${making} WITH (FORCE)`);
  await onServer(server, `CREATE DATABASE ${making}`);
  const url = databaseIn(server, making);
  await run([DESK, 'prepare'], { DATA_DIR: kept, DATABASE_URL: url });
  await transfer(join(kept, 'desk.sqlite'), url);
  await onServer(server, `ALTER DATABASE ${making} RENAME TO ${name}`);
  return name;
}

/** Made beside its place and moved there whole: a run that is broken off leaves nothing that looks finished. */
async function making(folder: string, make: (to: string) => Promise<void>): Promise<void> {
  const started = performance.now();
  const beside = `${folder}.making`;
  rmSync(beside, { recursive: true, force: true });
  mkdirSync(beside, { recursive: true });
  await make(beside);
  renameSync(beside, folder);
  console.log(`${folder} made in ${((performance.now() - started) / 1_000).toFixed(0)} s`);
}

const isFresh = (folder: string): boolean =>
  existsSync(folder) && Date.now() - statSync(folder).mtimeMs < FRESH_MS;

/** Desks of an older schema or too old themselves; what is being made or borrowed is another process's to remove. */
function forgetOld(): void {
  mkdirSync(FOLDER, { recursive: true });
  const kept = readdirSync(FOLDER).filter(
    (name) => /^(usual|bad-day)-/.test(name) && !name.endsWith('.making'),
  );
  for (const name of kept)
    if (!name.endsWith(version()) || !isFresh(join(FOLDER, name)))
      rmSync(join(FOLDER, name), { recursive: true, force: true });
}

/** Of what a desk's rows hang on: the schema, the configuration and the generator. */
function version(): string {
  const hash = createHash('sha256');
  const add = (folder: string, of: RegExp) => {
    for (const name of (readdirSync(folder, { recursive: true }) as string[]).toSorted())
      if (of.test(name)) hash.update(name).update(readFileSync(join(folder, name)));
  };
  add(join(ROOT, 'libs'), /\.(migration|entity|entities)\.ts$/);
  add(join(ROOT, 'config'), /\.(yaml|csv)$/);
  add(import.meta.dirname, /\.ts$/);
  return hash.digest('hex').slice(0, 8);
}

export function databaseIn(server: string, name: string): string {
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
}

async function onServer(server: string, statement: string) {
  const client = new Client({ connectionString: server });
  await client.connect();
  try {
    return await client.query(statement);
  } finally {
    await client.end();
  }
}

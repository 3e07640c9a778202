import { HouseModule } from '@app/house';
import { loadSettings, SetTime, WRITE_SOURCE } from '@app/platform';
import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { DataSource } from 'typeorm';
import { createTestDatabase } from '../support/postgres.js';

type Row = Record<string, unknown>;

/**
 * The demonstration desk as the release of November 2026 left it, at 09:01 on the last working day before a long
 * holiday, with timers that wait and messages that are still to go out: its key, and the rows of its tables.
 */
export const EARLIER = JSON.parse(
  gunzipSync(readFileSync(join(import.meta.dirname, 'desk-2026-11.json.gz'))).toString(),
) as { madeAt: number; key: string; tables: Record<string, Row[]> };

export interface EarlierDesk {
  app: INestApplicationContext;
  source: DataSource;
  time: SetTime;
  close(): Promise<void>;
}

/** A database with the schema and the rows of that release; nothing is migrated yet. */
export async function earlierDesk(postgres: boolean): Promise<EarlierDesk> {
  const folder = await mkdtemp(join(tmpdir(), 'single-window-earlier-'));
  await writeFile(join(folder, 'secret.key'), EARLIER.key, { mode: 0o600 });
  const database = postgres ? await createTestDatabase() : undefined;
  const time = new SetTime(EARLIER.madeAt);
  const settings = loadSettings({ DATA_DIR: folder, ...(database && { DATABASE_URL: database.url }) });
  const app = await NestFactory.createApplicationContext(HouseModule.with(settings, time), {
    logger: ['error'],
    abortOnError: false,
  });
  const source = app.get<DataSource>(WRITE_SOURCE);
  await withMigrationsOfThen(source, () => source.runMigrations());
  for (const [table, rows] of Object.entries(EARLIER.tables))
    if (table !== 'migrations') await (postgres ? fillPostgres : fillSqlite)(source, table, rows);
  const close = async () => {
    await app.close();
    await database?.drop();
    await rm(folder, { recursive: true, force: true });
  };
  return { app, source, time, close };
}

async function withMigrationsOfThen(source: DataSource, doing: () => Promise<unknown>): Promise<void> {
  const all = source.migrations;
  const then = new Set(EARLIER.tables['migrations']!.map(({ name }) => name));
  Object.assign(source, { migrations: all.filter((one) => then.has(one.constructor.name)) });
  await doing();
  Object.assign(source, { migrations: all });
}

/** References are not checked on the way: all rows are there in the end. */
async function fillSqlite(source: DataSource, table: string, rows: Row[]): Promise<void> {
  await source.query('PRAGMA foreign_keys = OFF');
  await fill(source, table, rows);
  await source.query('PRAGMA foreign_keys = ON');
}

async function fillPostgres(source: DataSource, table: string, rows: Row[]): Promise<void> {
  const columns: { name: string; type: string; serial: string | null }[] = await source.query(
    `SELECT column_name AS name, data_type AS type, pg_get_serial_sequence(table_name, column_name) AS serial
       FROM information_schema.columns WHERE table_schema = 'public' AND table_name = $1`,
    [table],
  );
  const flags = columns.filter(({ type }) => type === 'boolean').map(({ name }) => name);
  const typed = rows.map((row) => ({
    ...row,
    ...Object.fromEntries(flags.map((name) => [name, row[name] === null ? null : Boolean(row[name])])),
  }));
  await source.query(`ALTER TABLE "${table}" DISABLE TRIGGER ALL`);
  await fill(source, table, typed);
  await source.query(`ALTER TABLE "${table}" ENABLE TRIGGER ALL`);
  for (const { name, serial } of columns.filter((column) => column.serial !== null))
    await source.query(
      `SELECT setval('${serial}', (SELECT COALESCE(MAX("${name}"), 0) + 1 FROM "${table}"), false)`,
    );
}

async function fill(source: DataSource, table: string, rows: Row[]): Promise<void> {
  await source.query(`DELETE FROM "${table}"`);
  for (const row of rows) {
    const names = Object.keys(row);
    const isSqlite = source.options.type === 'better-sqlite3';
    const marks = names.map((_, at) => (isSqlite ? '?' : `$${at + 1}`)).join(', ');
    const columns = names.map((name) => `"${name}"`).join(', ');
    await source.query(`INSERT INTO "${table}" (${columns}) VALUES (${marks})`, Object.values(row));
  }
}

import 'reflect-metadata';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Catalogue, CatalogueStore, loadConfig } from '@app/catalogue';
import { EVENT_TYPES } from '@app/cases';
import { ensureSecret, loadSettings, migrate, WRITE_SOURCE, type SetTime } from '@app/platform';
import { NestFactory } from '@nestjs/core';
import Database from 'better-sqlite3';
import type { DataSource } from 'typeorm';
import { HouseModule } from '@app/house';
import { createDatabase, createTestDatabase, tell } from './postgres.js';

/** A folder and a database for one desk: migrated, with the shipped config/ and nothing else. */
export interface Prepared {
  /** DATA_DIR, for the SQLite file, the key and `outbox/`. */
  folder: string;
  /** The settings that name them. */
  env: Record<string, string>;
  remove(): Promise<void>;
}

const TEMPLATE = 'prepared_desk';
const FILE = 'desk.sqlite';
/** Replaces the time at which config/ was loaded. */
const LOADED = (now: number) => `UPDATE catalogue_entry SET "loadedAt" = ${now}`;

/**
 * Within a run of `bin/test` (TEST_PREPARED_FOLDER) the first caller makes one template for each database, and others
 * copy it; one that comes while it is being made prepares its own, as all do when a spec is run by hand.
 */
export async function prepareDesk(postgres: boolean, time: SetTime): Promise<Prepared> {
  const folder = await mkdtemp(join(tmpdir(), 'single-window-desk-'));
  const template = await templateOf(postgres, time);
  const database = postgres ? await createTestDatabase(template) : undefined;
  const env = { DATA_DIR: folder, ...(database && { DATABASE_URL: database.url }) };
  if (!template) await fill(env, time);
  else if (database) await tell(database.url, LOADED(time.now()));
  else await copyOf(template, join(folder, FILE), LOADED(time.now()));
  const remove = async () => {
    await database?.drop();
    await rm(folder, { recursive: true, force: true });
  };
  return { folder, env, remove };
}

/** The template's file or database; undefined where there is none. */
async function templateOf(postgres: boolean, time: SetTime): Promise<string | undefined> {
  const [run, server] = [process.env['TEST_PREPARED_FOLDER'], process.env['TEST_DATABASE_URL']];
  if (!run || (postgres && !server)) return undefined;
  const folder = join(run, postgres ? 'postgres' : 'sqlite');
  const ready = join(folder, 'ready');
  if (!existsSync(ready)) {
    const isFirst = await mkdir(folder).then(
      () => true,
      () => false,
    );
    if (!isFirst) return undefined;
    const env = {
      DATA_DIR: folder,
      ...(postgres && { DATABASE_URL: await createDatabase(server!, TEMPLATE) }),
    };
    await fill(env, time);
    await writeFile(ready, '');
  }
  return postgres ? TEMPLATE : join(folder, FILE);
}

/** As `bin/desk prepare` does, except what depends on the installation's key. */
async function fill(env: Record<string, string>, time: SetTime): Promise<void> {
  const settings = loadSettings(env);
  ensureSecret(settings);
  const desk = await NestFactory.createApplicationContext(HouseModule.with(settings, time), {
    logger: ['error'],
    abortOnError: false,
  });
  await migrate(desk.get<DataSource>(WRITE_SOURCE));
  await desk.get(CatalogueStore).store(loadConfig('config', { events: EVENT_TYPES }));
  await desk.get(Catalogue).refresh();
  await desk.close();
}

async function copyOf(template: string, file: string, change: string): Promise<void> {
  await copyFile(template, file);
  new Database(file).exec(change).close();
}

import 'reflect-metadata';
import { Catalogue } from '@app/catalogue';
import { ensureSecret, loadSettings, SetTime, type Settings } from '@app/platform';
import type { Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { HouseModule } from '@app/house';
import { prepareDesk } from './prepared.js';

export interface TestDesk {
  /** Moves only by calls: `time.forward(days(1))`. */
  time: SetTime;
  settings: Settings;
  /** DATA_DIR: the SQLite file, the key and `outbox/`. */
  folder: string;
  get<T>(what: Type<T> | symbol | (abstract new (...args: never[]) => T)): T;
  /** Closes the rooms and removes database and folder. */
  close(): Promise<void>;
}

export interface DeskOptions {
  /** A PostgreSQL database instead of SQLite in a new folder. */
  postgres?: boolean;
  time?: SetTime;
  /** Further settings, as in the environment: `{ SMTP_URL: sink.url, DEMO: 'true' }`. */
  env?: Record<string, string>;
}

/** Wednesday 2026-08-19, 10:00 in Taipei: a working day in office hours. */
export const WEDNESDAY_MORNING = Date.parse('2026-08-19T10:00:00+08:00');

/**
 * All rooms on a new, migrated database with the shipped config/ loaded, as after `bin/desk prepare`.
 * No Redis, no web and no worker rounds: call `get(TimerRunner).sweep()` or `get(NoticeSender).sweep()` yourself.
 */
export async function startDesk(options: DeskOptions = {}): Promise<TestDesk> {
  const time = options.time ?? new SetTime(WEDNESDAY_MORNING);
  const { folder, env, remove } = await prepareDesk(options.postgres ?? false, time);
  const settings = loadSettings({ ...env, ...options.env });
  ensureSecret(settings);
  const desk = await NestFactory.createApplicationContext(HouseModule.with(settings, time), {
    logger: ['error'],
    abortOnError: false,
  });
  await desk.get(Catalogue).refresh();
  const close = async () => {
    await desk.close();
    await remove();
  };
  return { time, settings, folder, get: (what) => desk.get(what as never), close };
}

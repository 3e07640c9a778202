import { mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { DataSource, type DataSourceOptions } from 'typeorm';
import type { Settings } from '../settings/settings.js';
import { registered } from './registry.js';
import { statementRecord } from './statement-record.js';

/** How long SQLite itself waits for another process's lock; `SqliteDoor` waits longer, without blocking the process. */
const BUSY_TIMEOUT_MS = 50;
const BIGINT = 20;

interface Pragmas {
  pragma(statement: string): unknown;
}

export const isSqlite = (source: DataSource): boolean => source.options.type === 'better-sqlite3';

/** The connections that write, on SQLite one. Used only by `UnitOfWork`. */
export const writeSource = (settings: Settings): DataSource => new DataSource(optionsOf(settings, 'write'));

/**
 * The connections that read, on SQLite one: committed rows only, and the database refuses any write. Apart from those
 * that write: units of work that hold all of these would wait for one another when they read beside their transactions.
 */
export const readSource = (settings: Settings): DataSource => new DataSource(optionsOf(settings, 'read'));

function optionsOf(settings: Settings, use: 'write' | 'read'): DataSourceOptions {
  const { entities, migrations } = registered();
  const logger = statementRecord(settings.DATABASE_URL ? 'postgres' : 'sqlite');
  const shared = {
    entities,
    migrations,
    migrationsTransactionMode: 'each' as const,
    synchronize: false,
    ...(logger && { logger }),
  };
  return settings.DATABASE_URL
    ? { ...shared, ...postgres(settings.DATABASE_URL, use) }
    : { ...shared, ...sqlite(settings.DATA_DIR, use) };
}

function sqlite(folder: string, use: 'write' | 'read') {
  mkdirSync(folder, { recursive: true });
  return {
    type: 'better-sqlite3' as const,
    database: join(folder, 'desk.sqlite'),
    timeout: BUSY_TIMEOUT_MS,
    statementCacheSize: 500,
    prepareDatabase: (connection: unknown) =>
      (use === 'write' ? prepareWriter : prepareReader)(connection as Pragmas),
  };
}

function prepareWriter(connection: Pragmas): void {
  connection.pragma('journal_mode = WAL');
  // better-sqlite3 uses NORMAL for WAL by default, which can lose the last commits on power loss
  connection.pragma('synchronous = FULL');
  connection.pragma('cache_size = -16000');
  // deleted text is overwritten: what was erased must not lie in free parts of the file
  connection.pragma('secure_delete = ON');
}

function prepareReader(connection: Pragmas): void {
  connection.pragma('journal_mode = WAL');
  connection.pragma('query_only = ON');
  connection.pragma('cache_size = -16000');
}

/** Connections of a process at most. Reads are single statements, so that few connections serve many. */
const MOST = { write: 10, read: 5 };

/** `random_page_cost` is that of an SSD; with the default for disks the planner prefers whole tables to indexes. */
function postgres(url: string, use: 'write' | 'read') {
  // instants are bigint; they fit a double until the year 287396
  const { types } = createRequire(import.meta.url)('pg') as typeof import('pg');
  types.setTypeParser(BIGINT, Number);
  return {
    type: 'postgres' as const,
    url,
    extra: {
      max: MOST[use],
      options:
        '-c synchronous_commit=on -c random_page_cost=1.1 ' +
        '-c lock_timeout=5s -c statement_timeout=30s -c idle_in_transaction_session_timeout=30s' +
        (use === 'read' ? ' -c default_transaction_read_only=on' : ''),
    },
  };
}

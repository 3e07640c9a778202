import Database from 'better-sqlite3';
import { join } from 'node:path';
import { Pool, types } from 'pg';

/** The desk's rows, beside its processes and through the driver alone. */
export interface DeskDatabase {
  /** `$1 … $n` on both, each once and in this order. */
  rows<T>(sql: string, values?: unknown[]): Promise<T[]>;
  close(): Promise<void>;
}

const BIGINT = 20;

export function openDatabase(env: Record<string, string>): DeskDatabase {
  return env['DATABASE_URL'] ? postgres(env['DATABASE_URL']) : sqlite(join(env['DATA_DIR']!, 'desk.sqlite'));
}

function sqlite(path: string): DeskDatabase {
  const db = new Database(path, { readonly: true, timeout: 10_000 });
  return {
    rows: async <T>(sql: string, values: unknown[] = []) =>
      db.prepare(sql.replace(/\$\d+/g, '?')).all(...values) as T[],
    close: async () => void db.close(),
  };
}

function postgres(connectionString: string): DeskDatabase {
  types.setTypeParser(BIGINT, Number);
  const pool = new Pool({ connectionString, max: 2 });
  return {
    rows: async <T>(sql: string, values: unknown[] = []) => (await pool.query(sql, values)).rows as T[],
    close: () => pool.end(),
  };
}

import Database from 'better-sqlite3';
import { Pool } from 'pg';
import type { Statement } from './recording.ts';

/** The raw driver with the settings of the desk: synchronous=FULL, ten connections to a server. */
export interface Driver {
  /** In one transaction, committed at its end. */
  unit(statements: Statement[]): Promise<void>;
  /** Rows of all. */
  read(statements: Statement[]): Promise<unknown[]>;
}

/** The file on SQLite, or the server that DATABASE_URL names. */
export async function openDriver(file: string): Promise<Driver> {
  return process.env['DATABASE_URL'] ? postgres(process.env['DATABASE_URL']) : sqlite(file);
}

function sqlite(file: string): Driver {
  const db = new Database(file, { timeout: 10_000 });
  for (const pragma of ['journal_mode = WAL', 'synchronous = FULL', 'cache_size = -16000']) db.pragma(pragma);
  const kept = new Map<string, Database.Statement>();
  const prepared = (sql: string) => {
    const known = kept.get(sql) ?? db.prepare(sql.replace(/\$\d+/g, '?'));
    kept.set(sql, known);
    return known;
  };
  const ask = ({ sql, values }: Statement) => {
    const statement = prepared(sql);
    return statement.reader ? statement.all(...values) : statement.run(...values);
  };
  return {
    unit: async (statements) => db.transaction(() => statements.forEach(ask)).immediate(),
    read: async (statements) => statements.map(ask),
  };
}

function postgres(connectionString: string): Driver {
  const pool = new Pool({ connectionString, max: 10, options: '-c synchronous_commit=on' });
  const names = new Map<string, string>();
  /** Named, as the desk asks: parsed once a connection. */
  const prepared = ({ sql: text, values }: Statement) => {
    const name = names.get(text) ?? `s${names.size}`;
    names.set(text, name);
    return { name, text, values };
  };
  return {
    async unit(statements) {
      const client = await pool.connect();
      try {
        await client.query('START TRANSACTION');
        for (const statement of statements) await client.query(prepared(statement));
        await client.query('COMMIT');
      } catch (error) {
        await client.query('ROLLBACK');
        throw error;
      } finally {
        client.release();
      }
    },
    async read(statements) {
      const answers: unknown[] = [];
      for (const statement of statements) answers.push((await pool.query(prepared(statement))).rows);
      return answers;
    },
  };
}

import Database from 'better-sqlite3';
import { readFileSync } from 'node:fs';
import type { Desk } from './values.js';

const PAGE = 4_096;
/** Small enough that a page visited again later is read again: what is counted is visits, not distinct pages. */
const CACHE_PAGES = 10;

/** A desk's file, and how many of its pages a statement visits: what the process reads while it runs, divided by a page. */
export class SqliteCost {
  readonly db: Database.Database;

  constructor(path: string) {
    this.db = new Database(path, { readonly: true });
    this.db.pragma(`cache_size = ${CACHE_PAGES}`);
  }

  /** Pages visited, and rows shown. */
  cost(sql: string, values: unknown[]): { pages: number; rows: number } {
    const statement = this.db.prepare(sql);
    const before = bytesRead();
    const rows = statement.all(values.map(bound)).length;
    return { pages: Math.round((bytesRead() - before) / PAGE), rows };
  }

  plan(sql: string, values: unknown[]): string[] {
    const steps = this.db.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(values.map(bound)) as { detail: string }[];
    return steps.map(({ detail }) => detail);
  }

  close(): void {
    this.db.close();
  }
}

/** Bytes this process has read from files so far, as Linux counts them. */
const bytesRead = (): number => Number(/rchar: (\d+)/.exec(readFileSync('/proc/self/io', 'utf8'))![1]);

/** Typical values of the desk in a file. */
export function sqliteDesk(db: Database.Database, midnight: number): Desk {
  const known = new Map<string, unknown>();
  const hasColumn = (table: string, column: string) =>
    (db.pragma(`table_info("${table}")`) as { name: string }[]).some(({ name }) => name === column);
  const heaviest = db
    .prepare(`SELECT "caseId" FROM history_event GROUP BY "caseId" ORDER BY COUNT(*) DESC, "caseId" LIMIT 1`)
    .pluck()
    .get();
  const most = (table: string, column: string): unknown => {
    const unique = column === 'id' || column === 'caseNumber' || column === 'liveKey' || column === 'caseId';
    const where = unique ? ofCase(table, heaviest) : '';
    const order = unique ? '' : `GROUP BY "${column}" ORDER BY COUNT(*) DESC`;
    const sql = `SELECT "${column}" FROM "${table}" ${where || `WHERE "${column}" IS NOT NULL`} ${order} LIMIT 1`;
    return (
      db.prepare(sql).pluck().get() ?? db.prepare(`SELECT "${column}" FROM "${table}" LIMIT 1`).pluck().get()
    );
  };
  const ofCase = (table: string, id: unknown): string =>
    table === 'case_file'
      ? `WHERE id = '${String(id)}'`
      : hasColumn(table, 'caseId')
        ? `WHERE "caseId" = '${String(id)}'`
        : '';
  return {
    midnight,
    typical: (tables, column) => {
      const table = tables.find((one) => hasColumn(one, column));
      if (!table) return undefined;
      const key = `${table}.${column}`;
      if (!known.has(key)) known.set(key, most(table, column));
      return known.get(key);
    },
    holds: (tables, column, value) => {
      const table = tables.find((one) => hasColumn(one, column));
      if (!table || value === null || typeof value === 'object' || typeof value === 'boolean') return true;
      const key = `${table}.${column}=${String(value)}`;
      if (!known.has(key))
        known.set(
          key,
          db.prepare(`SELECT 1 FROM "${table}" WHERE "${column}" = ? LIMIT 1`).get(value) !== undefined,
        );
      return known.get(key) as boolean;
    },
  };
}

/** As TypeORM's driver binds them. */
const bound = (value: unknown): unknown => (typeof value === 'boolean' ? Number(value) : value);

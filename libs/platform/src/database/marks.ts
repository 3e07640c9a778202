import type { DataSource } from 'typeorm';
import { answered } from './asked-once.js';
import { askPostgres } from './postgres-statements.js';
import type { Sql } from './sql.js';
import { askSqlite } from './sqlite-statements.js';

interface Translated {
  sql: string;
  /** For each `?` in order, the index of its value. */
  order: number[];
}

const known = new Map<string, Translated>();

/** Runs a statement built with `sql`, within a transaction or on a data source. */
export function askSql<T>(source: DataSource['manager'] | DataSource, query: Sql): Promise<T[]> {
  const { text, values } = query.numbered();
  return askWith<T>(source, text, values);
}

/** Runs a statement with `$1 … $n` on both databases: SQLite's driver accepts only `?`, each with its own value. */
export const askWith = <T>(
  source: DataSource['manager'] | DataSource,
  sql: string,
  values: unknown[],
): Promise<T[]> => answered(source, { sql, values }, () => askNow<T>(source, sql, values));

async function askNow<T>(
  source: DataSource['manager'] | DataSource,
  sql: string,
  values: unknown[],
): Promise<T[]> {
  const dataSource = 'connection' in source ? source.connection : source;
  if (dataSource.options.type === 'postgres') return askPostgres(source, sql, values);
  const { sql: marked, order } = translate(sql);
  return askSqlite(
    dataSource,
    marked,
    order.map((index) => values[index]),
  );
}

function translate(sql: string): Translated {
  const done = known.get(sql);
  if (done) return done;
  const order: number[] = [];
  const marked = sql.replace(/\$(\d+)/g, (_, number) => {
    order.push(Number(number) - 1);
    return '?';
  });
  const made = { sql: marked, order };
  known.set(sql, made);
  return made;
}

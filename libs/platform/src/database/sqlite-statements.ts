import type { DataSource } from 'typeorm';

/** The part of the driver's connection that is used. */
interface Connection {
  prepare(sql: string): Statement;
}
interface Statement {
  readonly reader: boolean;
  all(values: unknown[]): unknown[];
  run(values: unknown[]): unknown;
}

/** Prepared statements kept for reuse; statements with lists of varying length would fill memory. */
const KEPT = 1_000;
const kept = new WeakMap<Connection, Map<string, Statement>>();

/**
 * Runs a statement on the connection that TypeORM opened, without its query runner, which takes longer than most of our
 * statements do (decision 0011). Same connection, so same transaction. Returns the rows, if the statement returns any.
 */
export function askSqlite<T>(source: DataSource, sql: string, values: unknown[]): T[] {
  const { databaseConnection } = source.driver as unknown as { databaseConnection: Connection };
  source.logger.logQuery(sql, values);
  const statement = statementOf(databaseConnection, sql);
  const bound = values.map(bindable);
  if (statement.reader) return statement.all(bound) as T[];
  statement.run(bound);
  return [];
}

function statementOf(connection: Connection, sql: string): Statement {
  const statements = kept.get(connection) ?? new Map<string, Statement>();
  kept.set(connection, statements);
  const known = statements.get(sql);
  if (known) return known;
  const made = connection.prepare(sql);
  if (statements.size >= KEPT) statements.clear();
  statements.set(sql, made);
  return made;
}

/** SQLite has no booleans; a missing value is NULL. */
const bindable = (value: unknown): unknown =>
  typeof value === 'boolean' ? Number(value) : value === undefined ? null : value;

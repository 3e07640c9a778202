import { QueryFailedError, type DataSource, type EntityManager } from 'typeorm';

/** The part of the driver that is used: its pool, or the connection of a transaction. */
interface Connection {
  query(statement: { name?: string; text: string; values: unknown[] }): Promise<{ rows: unknown[] }>;
}

/**
 * The server keeps each named statement per connection; statements with lists of varying length would fill its
 * memory.
 */
const NAMED = 500;
/** "cached plan must not change result type": a migration changed a table since the statement was named. */
export const OUTDATED_PLAN = '0A000';
/** By statement, for each pool: its connections share no statements with those of another. */
const namesOf = new WeakMap<DataSource, Map<string, string>>();
let given = 0;

/**
 * Runs a named statement on PostgreSQL, which a connection parses and plans once instead of each time, without
 * TypeORM's query runner (decision 0011). In a transaction it uses the transaction's connection. Returns the rows, for
 * a change those of RETURNING. Throws TypeORM's QueryFailedError.
 */
export async function askPostgres<T>(
  source: DataSource | EntityManager,
  sql: string,
  values: unknown[],
): Promise<T[]> {
  const { connection, dataSource, inTransaction } = await connectionOf(source);
  const names = namesOf.get(dataSource) ?? new Map<string, string>();
  namesOf.set(dataSource, names);
  dataSource.logger.logQuery(sql, values);
  try {
    return (await connection.query({ ...named(sql, names), text: sql, values })).rows as T[];
  } catch (error) {
    const isOutdated = (error as { code?: string }).code === OUTDATED_PLAN;
    // the next time it gets a new name, unknown to all connections
    if (isOutdated) names.delete(sql);
    // inside a transaction the error aborts it; `PostgresDoor` runs the unit again
    if (isOutdated && !inTransaction) return askPostgres(source, sql, values);
    throw new QueryFailedError(sql, values, error as Error);
  }
}

async function connectionOf(source: DataSource | EntityManager) {
  const dataSource = 'connection' in source ? source.connection : source;
  const runner = 'queryRunner' in source ? source.queryRunner : undefined;
  const { master } = dataSource.driver as unknown as { master: Connection };
  const connection = runner ? ((await runner.connect()) as Connection) : master;
  return { dataSource, connection, inTransaction: runner !== undefined };
}

function named(sql: string, names: Map<string, string>): { name?: string } {
  const known = names.get(sql);
  if (known) return { name: known };
  if (names.size >= NAMED) return {};
  const name = `s${++given}`;
  names.set(sql, name);
  return { name };
}

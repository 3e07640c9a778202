import { askWith } from '@app/platform';
import type { EntityManager } from 'typeorm';

/** Rows per statement: few enough parameters for both databases, and few different statements to prepare. */
const ROWS = 50;

export interface BulkTable<R> {
  name: string;
  columns: readonly (keyof R & string)[];
  /** Columns with the same SQL literal in every row. */
  constants?: Record<string, string>;
}

/** Inserts many plain rows with few statements; values go in as they are, without an entity's transformers. */
export async function bulkInsert<R>(
  manager: EntityManager,
  table: BulkTable<R>,
  rows: readonly R[],
): Promise<void> {
  for (let from = 0; from < rows.length; from += ROWS) {
    const slice = rows.slice(from, from + ROWS);
    const values = slice.flatMap((row) => table.columns.map((column) => row[column]));
    await askWith(manager, statement(table, slice.length), values);
  }
}

const known = new Map<string, string>();

function statement<R>({ name, columns, constants = {} }: BulkTable<R>, rows: number): string {
  const key = `${name} ${rows}`;
  const made = known.get(key);
  if (made) return made;
  const names = [...columns, ...Object.keys(constants)].map((column) => `"${column}"`);
  const tuple = (row: number) =>
    `(${[...columns.map((_, at) => `$${row * columns.length + at + 1}`), ...Object.values(constants)].join(', ')})`;
  const tuples = Array.from({ length: rows }, (_, row) => tuple(row));
  const sql = `INSERT INTO ${name} (${names.join(', ')}) VALUES ${tuples.join(', ')}`;
  known.set(key, sql);
  return sql;
}

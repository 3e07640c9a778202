import { Table, type QueryRunner, type TableColumnOptions } from 'typeorm';
import { crashPoint } from '../crash-point.js';

/** `?` at the end means nullable. `serial` is an increasing number assigned by the database. */
type ColumnWord = `${'text' | 'int' | 'flag' | 'instant' | 'serial'}${'' | '?'}`;

/** Columns in order; `where`: condition of a partial index. */
type IndexSpec = string[] | { columns: string[]; where: string };

export interface TableSpec {
  columns: Record<string, ColumnWord>;
  primary: string[];
  /** Each a list of columns; named `ix_<table>_<columns>`. */
  indexes?: IndexSpec[];
  /** Named `ux_<table>_<columns>`. */
  uniques?: IndexSpec[];
  /**
   * On SQLite rows are stored in the B-tree of the primary key instead of their own: half the writes for small rows.
   */
  withoutRowid?: true;
  /** Foreign keys: column → table whose `id` it references. */
  references?: Record<string, string>;
}

const TYPES = {
  text: 'text',
  int: 'integer',
  flag: 'boolean',
  instant: 'bigint',
  serial: 'integer',
} as const;

const indexName = (table: string, columns: string[]) => `ix_${table}_${columns.join('_')}`;
const uniqueName = (table: string, columns: string[]) => `ux_${table}_${columns.join('_')}`;
const referenceName = (table: string, column: string) => `fk_${table}_${column}`;

/** Creates one table the same way on SQLite and PostgreSQL. */
export async function createTable(runner: QueryRunner, name: string, spec: TableSpec): Promise<void> {
  await runner.createTable(
    new Table({
      name,
      ...(spec.withoutRowid && { withoutRowid: true }),
      columns: Object.entries(spec.columns).map(([column, word]) => columnOf(column, word, spec.primary)),
      indices: [
        ...(spec.indexes ?? []).map((index) => indexOf(index, (columns) => indexName(name, columns))),
        ...(spec.uniques ?? []).map((index) => ({
          ...indexOf(index, (columns) => uniqueName(name, columns)),
          isUnique: true,
        })),
      ],
      foreignKeys: Object.entries(spec.references ?? {}).map(([column, table]) => ({
        name: referenceName(name, column),
        columnNames: [column],
        referencedTableName: table,
        referencedColumnNames: ['id'],
      })),
    }),
  );
  crashPoint('migration-step');
}

/**
 * Recreates a table by `spec` with its rows, for changes that neither database can make in place. `values`: the new
 * columns, as SQL over the old table, named `before`.
 */
export async function remakeTable(
  runner: QueryRunner,
  name: string,
  spec: TableSpec,
  values: Record<string, string> = {},
): Promise<void> {
  const before = `${name}_before`;
  // copying the rows of a large desk takes longer than any other statement may
  if (runner.connection.options.type === 'postgres') await runner.query('SET LOCAL statement_timeout = 0');
  await runner.query(`CREATE TABLE ${before} AS SELECT * FROM "${name}"`);
  // not `dropTable`: the runner may have cached the table from before an earlier migration recreated it
  await runner.query(`DROP TABLE "${name}"`);
  await createTable(runner, name, spec);
  const columns = Object.keys(spec.columns);
  const from = columns.map((column) => values[column] ?? `before."${column}"`).join(', ');
  const to = columns.map((column) => `"${column}"`).join(', ');
  await runner.query(`INSERT INTO "${name}" (${to}) SELECT ${from} FROM ${before} before`);
  await runner.query(`DROP TABLE ${before}`);
}

const indexOf = (index: IndexSpec, named: (columns: string[]) => string) =>
  Array.isArray(index)
    ? { name: named(index), columnNames: index }
    : { name: named(index.columns), columnNames: index.columns, where: index.where };

function columnOf(name: string, word: ColumnWord, primary: string[]): TableColumnOptions {
  const type = word.replace('?', '') as keyof typeof TYPES;
  return {
    name,
    type: TYPES[type],
    isNullable: word.endsWith('?'),
    isPrimary: primary.includes(name),
    ...(type === 'serial' && { isGenerated: true, generationStrategy: 'increment' as const }),
  };
}

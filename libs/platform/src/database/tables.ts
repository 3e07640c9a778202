import { Table, type QueryRunner, type TableColumnOptions } from 'typeorm';
import { crashPoint } from '../crash-point.js';

/** `?` at the end means nullable. `serial` is a number the database gives, rising. */
export type ColumnWord = `${'text' | 'int' | 'flag' | 'instant' | 'serial'}${'' | '?'}`;

export interface TableSpec {
  columns: Record<string, ColumnWord>;
  primary: string[];
  /** Each a list of columns; named `ix_<table>_<columns>`. */
  indexes?: string[][];
  /** Named `ux_<table>_<columns>`. */
  uniques?: string[][];
  /** column → table whose `id` it names. */
  references?: Record<string, string>;
}

const TYPES = {
  text: 'text',
  int: 'integer',
  flag: 'boolean',
  instant: 'bigint',
  serial: 'integer',
} as const;

export const indexName = (table: string, columns: string[]) => `ix_${table}_${columns.join('_')}`;
export const uniqueName = (table: string, columns: string[]) => `ux_${table}_${columns.join('_')}`;
export const referenceName = (table: string, column: string) => `fk_${table}_${column}`;

/** Creates one table the same way on SQLite and PostgreSQL. */
export async function createTable(runner: QueryRunner, name: string, spec: TableSpec): Promise<void> {
  await runner.createTable(
    new Table({
      name,
      columns: Object.entries(spec.columns).map(([column, word]) => columnOf(column, word, spec.primary)),
      indices: [
        ...(spec.indexes ?? []).map((columns) => ({ name: indexName(name, columns), columnNames: columns })),
        ...(spec.uniques ?? []).map((columns) => ({
          name: uniqueName(name, columns),
          columnNames: columns,
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

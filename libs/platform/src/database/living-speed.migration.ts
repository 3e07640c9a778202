import type { MigrationInterface, QueryRunner } from 'typeorm';
import { remakeTable, type TableSpec } from './tables.js';

const TALLY: TableSpec = {
  columns: { kind: 'text', scope: 'text', since: 'instant', n: 'int' },
  primary: ['kind', 'scope', 'since'],
  withoutRowid: true,
  indexes: [['since']],
};
const KEY: TableSpec = {
  columns: { id: 'text', bodyHash: 'text', outcome: 'text', createdAt: 'instant' },
  primary: ['id'],
  withoutRowid: true,
  indexes: [['createdAt']],
};

/** Tables of short rows become WITHOUT ROWID. */
export class LivingSpeed1764400000003 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await remakeTable(runner, 'tally', TALLY);
    await remakeTable(runner, 'idempotency_key', KEY);
  }

  async down(runner: QueryRunner): Promise<void> {
    await remakeTable(runner, 'tally', {
      columns: TALLY.columns,
      primary: TALLY.primary,
      indexes: TALLY.indexes!,
    });
    await remakeTable(runner, 'idempotency_key', {
      columns: KEY.columns,
      primary: KEY.primary,
      indexes: KEY.indexes!,
    });
  }
}

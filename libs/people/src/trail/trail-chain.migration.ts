import { askWith, createTable, type TableSpec } from '@app/platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { chain, putUnchained, type Ask, type TrailEntry } from './trail-chain.js';

const BEFORE: TableSpec = {
  columns: { id: 'text', at: 'instant', type: 'text', staffId: 'text?', detail: 'text' },
  primary: ['id'],
  indexes: [['at']],
};
const AFTER: TableSpec = {
  ...BEFORE,
  columns: { ...BEFORE.columns, seq: 'int', previousHash: 'text', hash: 'text' },
  uniques: [['seq']],
};
const SLICE = 1_000;

/** Adds a hash chain to the trail; existing rows are chained in the order in which they happened. */
export class AuditChain1764300000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await refill(runner, AFTER, chain);
  }

  async down(runner: QueryRunner): Promise<void> {
    await refill(runner, BEFORE, putUnchained);
    await runner.query(`DELETE FROM installation WHERE key = 'audit-trail'`);
  }
}

/** Recreates the table and inserts its rows one by one, oldest first. */
async function refill(
  runner: QueryRunner,
  spec: TableSpec,
  put: (ask: Ask, entry: TrailEntry) => Promise<unknown>,
): Promise<void> {
  const ask: Ask = (sql, values) => askWith(runner.manager, sql, values);
  await runner.query('CREATE TABLE audit_event_before AS SELECT * FROM audit_event');
  await runner.query('DROP TABLE audit_event');
  await createTable(runner, 'audit_event', spec);
  for (let id = '', at = -1; ;) {
    const rows = await ask(
      `SELECT id, at, type, "staffId", detail FROM audit_event_before
        WHERE at > $1 OR (at = $1 AND id > $2) ORDER BY at, id LIMIT ${SLICE}`,
      [at, id],
    );
    if (rows.length === 0) break;
    const entries = rows.map((row) => ({ ...row, at: Number(row['at']) }) as TrailEntry);
    for (const entry of entries) await put(ask, entry);
    ({ id, at } = entries.at(-1)!);
  }
  await runner.query('DROP TABLE audit_event_before');
}

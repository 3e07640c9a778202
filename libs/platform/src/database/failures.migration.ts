import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createTable } from './tables.js';

/** Failures are counted in one row per limited thing, so that one statement can count and refuse. */
export class Failures1764400000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.dropTable('attempt');
    await createTable(runner, 'failure', {
      columns: { kind: 'text', scope: 'text', n: 'int', since: 'instant', at: 'instant' },
      primary: ['kind', 'scope'],
      indexes: [['at']],
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('failure');
    await createTable(runner, 'attempt', {
      columns: { id: 'text', kind: 'text', scope: 'text', address: 'text', at: 'instant' },
      primary: ['id'],
      indexes: [['kind', 'scope', 'at'], ['at']],
    });
  }
}

import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createTable } from './tables.js';

export class Platform1764000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, 'lock_row', { columns: { id: 'int', n: 'int' }, primary: ['id'] });
    await runner.query('INSERT INTO lock_row (id, n) VALUES (1, 0)');
    await createTable(runner, 'installation', { columns: { key: 'text', value: 'text' }, primary: ['key'] });
    await createTable(runner, 'heartbeat', {
      columns: { id: 'text', role: 'text', at: 'instant', monotonic: 'instant' },
      primary: ['id'],
    });
    await createTable(runner, 'idempotency_key', {
      columns: { id: 'text', bodyHash: 'text', outcome: 'text', createdAt: 'instant' },
      primary: ['id'],
      indexes: [['createdAt']],
    });
    await createTable(runner, 'tally', {
      columns: { kind: 'text', scope: 'text', since: 'instant', n: 'int' },
      primary: ['kind', 'scope', 'since'],
      indexes: [['since']],
    });
    await createTable(runner, 'attempt', {
      columns: { id: 'text', kind: 'text', scope: 'text', address: 'text', at: 'instant' },
      primary: ['id'],
      indexes: [['kind', 'scope', 'at'], ['at']],
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['attempt', 'tally', 'idempotency_key', 'heartbeat', 'installation', 'lock_row'])
      await runner.dropTable(table);
  }
}

import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createTable } from '../database/tables.js';

export class Drafts1765000000000 implements MigrationInterface {
  up = (runner: QueryRunner) =>
    createTable(runner, 'draft', {
      columns: { owner: 'text', place: 'text', body: 'text?', savedAt: 'instant', expiresAt: 'instant' },
      primary: ['owner', 'place'],
      indexes: [['expiresAt']],
      withoutRowid: true,
    });
  down = (runner: QueryRunner) => runner.dropTable('draft');
}

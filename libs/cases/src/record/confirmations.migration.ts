import { createTable } from '@app/platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Reports that wait to be confirmed by a link. */
export class Confirmations1766000000004 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE case_file ADD COLUMN "confirmBy" text');
    await createTable(runner, 'confirmation_link', {
      columns: { id: 'text', caseId: 'text', tokenHash: 'text' },
      primary: ['id'],
      indexes: [['caseId']],
      uniques: [['tokenHash']],
      references: { caseId: 'case_file' },
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('confirmation_link');
    await runner.query('ALTER TABLE case_file DROP COLUMN "confirmBy"');
  }
}

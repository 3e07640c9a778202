import { createTable } from '@app/platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Satisfaction1764000000007 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, 'survey', {
      columns: {
        id: 'text',
        caseId: 'text',
        organisationId: 'text',
        tokenHash: 'text',
        mode: 'text',
        state: 'text',
        plannedAt: 'instant',
        sentAt: 'instant?',
        expiresAt: 'instant?',
        answeredAt: 'instant?',
        score: 'int?',
        comment: 'text?',
      },
      primary: ['id'],
      indexes: [['caseId']],
      uniques: [['tokenHash']],
      references: { caseId: 'case_file' },
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('survey');
  }
}

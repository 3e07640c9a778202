import { createTable } from '@app/platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CitizenSessions1765300000004 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, 'citizen_session', {
      columns: {
        id: 'text',
        caseId: 'text',
        codeVersion: 'int',
        createdAt: 'instant',
        lastSeenAt: 'instant',
      },
      primary: ['id'],
      references: { caseId: 'case_file' },
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('citizen_session');
  }
}

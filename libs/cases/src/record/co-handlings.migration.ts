import { createTable } from '@app/platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Units asked to co-handle a case. What was asked before stays in the history alone, under the rule of its time. */
export class CoHandlings1767300000010 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, 'co_handling', {
      columns: {
        id: 'text',
        caseId: 'text',
        unitId: 'text',
        unitOrganisationId: 'text',
        askedBy: 'text',
        state: 'text',
        askedAt: 'instant',
        endedAt: 'instant?',
      },
      primary: ['id'],
      uniques: [{ columns: ['caseId', 'unitId'], where: `"state" = 'OPEN'` }],
      indexes: [['caseId'], ['unitId', 'state', 'askedAt', 'id'], ['unitOrganisationId', 'state']],
      references: { caseId: 'case_file' },
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('co_handling');
  }
}

import { createTable } from '@app/platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** 催辦: what a control officer or a head asks a unit, and whether it was answered. */
export class Chases1767300000011 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, 'chase', {
      columns: {
        ...{ id: 'text', caseId: 'text', organisationId: 'text', unitId: 'text', side: 'text' },
        ...{ handlerId: 'text?', askedBy: 'text', dueDate: 'text', state: 'text' },
        ...{ askedAt: 'instant', endedAt: 'instant?' },
      },
      primary: ['id'],
      uniques: [{ columns: ['caseId', 'unitId'], where: `"state" = 'OPEN'` }],
      indexes: [['caseId'], ['unitId', 'state', 'dueDate'], ['organisationId', 'state', 'dueDate']],
      references: { caseId: 'case_file' },
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('chase');
  }
}

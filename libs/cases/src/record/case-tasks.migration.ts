import { createTable } from '@app/platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** 待辦: calls, visits and what else is to be done on a case. */
export class CaseTasks1767700000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, 'case_task', {
      columns: {
        ...{ id: 'text', caseId: 'text', organisationId: 'text', unitId: 'text', handlerId: 'text?' },
        ...{ kind: 'text', dueDate: 'text', state: 'text', outcome: 'text?', attempts: 'int' },
        ...{ cause: 'text?', addedAt: 'instant', endedAt: 'instant?' },
      },
      primary: ['id'],
      uniques: [{ columns: ['caseId', 'cause'], where: `"cause" IS NOT NULL` }],
      indexes: [
        ['caseId'],
        ['unitId', 'state', 'dueDate'],
        ['handlerId', 'state', 'dueDate'],
        ['organisationId', 'state', 'dueDate'],
      ],
      references: { caseId: 'case_file' },
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('case_task');
  }
}

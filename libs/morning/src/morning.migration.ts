import { createTable } from '@app/platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** 晨會單 by mail, and the daily lists of overdue cases (稽催清單) with their acknowledgement. */
export class Morning1767700001000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, 'morning_day', {
      columns: { organisationId: 'text', day: 'text', begunAt: 'instant' },
      primary: ['organisationId', 'day'],
    });
    await createTable(runner, 'chase_list', {
      columns: {
        ...{ unitId: 'text', day: 'text', organisationId: 'text', madeAt: 'instant' },
        ...{ overdue: 'int', dueToday: 'int', more: 'flag' },
        ...{ acknowledgedAt: 'instant?', acknowledgedBy: 'text?', plan: 'text?' },
      },
      primary: ['unitId', 'day'],
      indexes: [['organisationId', 'day']],
    });
    await createTable(runner, 'chase_list_row', {
      columns: {
        ...{ unitId: 'text', day: 'text', place: 'int', caseId: 'text', caseNumber: 'text' },
        ...{ clockId: 'text', commitmentId: 'text', actingUnitId: 'text', handlerId: 'text?' },
        ...{ dueAt: 'instant', dueDate: 'text', late: 'flag', workingDays: 'int' },
        ...{ chaseId: 'text?', chaseAskedAt: 'instant?', chaseDueDate: 'text?', chaseState: 'text?' },
      },
      primary: ['unitId', 'day', 'place'],
      indexes: [['caseId']],
      references: { caseId: 'case_file' },
    });
    await createTable(runner, 'morning_setting', {
      columns: { staffId: 'text', wanted: 'flag', changedAt: 'instant' },
      primary: ['staffId'],
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['morning_setting', 'chase_list_row', 'chase_list', 'morning_day'])
      await runner.dropTable(table);
  }
}

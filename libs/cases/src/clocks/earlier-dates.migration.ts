import { createTable } from '@app/platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class EarlierDates1764200000004 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, 'earlier_date', {
      columns: {
        clockId: 'text',
        caseId: 'text',
        organisationId: 'text',
        unitId: 'text',
        commitmentId: 'text',
        promised: 'text',
        earlier: 'text',
        calendarVersion: 'text',
        proposedAt: 'instant',
      },
      primary: ['clockId'],
      indexes: [['organisationId']],
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('earlier_date');
  }
}

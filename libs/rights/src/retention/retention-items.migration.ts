import { createTable } from '@app/platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class RetentionItems1765300000031 implements MigrationInterface {
  up = (runner: QueryRunner) =>
    createTable(runner, 'retention_item', {
      columns: {
        ...{ id: 'text', caseId: 'text', caseNumber: 'text', organisationId: 'text', unitId: 'text' },
        ...{ serviceId: 'text', keptUntil: 'text', state: 'text', reason: 'text?', proposedAt: 'instant' },
        ...{ decidedAt: 'instant?', decidedBy: 'text?', erasedAt: 'instant?' },
      },
      primary: ['id'],
      uniques: [['caseId']],
      indexes: [
        ['organisationId', 'state', 'proposedAt'],
        ['state', 'decidedAt'],
      ],
      references: { caseId: 'case_file' },
    });
  down = (runner: QueryRunner) => runner.dropTable('retention_item');
}

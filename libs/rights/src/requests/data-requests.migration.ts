import { createTable } from '@app/platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class DataRequests1765300000030 implements MigrationInterface {
  up = (runner: QueryRunner) =>
    createTable(runner, 'data_request', {
      columns: {
        ...{ id: 'text', caseId: 'text', aboutCaseId: 'text', decision: 'text?', kind: 'text' },
        ...{ ground: 'text?', createdAt: 'instant', decidedAt: 'instant?', decidedBy: 'text?' },
        copyUntil: 'instant?',
      },
      primary: ['id'],
      uniques: [['caseId']],
      indexes: [['aboutCaseId']],
      references: { caseId: 'case_file', aboutCaseId: 'case_file' },
    });
  down = (runner: QueryRunner) => runner.dropTable('data_request');
}

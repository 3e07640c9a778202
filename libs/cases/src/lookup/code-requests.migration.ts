import { createTable } from '@app/platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CodeRequests1765300000005 implements MigrationInterface {
  up = (runner: QueryRunner) =>
    createTable(runner, 'code_request', {
      columns: { id: 'text', caseNumber: 'text', contactIndex: 'text', at: 'instant' },
      primary: ['id'],
    });
  down = (runner: QueryRunner) => runner.dropTable('code_request');
}

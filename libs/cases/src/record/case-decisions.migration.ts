import { createTable } from '@app/platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Coded decisions, with the number and the date of the document that went out. */
export class CaseDecisions1767600000010 implements MigrationInterface {
  up = (runner: QueryRunner) =>
    createTable(runner, 'case_decision', {
      columns: {
        ...{ caseId: 'text', decision: 'text', amount: 'text?' },
        ...{ documentNumber: 'text?', documentSerial: 'text?', documentDate: 'text?', recordedAt: 'instant' },
      },
      primary: ['caseId'],
      indexes: [
        { columns: ['documentNumber'], where: '"documentNumber" IS NOT NULL' },
        { columns: ['documentSerial'], where: '"documentSerial" IS NOT NULL' },
      ],
      references: { caseId: 'case_file' },
      withoutRowid: true,
    });
  down = (runner: QueryRunner) => runner.dropTable('case_decision');
}

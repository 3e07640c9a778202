import { createTable } from '@app/platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Timers1764000000002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, 'timer', {
      columns: {
        id: 'text',
        kind: 'text',
        caseId: 'text',
        subjectId: 'text',
        occurrence: 'text',
        generation: 'int',
        dueAt: 'instant',
        state: 'text',
        liveKey: 'text?',
        rungAt: 'instant?',
        firedAt: 'instant?',
        failures: 'int',
        retryAt: 'instant?',
      },
      primary: ['id'],
      uniques: [['liveKey']],
      indexes: [['state', 'dueAt'], ['subjectId'], ['caseId']],
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('timer');
  }
}

import { createTable } from '@app/platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Intake1764000000006 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, 'contact', {
      columns: {
        id: 'text',
        organisationId: 'text',
        unitId: 'text',
        staffId: 'text',
        channel: 'text',
        hotline: 'text?',
        serviceId: 'text',
        topic: 'text',
        answer: 'text',
        seconds: 'int?',
        at: 'instant',
      },
      primary: ['id'],
      indexes: [['organisationId', 'at']],
    });
    await createTable(runner, 'import_run', {
      columns: {
        id: 'text',
        mapping: 'text',
        file: 'text',
        fileHash: 'text',
        state: 'text',
        rowsRead: 'int',
        inserted: 'int',
        known: 'int',
        rejected: 'int',
        startedAt: 'instant',
        finishedAt: 'instant?',
      },
      primary: ['id'],
      indexes: [['mapping', 'fileHash']],
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('import_run');
    await runner.dropTable('contact');
  }
}

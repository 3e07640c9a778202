import { createTable } from '@app/platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Attachments1765100000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, 'attachment', {
      columns: {
        ...{ id: 'text', caseId: 'text?', draft: 'text?', eventSeq: 'int?', shown: 'flag' },
        ...{ name: 'text', wrapped: 'text', kind: 'text', size: 'int', removed: 'text?' },
        ...{ blob: 'text', blobSize: 'int', sha256: 'text', actorKind: 'text', actorId: 'text?' },
        ...{ state: 'text', reason: 'text?', attempts: 'int', interruptions: 'int?' },
        ...{ nextAttemptAt: 'instant?', leaseUntil: 'instant?', fence: 'int', createdAt: 'instant' },
      },
      primary: ['id'],
      uniques: [['blob']],
      indexes: [
        { columns: ['caseId'], where: '"caseId" IS NOT NULL' },
        { columns: ['draft'], where: '"draft" IS NOT NULL' },
        { columns: ['createdAt'], where: '"draft" IS NOT NULL' },
        { columns: ['nextAttemptAt'], where: '"nextAttemptAt" IS NOT NULL' },
        { columns: ['state'], where: `"state" = 'SCAN_FAILED' AND "interruptions" >= 5` },
      ],
      references: { caseId: 'case_file' },
    });
    await createTable(runner, 'attachment_draft', {
      columns: { id: 'text', touchedAt: 'instant' },
      primary: ['id'],
      withoutRowid: true,
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['attachment_draft', 'attachment']) await runner.dropTable(table);
  }
}

import { createTable } from '@app/platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Notices1764000000008 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, 'notice', {
      columns: {
        id: 'text',
        caseId: 'text',
        kind: 'text',
        occasion: 'text',
        channel: 'text',
        recipientHash: 'text',
        recipient: 'text',
        locale: 'text',
        facts: 'text',
        state: 'text',
        reason: 'text?',
        attempts: 'int',
        nextAttemptAt: 'instant?',
        leaseUntil: 'instant?',
        fence: 'int',
        ambiguous: 'flag',
        providerId: 'text?',
        createdAt: 'instant',
        sentAt: 'instant?',
      },
      primary: ['id'],
      uniques: [['caseId', 'kind', 'occasion', 'channel', 'recipientHash']],
      indexes: [
        ['state', 'nextAttemptAt'],
        ['recipientHash', 'createdAt'],
      ],
      references: { caseId: 'case_file' },
    });
    await createTable(runner, 'alert', {
      columns: {
        id: 'text',
        kind: 'text',
        subjectId: 'text',
        occasion: 'text',
        caseId: 'text',
        organisationId: 'text',
        unitId: 'text',
        commitmentId: 'text',
        at: 'instant',
        acknowledgedAt: 'instant?',
        acknowledgedBy: 'text?',
      },
      primary: ['id'],
      uniques: [['kind', 'subjectId', 'occasion']],
      indexes: [['organisationId', 'at']],
      references: { caseId: 'case_file' },
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('alert');
    await runner.dropTable('notice');
  }
}

import { remakeTable, type TableSpec } from '@app/platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const WAITING = '"nextAttemptAt" IS NOT NULL';
const NOTICE: TableSpec = {
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
    heldUntil: 'instant?',
    leaseUntil: 'instant?',
    fence: 'int',
    ambiguous: 'flag',
    providerId: 'text?',
    createdAt: 'instant',
    sentAt: 'instant?',
    mailId: 'text?',
    interruptions: 'int?',
  },
  primary: ['id'],
  uniques: [['caseId', 'kind', 'occasion', 'channel', 'recipientHash']],
  references: { caseId: 'case_file' },
};
const AFTER: TableSpec = {
  ...NOTICE,
  withoutRowid: true,
  indexes: [
    { columns: ['nextAttemptAt'], where: WAITING },
    { columns: ['recipientHash', 'createdAt'], where: WAITING },
    { columns: ['mailId'], where: '"mailId" IS NOT NULL' },
    { columns: ['state'], where: `"state" = 'UNKNOWN' AND "interruptions" >= 5` },
    { columns: ['state', 'createdAt'], where: `"state" IN ('FAILED', 'UNKNOWN')` },
    { columns: ['createdAt'], where: `"state" = 'SUPPRESSED'` },
  ],
};
const BEFORE: TableSpec = {
  ...NOTICE,
  indexes: [['state', 'nextAttemptAt'], ['recipientHash', 'createdAt'], ['mailId']],
};

/**
 * Indexes hold only the rows that are looked for through them: those that wait or failed, not all that was ever sent.
 */
export class LivingSpeed1764400000008 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await remakeTable(runner, 'notice', AFTER);
  }

  async down(runner: QueryRunner): Promise<void> {
    await remakeTable(runner, 'notice', BEFORE);
  }
}

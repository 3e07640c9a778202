import { remakeTable, type TableSpec } from '@app/platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const WAITING = '"nextAttemptAt" IS NOT NULL';
const ONCE = ['kind', 'occasion', 'channel', 'recipientHash'];

const NOTICE: TableSpec = {
  columns: {
    ...{ id: 'text', subject: 'text', subjectId: 'text', caseId: 'text?', kind: 'text', occasion: 'text' },
    ...{ channel: 'text', recipientHash: 'text', recipient: 'text', locale: 'text', facts: 'text' },
    ...{ state: 'text', reason: 'text?', attempts: 'int', interruptions: 'int?' },
    ...{ nextAttemptAt: 'instant?', heldUntil: 'instant?', leaseUntil: 'instant?', fence: 'int' },
    ...{ ambiguous: 'flag', providerId: 'text?', createdAt: 'instant', sentAt: 'instant?', mailId: 'text?' },
  },
  primary: ['id'],
  withoutRowid: true,
  uniques: [
    { columns: ['caseId', ...ONCE], where: '"caseId" IS NOT NULL' },
    { columns: ['subjectId', ...ONCE], where: '"caseId" IS NULL' },
  ],
  indexes: [
    { columns: ['nextAttemptAt'], where: WAITING },
    { columns: ['recipientHash', 'createdAt'], where: WAITING },
    { columns: ['mailId'], where: '"mailId" IS NOT NULL' },
    { columns: ['state'], where: `"state" = 'UNKNOWN' AND "interruptions" >= 5` },
    { columns: ['state', 'createdAt'], where: `"state" IN ('FAILED', 'UNKNOWN')` },
    { columns: ['createdAt'], where: `"state" = 'SUPPRESSED'` },
  ],
  references: { caseId: 'case_file' },
};
const ALERT: TableSpec = {
  columns: {
    ...{ id: 'text', kind: 'text', subject: 'text', subjectId: 'text', occasion: 'text', caseId: 'text?' },
    ...{ organisationId: 'text', unitId: 'text', commitmentId: 'text?', at: 'instant' },
    ...{ acknowledgedAt: 'instant?', acknowledgedBy: 'text?' },
  },
  primary: ['id'],
  uniques: [['kind', 'subjectId', 'occasion']],
  indexes: [['organisationId', 'at']],
  references: { caseId: 'case_file' },
};

/** Messages and alerts name what they are about; a case only where there is one. */
export class Subjects1764500000008 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await remakeTable(runner, 'notice', NOTICE, { subject: `'CASE'`, subjectId: 'before."caseId"' });
    await remakeTable(runner, 'alert', ALERT, { subject: `'CLOCK'` });
  }

  async down(runner: QueryRunner): Promise<void> {
    const { subject: _subject, subjectId: _id, ...notice } = NOTICE.columns;
    const { subject: _kind, ...alert } = ALERT.columns;
    await runner.query('DELETE FROM notice WHERE "caseId" IS NULL');
    await runner.query('DELETE FROM alert WHERE "caseId" IS NULL');
    await remakeTable(runner, 'notice', {
      ...NOTICE,
      columns: { ...notice, caseId: 'text' },
      uniques: [['caseId', ...ONCE]],
    });
    await remakeTable(runner, 'alert', {
      ...ALERT,
      columns: { ...alert, caseId: 'text', commitmentId: 'text' },
    });
  }
}

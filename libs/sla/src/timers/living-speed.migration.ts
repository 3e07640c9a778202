import { remakeTable, type TableSpec } from '@app/platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const TIMER: TableSpec = {
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
};
const AFTER: TableSpec = {
  ...TIMER,
  withoutRowid: true,
  uniques: [{ columns: ['liveKey'], where: '"liveKey" IS NOT NULL' }],
  indexes: [
    { columns: ['dueAt', 'retryAt', 'rungAt', 'generation', 'id'], where: `"state" = 'ARMED'` },
    { columns: ['subjectId'], where: `"state" IN ('ARMED', 'QUARANTINED')` },
    { columns: ['state'], where: `"state" = 'QUARANTINED'` },
    ['caseId'],
  ],
};
const BEFORE: TableSpec = {
  ...TIMER,
  uniques: [['liveKey']],
  indexes: [['state', 'dueAt', 'retryAt', 'rungAt', 'generation', 'id'], ['subjectId'], ['caseId']],
};

/** Indexes hold only waiting timers, a small part of a table in which most have fired or were cancelled. */
export class LivingSpeed1764400000002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await remakeTable(runner, 'timer', AFTER);
  }

  async down(runner: QueryRunner): Promise<void> {
    await remakeTable(runner, 'timer', BEFORE);
  }
}

import { remakeTable, type TableSpec } from '@app/platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const timer = (caseId: 'text' | 'text?'): TableSpec => ({
  columns: {
    ...{ id: 'text', kind: 'text', caseId, subjectId: 'text', occurrence: 'text', generation: 'int' },
    ...{ dueAt: 'instant', state: 'text', liveKey: 'text?', rungAt: 'instant?', firedAt: 'instant?' },
    ...{ failures: 'int', retryAt: 'instant?' },
  },
  primary: ['id'],
  withoutRowid: true,
  uniques: [{ columns: ['liveKey'], where: '"liveKey" IS NOT NULL' }],
  indexes: [
    { columns: ['dueAt', 'retryAt', 'rungAt', 'generation', 'id'], where: `"state" = 'ARMED'` },
    { columns: ['subjectId'], where: `"state" IN ('ARMED', 'QUARANTINED')` },
    { columns: ['state'], where: `"state" = 'QUARANTINED'` },
    ['caseId'],
  ],
});

const HOLIDAY = `before.kind = 'notice.before-holiday'`;
/** `2026-02-13>1771862400000>clock` marks a list that was partly written: the day is its first ten characters. */
const DAY = `SUBSTR(before.occurrence, 1, 10)`;
const LIVE_KEY = `before.kind || '|' || before."subjectId" || '|' || ${DAY}`;

/**
 * A timer can be about something other than a case: until now those had an empty case id. The list before a holiday is
 * now one message, written at once, so its timers name only the day.
 */
export class Subjects1764500000002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await remakeTable(runner, 'timer', timer('text?'), {
      caseId: `NULLIF(before."caseId", '')`,
      occurrence: `CASE WHEN ${HOLIDAY} THEN ${DAY} ELSE before.occurrence END`,
      liveKey: `CASE WHEN ${HOLIDAY} AND before."liveKey" IS NOT NULL THEN ${LIVE_KEY} ELSE before."liveKey" END`,
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    await remakeTable(runner, 'timer', timer('text'), { caseId: `COALESCE(before."caseId", '')` });
  }
}

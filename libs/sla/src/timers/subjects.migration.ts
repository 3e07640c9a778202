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

/** A timer can be about something that is no case: until now those had an empty case id. */
export class Subjects1764500000002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await remakeTable(runner, 'timer', timer('text?'), { caseId: `NULLIF(before."caseId", '')` });
  }

  async down(runner: QueryRunner): Promise<void> {
    await remakeTable(runner, 'timer', timer('text'), { caseId: `COALESCE(before."caseId", '')` });
  }
}

import { remakeTable, type TableSpec } from '@app/platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const RUNNING = '"standing" IS NOT NULL';
const ELSEWHERE = '"unitId" <> "ownerUnitId"';
const ENDED = '"endedAt" IS NOT NULL';
const OF_SUBJECT = ['subject', 'subjectId', 'commitmentId', 'occurrence'];

const CLOCK: TableSpec = {
  columns: {
    ...{ id: 'text', caseId: 'text?', organisationId: 'text', unitId: 'text', ownerUnitId: 'text' },
    ...{ commitmentId: 'text', commitmentVersion: 'text', calendarVersion: 'text' },
    ...{ subject: 'text', subjectId: 'text', occurrence: 'int', state: 'text' },
    ...{ startedAt: 'instant', endedAt: 'instant?', dueAt: 'instant?', dueDate: 'text?' },
    ...{ warnAt: 'instant?', standing: 'text?', generation: 'int' },
  },
  primary: ['id'],
  withoutRowid: true,
  uniques: [
    ['caseId', 'commitmentId', 'subjectId', 'occurrence'],
    { columns: OF_SUBJECT, where: '"caseId" IS NULL' },
  ],
  indexes: [
    { columns: ['organisationId', 'standing', 'dueAt', 'id'], where: RUNNING },
    { columns: ['ownerUnitId', 'standing', 'dueAt', 'id'], where: RUNNING },
    { columns: ['unitId', 'standing', 'dueAt', 'id'], where: `${RUNNING} AND ${ELSEWHERE}` },
    { columns: ['caseId'], where: '"endedAt" IS NULL' },
    { columns: ['organisationId', 'endedAt'], where: ENDED },
    { columns: ['ownerUnitId', 'endedAt'], where: ENDED },
    { columns: ['unitId', 'endedAt'], where: `${ENDED} AND ${ELSEWHERE}` },
  ],
  references: { caseId: 'case_file' },
};
const BEFORE: TableSpec = {
  ...CLOCK,
  columns: { ...CLOCK.columns, caseId: 'text' },
  uniques: [['caseId', 'commitmentId', 'subjectId', 'occurrence']],
};

/** A promise can apply to something other than a case. */
export class Subjects1764500000004 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await remakeTable(runner, 'clock', CLOCK);
  }

  async down(runner: QueryRunner): Promise<void> {
    await remakeTable(runner, 'clock', BEFORE);
  }
}

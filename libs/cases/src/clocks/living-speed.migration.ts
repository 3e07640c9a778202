import { createTable, remakeTable, type TableSpec } from '@app/platform';
import { TableIndex, type MigrationInterface, type QueryRunner } from 'typeorm';
import { fillCounts, standingNow } from './counted-again.js';

const RUNNING = '"standing" IS NOT NULL';
const ELSEWHERE = '"unitId" <> "ownerUnitId"';
const ENDED = '"endedAt" IS NOT NULL';

const CLOCK: TableSpec = {
  columns: {
    id: 'text',
    caseId: 'text',
    organisationId: 'text',
    unitId: 'text',
    ownerUnitId: 'text',
    commitmentId: 'text',
    commitmentVersion: 'text',
    calendarVersion: 'text',
    subject: 'text',
    subjectId: 'text',
    occurrence: 'int',
    state: 'text',
    startedAt: 'instant',
    endedAt: 'instant?',
    dueAt: 'instant?',
    dueDate: 'text?',
    warnAt: 'instant?',
    standing: 'text?',
    generation: 'int',
  },
  primary: ['id'],
  withoutRowid: true,
  uniques: [['caseId', 'commitmentId', 'subjectId', 'occurrence']],
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
const PETITIONER: TableSpec = {
  columns: {
    caseId: 'text',
    name: 'text',
    email: 'text?',
    phone: 'text?',
    emailIndex: 'text?',
    phoneIndex: 'text?',
  },
  primary: ['caseId'],
  withoutRowid: true,
  indexes: [
    { columns: ['emailIndex'], where: '"emailIndex" IS NOT NULL' },
    { columns: ['phoneIndex'], where: '"phoneIndex" IS NOT NULL' },
  ],
  references: { caseId: 'case_file' },
};
const CASE_KEY: TableSpec = {
  columns: { caseId: 'text', wrapped: 'text' },
  primary: ['caseId'],
  withoutRowid: true,
  references: { caseId: 'case_file' },
};
const CASE_SERIAL: TableSpec = {
  columns: { organisationId: 'text', day: 'text', n: 'int' },
  primary: ['organisationId', 'day'],
  withoutRowid: true,
};
const CLOCK_COUNT: TableSpec = {
  columns: {
    day: 'text',
    organisationId: 'text',
    ownerUnitId: 'text',
    unitId: 'text',
    commitmentId: 'text',
    standing: 'text',
    slot: 'int',
    n: 'int',
  },
  primary: ['day', 'organisationId', 'ownerUnitId', 'unitId', 'commitmentId', 'standing', 'slot'],
  withoutRowid: true,
};

const index = (columns: string[], where?: string) =>
  new TableIndex({
    name: `ix_case_file_${columns.join('_')}`,
    columnNames: columns,
    ...(where && { where }),
  });
/** Indexes of the lists of cases, newest first, by id where two came in the same millisecond. */
const GONE = [
  index(['organisationId', 'receivedAt', 'id']),
  index(['organisationId', 'status', 'receivedAt']),
  index(['handlerId', 'status']),
];
const NEW = [
  index(['organisationId', 'status', 'receivedAt', 'id']),
  index(['unitId', 'status', 'receivedAt', 'id']),
  index(['handlerId', 'open', 'receivedAt', 'id'], '"handlerId" IS NOT NULL'),
];
const EXTERNAL = {
  name: 'ux_case_file_mapping_externalId',
  columnNames: ['mapping', 'externalId'],
  isUnique: true,
};

/** Adds standing, owner and counts of clocks; each index holds only the rows that are queried through it. */
export class LivingSpeed1764400000004 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const database = runner.connection.options.type === 'postgres' ? 'postgres' : 'sqlite';
    await createTable(runner, 'clock_count', CLOCK_COUNT);
    await remakeTable(runner, 'clock', CLOCK, {
      ownerUnitId: `(SELECT f."unitId" FROM case_file f WHERE f.id = before."caseId")`,
      standing: standingNow(database),
    });
    await runner.query(fillCounts(database));
    await remakeTable(runner, 'petitioner', PETITIONER);
    await remakeTable(runner, 'case_key', CASE_KEY);
    await remakeTable(runner, 'case_serial', CASE_SERIAL);
    for (const gone of GONE) await runner.dropIndex('case_file', gone.name!);
    for (const made of NEW) await runner.createIndex('case_file', made);
    await runner.dropIndex('case_file', EXTERNAL.name);
    await runner.createIndex('case_file', new TableIndex({ ...EXTERNAL, where: '"mapping" IS NOT NULL' }));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('clock_count');
    for (const made of NEW) await runner.dropIndex('case_file', made.name!);
    for (const gone of GONE) await runner.createIndex('case_file', gone);
  }
}

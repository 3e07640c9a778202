import { TableIndex, type MigrationInterface, type QueryRunner } from 'typeorm';

const ANSWERED = new TableIndex({
  name: 'ix_case_file_serviceId_repliedAt',
  columnNames: ['serviceId', 'repliedAt'],
  where: '"repliedAt" IS NOT NULL',
});

/** The newest answers of a service, for what it measured lately; a new case is not in it. */
export class AnsweredIndex1765200000000 implements MigrationInterface {
  up = (runner: QueryRunner): Promise<void> => runner.createIndex('case_file', ANSWERED);
  down = (runner: QueryRunner): Promise<void> => runner.dropIndex('case_file', ANSWERED.name!);
}

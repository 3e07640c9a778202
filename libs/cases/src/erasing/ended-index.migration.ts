import { TableIndex, type MigrationInterface, type QueryRunner } from 'typeorm';

const ENDED = new TableIndex({
  name: 'ix_case_file_serviceId_receivedAt',
  columnNames: ['serviceId', 'receivedAt'],
  where: '"open" = false AND "erasedAt" IS NULL',
});

/** Ended cases of a service that still hold personal data, oldest first: their retention period is looked at each night. */
export class EndedIndex1765300000021 implements MigrationInterface {
  up = (runner: QueryRunner): Promise<void> => runner.createIndex('case_file', ENDED);
  down = (runner: QueryRunner): Promise<void> => runner.dropIndex('case_file', ENDED.name!);
}

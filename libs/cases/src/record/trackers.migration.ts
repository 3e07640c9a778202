import { TableIndex, type MigrationInterface, type QueryRunner } from 'typeorm';

const TRACKED = new TableIndex({
  name: 'ix_case_file_trackerId_open_listOrder_id',
  columnNames: ['trackerId', 'open', 'listOrder', 'id'],
  where: '"trackerId" IS NOT NULL',
});

/** 列管: who follows a case without handling it. */
export class Trackers1767600000011 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    if (runner.connection.options.type === 'postgres') await runner.query('SET LOCAL statement_timeout = 0');
    await runner.query('ALTER TABLE case_file ADD COLUMN "trackerId" text');
    await runner.createIndex('case_file', TRACKED);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropIndex('case_file', TRACKED.name!);
    await runner.query('ALTER TABLE case_file DROP COLUMN "trackerId"');
  }
}

import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When an act on several cases was done to each: it can be undone for ten minutes from then on. */
export class BulkDone1767700001101 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE bulk_case ADD COLUMN "doneAt" bigint');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE bulk_case DROP COLUMN "doneAt"');
  }
}

import type { MigrationInterface, QueryRunner } from 'typeorm';

const COLUMNS = ['deputyId', 'awayUntil'];

/** 職務代理: deputies, and the last day of an absence. */
export class Deputies1764200000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const column of COLUMNS) await runner.query(`ALTER TABLE staff ADD COLUMN "${column}" text`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const column of COLUMNS) await runner.query(`ALTER TABLE staff DROP COLUMN "${column}"`);
  }
}

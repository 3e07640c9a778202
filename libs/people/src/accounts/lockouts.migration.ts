import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Failures of sign-in are counted by login, known or not, in `failure`. */
export class Lockouts1764400000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const column of ['failures', 'lockedUntil'])
      await runner.query(`ALTER TABLE staff DROP COLUMN "${column}"`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE staff ADD COLUMN failures integer NOT NULL DEFAULT 0');
    await runner.query('ALTER TABLE staff ADD COLUMN "lockedUntil" bigint');
  }
}

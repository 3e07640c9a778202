import type { MigrationInterface, QueryRunner } from 'typeorm';

export class HeldNotices1764400000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE notice ADD COLUMN "heldUntil" bigint');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE notice DROP COLUMN "heldUntil"');
  }
}

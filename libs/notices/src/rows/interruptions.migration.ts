import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Interruptions1764200000008 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE notice ADD COLUMN interruptions integer');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE notice DROP COLUMN interruptions');
  }
}

import { TableIndex, type MigrationInterface, type QueryRunner } from 'typeorm';

const INDEX = { name: 'ix_notice_mailId', columnNames: ['mailId'] };

/** Several notices can go out as one mail. */
export class GatheredMails1764200000002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE notice ADD COLUMN "mailId" text`);
    await runner.createIndex('notice', new TableIndex(INDEX));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropIndex('notice', INDEX.name);
    await runner.query(`ALTER TABLE notice DROP COLUMN "mailId"`);
  }
}

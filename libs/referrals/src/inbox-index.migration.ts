import { TableIndex, type MigrationInterface, type QueryRunner } from 'typeorm';

const OLD = { name: 'ix_referral_partnerUnitId_status', columnNames: ['partnerUnitId', 'status'] };
const NEW = {
  name: 'ix_referral_partnerUnitId_status_offeredAt_id',
  columnNames: ['partnerUnitId', 'status', 'offeredAt', 'id'],
};

/** Index for a partner's inbox, in the order in which it is shown. */
export class InboxIndex1764400000005 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.createIndex('referral', new TableIndex(NEW));
    await runner.dropIndex('referral', OLD.name);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.createIndex('referral', new TableIndex(OLD));
    await runner.dropIndex('referral', NEW.name);
  }
}

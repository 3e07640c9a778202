import { TableIndex, type MigrationInterface, type QueryRunner } from 'typeorm';

const COLUMNS = ['state', 'dueAt', 'retryAt', 'rungAt', 'generation', 'id'];
const SWEEP_INDEX = { name: `ix_timer_${COLUMNS.join('_')}`, columnNames: COLUMNS };
const OLD = { name: 'ix_timer_state_dueAt', columnNames: ['state', 'dueAt'] };

export class SweepIndex1764100000002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.createIndex('timer', new TableIndex(SWEEP_INDEX));
    await runner.dropIndex('timer', OLD.name);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.createIndex('timer', new TableIndex(OLD));
    await runner.dropIndex('timer', SWEEP_INDEX.name);
  }
}

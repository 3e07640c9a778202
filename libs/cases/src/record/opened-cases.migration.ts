import { TableIndex, type MigrationInterface, type QueryRunner } from 'typeorm';

const indexBy = (column: string) =>
  new TableIndex({ name: `ix_co_handling_opens_${column}`, columnNames: [column], where: 'opens' });
const OPENED = [indexBy('unitId'), indexBy('unitOrganisationId')];
const BEFORE = new TableIndex({
  name: 'ix_co_handling_unitOrganisationId_state',
  columnNames: ['unitOrganisationId', 'state'],
});

/** Lists of a unit that was asked to co-handle read the cases it takes part in now, not those of all years. */
export class OpenedCases1767700001102 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const no = runner.connection.options.type === 'postgres' ? 'FALSE' : '(0)';
    await runner.query(`ALTER TABLE co_handling ADD COLUMN opens boolean NOT NULL DEFAULT ${no}`);
    await runner.query(`UPDATE co_handling SET opens = TRUE WHERE state IN ('OPEN', 'ANSWERED')
      AND "caseId" IN (SELECT id FROM case_file WHERE open = TRUE)`);
    await runner.createIndices('co_handling', OPENED);
    await runner.dropIndex('co_handling', BEFORE.name!);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.createIndex('co_handling', BEFORE);
    await runner.dropIndices('co_handling', OPENED);
    await runner.query('ALTER TABLE co_handling DROP COLUMN opens');
  }
}

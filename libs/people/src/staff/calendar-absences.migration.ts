import { TableIndex, type MigrationInterface, type QueryRunner } from 'typeorm';

const INDEX = new TableIndex({
  name: 'ix_audit_event_staffId_type_at',
  columnNames: ['staffId', 'type', 'at'],
});

/** Absences with first and last day, and the history of one account. */
export class CalendarAbsences1767600000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE staff ADD COLUMN absences text NOT NULL DEFAULT '[]'`);
    await runner.createIndex('audit_event', INDEX);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropIndex('audit_event', INDEX);
    await runner.query('ALTER TABLE staff DROP COLUMN absences');
  }
}

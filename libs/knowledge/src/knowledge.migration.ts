import { createTable } from '@app/platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Knowledge1767400000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, 'knowledge_entry', {
      columns: {
        ...{ id: 'text', shelf: 'text', number: 'text', question: 'text', answer: 'text' },
        ...{ source: 'text', unit: 'text', reviewOn: 'text', retiredAt: 'instant?' },
      },
      primary: ['id'],
      uniques: [['shelf', 'number']],
    });
    await createTable(runner, 'knowledge_shelf', {
      columns: { id: 'text', version: 'text' },
      primary: ['id'],
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('knowledge_shelf');
    await runner.dropTable('knowledge_entry');
  }
}

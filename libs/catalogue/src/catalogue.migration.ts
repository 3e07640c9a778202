import { createTable } from '@app/platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Catalogue1764000000003 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, 'catalogue_entry', {
      columns: {
        kind: 'text',
        id: 'text',
        version: 'text',
        content: 'text',
        current: 'flag',
        loadedAt: 'instant',
      },
      primary: ['kind', 'id', 'version'],
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('catalogue_entry');
  }
}

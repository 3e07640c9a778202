import { createTable } from '@app/platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Lists of filters saved by name, and acts on several cases at once. */
export class Lists1767500000010 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, 'saved_list', {
      columns: {
        ...{ id: 'text', staffId: 'text', unitId: 'text', shared: 'flag', name: 'text', nameKey: 'text' },
        ...{ filters: 'text', createdAt: 'instant' },
      },
      primary: ['id'],
      uniques: [['staffId', 'nameKey']],
      indexes: [['unitId']],
    });
    await createTable(runner, 'saved_list_owner', {
      columns: { staffId: 'text', changedAt: 'instant' },
      primary: ['staffId'],
    });
    await createTable(runner, 'bulk', {
      columns: { id: 'text', staffId: 'text', act: 'text', createdAt: 'instant' },
      primary: ['id'],
      indexes: [['createdAt']],
    });
    await createTable(runner, 'bulk_case', {
      columns: {
        ...{ id: 'text', bulkId: 'text', place: 'int', caseNumber: 'text', state: 'text', refusal: 'text?' },
        ...{ unitBefore: 'text?', handlerBefore: 'text?', seq: 'int?', createdAt: 'instant' },
      },
      primary: ['id'],
      uniques: [['bulkId', 'place']],
      indexes: [['createdAt']],
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['bulk_case', 'bulk', 'saved_list_owner', 'saved_list'])
      await runner.dropTable(table);
  }
}

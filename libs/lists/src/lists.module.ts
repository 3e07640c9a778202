import { CasesModule } from '@app/cases';
import { registerTables } from '@app/platform';
import { Module } from '@nestjs/common';
import { BulkActs } from './bulk-acts.js';
import { BulkDone1767700001101 } from './bulk-done.migration.js';
import { Bulk, BulkCase } from './bulk.entity.js';
import { Lists1767500000010 } from './lists.migration.js';
import { SavedList, SavedListOwner } from './saved-list.entity.js';
import { SavedLists } from './saved-lists.js';

registerTables({
  entities: [SavedList, SavedListOwner, Bulk, BulkCase],
  migrations: [Lists1767500000010, BulkDone1767700001101],
  forgotten: [
    { table: 'bulk_case', column: 'createdAt', days: 30 },
    { table: 'bulk', column: 'createdAt', days: 30 },
  ],
});

/** What staff do with lists of cases: save their filters, and act on several cases at once. */
@Module({ imports: [CasesModule], providers: [SavedLists, BulkActs], exports: [SavedLists, BulkActs] })
export class ListsModule {}

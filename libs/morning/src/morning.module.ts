import { CasesModule } from '@app/cases';
import { LookupsModule } from '@app/lookups';
import { NoticesModule } from '@app/notices';
import { registerTables } from '@app/platform';
import { Module } from '@nestjs/common';
import { ChaseList, ChaseListRow, MorningDay, MorningSetting } from './chase-list.entity.js';
import { ChaseLists } from './chase-lists.js';
import { ListMaker } from './list-maker.js';
import { ListReaders } from './list-readers.js';
import { Morning1767700001000 } from './morning.migration.js';
import { Mornings } from './mornings.js';
import { SheetMaker } from './sheet-maker.js';
import { SheetSettings } from './sheet-settings.js';
import { WorkingMornings } from './working-mornings.js';

registerTables({
  entities: [MorningDay, ChaseList, ChaseListRow, MorningSetting],
  migrations: [Morning1767700001000],
});

/** What supervisors get each working morning: the sheet of the stand-up by mail, and the list of overdue cases of a unit. */
@Module({
  imports: [CasesModule, LookupsModule, NoticesModule],
  providers: [Mornings, ListMaker, SheetMaker, SheetSettings, ChaseLists, ListReaders, WorkingMornings],
  exports: [Mornings, ChaseLists, SheetSettings],
})
export class MorningModule {}

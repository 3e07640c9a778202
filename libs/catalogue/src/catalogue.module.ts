import { registerTables } from '@app/platform';
import { Module } from '@nestjs/common';
import { CatalogueEntry } from './catalogue-entry.entity.js';
import { Catalogue1764000000003 } from './catalogue.migration.js';
import { CatalogueStore } from './catalogue-store.js';
import { CalendarImport } from './calendar-import.js';
import { Catalogue } from './catalogue.js';
import { SpecialDays } from './special-days.js';

registerTables({ entities: [CatalogueEntry], migrations: [Catalogue1764000000003] });

@Module({
  providers: [Catalogue, CatalogueStore, CalendarImport, SpecialDays],
  exports: [Catalogue, CatalogueStore, CalendarImport, SpecialDays],
})
export class CatalogueModule {}

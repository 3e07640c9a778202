import { PeopleModule } from '@app/people';
import { registerTables } from '@app/platform';
import { Module } from '@nestjs/common';
import { KnowledgeEntry, KnowledgeShelf } from './entry.entity.js';
import { FaqImport } from './faq-import.js';
import { Knowledge } from './knowledge.js';
import { Knowledge1767400000001 } from './knowledge.migration.js';

registerTables({ entities: [KnowledgeEntry, KnowledgeShelf], migrations: [Knowledge1767400000001] });

@Module({ imports: [PeopleModule], providers: [Knowledge, FaqImport], exports: [Knowledge, FaqImport] })
export class KnowledgeModule {}

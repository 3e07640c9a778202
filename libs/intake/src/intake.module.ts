import { AttachmentsModule } from '@app/attachments';
import { CasesModule } from '@app/cases';
import { KnowledgeModule } from '@app/knowledge';
import { registerTables } from '@app/platform';
import { Module } from '@nestjs/common';
import { CallEndings1766100000006 } from './call-endings.migration.js';
import { CallRatings } from './call-ratings.js';
import { CallRecord } from './call-record.entity.js';
import { CallRecords1767400000006 } from './call-record.migration.js';
import { CallRecords } from './call-records.js';
import { CaseCalls } from './case-calls.js';
import { ContactChange } from './contact-change.js';
import { Contact, ImportRun } from './contact.entity.js';
import { BulkImport } from './import/bulk-import.js';
import { ErasedCalls } from './erased-calls.js';
import { Intake1764000000006 } from './intake.migration.js';
import { Intake } from './intake.js';
import { LostCode } from './lost-code.js';
import { PublicOffer } from './public-offer.js';
import { UndoContact } from './undo-contact.js';

registerTables({
  entities: [Contact, CallRecord, ImportRun],
  migrations: [Intake1764000000006, CallEndings1766100000006, CallRecords1767400000006],
});

@Module({
  imports: [CasesModule, AttachmentsModule, KnowledgeModule],
  providers: [
    ErasedCalls,
    Intake,
    CallRecords,
    CallRatings,
    CaseCalls,
    UndoContact,
    ContactChange,
    LostCode,
    PublicOffer,
    BulkImport,
  ],
  exports: [Intake, CallRatings, CaseCalls, UndoContact, ContactChange, LostCode, PublicOffer, BulkImport],
})
export class IntakeModule {}

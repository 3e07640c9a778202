import { CasesModule } from '@app/cases';
import { registerTables, SETTINGS, type Settings } from '@app/platform';
import { Module } from '@nestjs/common';
import { ActsWithFiles } from './acts-with-files.js';
import { Attachments } from './attachments.js';
import { ErasedFiles } from './erased-files.js';
import { Arrivals } from './keeping/arrivals.js';
import { AttachmentDrafts } from './keeping/drafts.js';
import { Orphans } from './keeping/orphans.js';
import { Removals } from './keeping/removals.js';
import { SealedFiles } from './keeping/sealed-files.js';
import { Attachment, AttachmentDraft } from './rows/attachment.entity.js';
import { Attachments1765100000000 } from './rows/attachments.migration.js';
import { InfectedFiles } from './rows/infected-files.js';
import { WrappedKeys } from './rows/wrapped-keys.js';
import { Clamd } from './scanning/clamd.js';
import { ScanOutbox } from './scanning/scan-outbox.js';
import { Scanner } from './scanning/scanner.js';
import { QuarantinedScans } from './scanning/quarantined-scans.js';
import { Scans } from './scanning/scans.js';

registerTables({
  entities: [Attachment, AttachmentDraft],
  migrations: [Attachments1765100000000],
  // longer than any draft and its files are kept (DRAFT_HOURS)
  forgotten: [{ table: 'attachment_draft', column: 'touchedAt', days: 7 }],
});

const scanner = {
  provide: Scanner,
  useFactory: ({ CLAMD_URL }: Settings) => (CLAMD_URL ? new Clamd(new URL(CLAMD_URL)) : undefined),
  inject: [SETTINGS],
};
const services = [Attachments, AttachmentDrafts, ActsWithFiles, Orphans, Removals, Scans, QuarantinedScans];

/** Files of a case: taken in, looked into, scanned, joined to an act, opened, erased. */
@Module({
  imports: [CasesModule],
  providers: [
    ...services,
    Arrivals,
    ErasedFiles,
    InfectedFiles,
    SealedFiles,
    WrappedKeys,
    ScanOutbox,
    scanner,
  ],
  exports: services,
})
export class AttachmentsModule {}

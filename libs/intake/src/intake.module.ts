import { CasesModule } from '@app/cases';
import { registerTables } from '@app/platform';
import { Module } from '@nestjs/common';
import { Contact, ImportRun } from './contact.entity.js';
import { BulkImport } from './import/bulk-import.js';
import { Intake1764000000006 } from './intake.migration.js';
import { Intake } from './intake.js';

registerTables({ entities: [Contact, ImportRun], migrations: [Intake1764000000006] });

@Module({ imports: [CasesModule], providers: [Intake, BulkImport], exports: [Intake, BulkImport] })
export class IntakeModule {}

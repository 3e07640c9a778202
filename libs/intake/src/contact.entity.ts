import { CaseFile } from '@app/cases';
import { Id, Instant, Int, Text } from '@app/platform';
import { Entity, ForeignKey, Index } from 'typeorm';

/** How a call about an existing case ended: the caller added something, or only asked how it stands. */
export type CaseCallEnding = 'ATTACHED' | 'ASKED';

/** A call or visit (人次) that made no case: solved at once, or about an existing case. No name, no notice. */
@Entity('contact')
@Index('ix_contact_organisationId_at', ['organisationId', 'at'])
export class Contact {
  @Id() id: string;
  @Text() organisationId: string;
  @Text() unitId: string;
  @Text() staffId: string;
  @Text() channel: string;
  @Text({ nullable: true }) hotline: string | null;
  @Text() serviceId: string;
  @Text() topic: string;
  @Text() answer: string;
  @Int({ nullable: true }) seconds: number | null;
  @Instant() at: number;
  @Text() ending: 'SOLVED' | CaseCallEnding;
  /** The case that the call was about; what was said stands there, and topic and answer are empty here. */
  @Text({ nullable: true })
  @ForeignKey(() => CaseFile, 'id', { name: 'fk_contact_caseId' })
  caseId: string | null;
  /** When its agent took it back; it is not counted then. */
  @Instant({ nullable: true }) undoneAt: number | null;
}

/** One run of a bulk import and its progress, so that a killed run can be resumed. */
@Entity('import_run')
@Index('ix_import_run_mapping_fileHash', ['mapping', 'fileHash'])
export class ImportRun {
  @Id() id: string;
  @Text() mapping: string;
  @Text() file: string;
  @Text() fileHash: string;
  @Text() state: 'RUNNING' | 'DONE';
  @Int() rowsRead: number;
  @Int() inserted: number;
  @Int() known: number;
  @Int() rejected: number;
  @Instant() startedAt: number;
  @Instant({ nullable: true }) finishedAt: number | null;
}

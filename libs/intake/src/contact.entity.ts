import { Id, Instant, Int, Text } from '@app/platform';
import { Entity, Index } from 'typeorm';

/** A call or visit solved at once (人次): no name, no notice, no case. */
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

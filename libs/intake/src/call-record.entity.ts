import { CaseFile } from '@app/cases';
import { KnowledgeEntry } from '@app/knowledge';
import { Id, Instant, Text } from '@app/platform';
import { Entity, ForeignKey, Index } from 'typeorm';

/** What is kept of a call or visit beside its contact or the case that it opened, whichever it ended in. */
@Entity('call_record')
@Index('ix_call_record_organisationId_at', ['organisationId', 'at'])
export class CallRecord {
  /** The id of the contact, or of the case that the call opened. */
  @Id() id: string;
  @Text() organisationId: string;
  @Instant() at: number;
  @Text({ nullable: true })
  @ForeignKey(() => CaseFile, 'id', { name: 'fk_call_record_openedCaseId' })
  openedCaseId: string | null;
  /** The entry of the knowledge that the answer was taken from. */
  @Text({ nullable: true })
  @ForeignKey(() => KnowledgeEntry, 'id', { name: 'fk_call_record_knowledgeId' })
  knowledgeId: string | null;
}

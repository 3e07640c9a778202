import { CaseFile } from '@app/cases';
import { KnowledgeEntry } from '@app/knowledge';
import { Flag, Id, Instant, Int, Text } from '@app/platform';
import { Entity, ForeignKey, Index } from 'typeorm';

/** What is kept of a call or visit beside its contact or the case that it opened, whichever it ended in. */
@Entity('call_record')
@Index('ix_call_record_organisationId_at', ['organisationId', 'at'])
@Index('ix_call_record_organisationId_reference', ['organisationId', 'reference'])
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
  @Text({ nullable: true }) matter: 'CONSULTATION' | 'PETITION' | null;
  /** A spoken petition was read back and confirmed (行政程序法 §169). */
  @Flag({ nullable: true }) readBack: boolean | null;
  /** Whether the petitioner gave the real name. */
  @Flag({ nullable: true }) named: boolean | null;
  /** Codes of the organisation's lists. */
  @Text({ nullable: true }) topicCode: string | null;
  @Text({ nullable: true }) need: string | null;
  /** Seconds before the call was answered. */
  @Int({ nullable: true }) waited: number | null;
  /** The unit that the caller was put through to. */
  @Text({ nullable: true }) transferredTo: string | null;
  /** The number that the telephone system gave the call. */
  @Text({ nullable: true }) reference: string | null;
  /** Satisfaction before hang-up, 1 to 5. */
  @Int({ nullable: true }) rating: number | null;
}

import { CaseFile } from '@app/cases';
import { Flag, Id, Instant, Int, Json, Text, type OutboxRow } from '@app/platform';
import { Entity, ForeignKey, Index } from 'typeorm';
import type { SubjectKind } from '../kinds/subject.js';
import type { NoticeFacts } from '../facts/facts.js';
import {
  GATHERED,
  QUARANTINED,
  SUPPRESSED,
  UNDELIVERED,
  WAITING,
  type NoticeState,
} from './notice-states.js';

const ONCE = ['kind', 'occasion', 'channel', 'recipientHash'];

/** One message owed to one recipient on one channel for one occasion; inserted in the transaction of its cause. */
@Entity('notice', { withoutRowid: true })
@Index('ux_notice_caseId_kind_occasion_channel_recipientHash', ['caseId', ...ONCE], {
  unique: true,
  where: '"caseId" IS NOT NULL',
})
@Index('ux_notice_subjectId_kind_occasion_channel_recipientHash', ['subjectId', ...ONCE], {
  unique: true,
  where: '"caseId" IS NULL',
})
@Index('ix_notice_nextAttemptAt', ['nextAttemptAt'], { where: WAITING })
@Index('ix_notice_recipientHash_createdAt', ['recipientHash', 'createdAt'], { where: WAITING })
@Index('ix_notice_mailId', ['mailId'], { where: GATHERED })
@Index('ix_notice_state', ['state'], { where: QUARANTINED })
@Index('ix_notice_state_createdAt', ['state', 'createdAt'], { where: UNDELIVERED })
@Index('ix_notice_createdAt', ['createdAt'], { where: SUPPRESSED })
export class Notice implements OutboxRow {
  @Id() id: string;
  /** What it is about. */
  @Text() subject: SubjectKind;
  @Text() subjectId: string;
  /** Null for what belongs to no case. */
  @Text({ nullable: true })
  @ForeignKey(() => CaseFile, 'id', { name: 'fk_notice_caseId' })
  caseId: string | null;
  @Text() kind: string;
  /**
   * What it was caused by, so that a second reminder is not mistaken for the first: sequence number of the event, of a
   * ladder the clock and the moment, of a holiday its last working day.
   */
  @Text() occasion: string;
  @Text() channel: 'EMAIL' | 'SMS';
  @Text() recipientHash: string;
  /** Sealed under the case's key, or the installation's where there is no case. */
  @Text() recipient: string;
  @Text() locale: string;
  /** What the words need: numbers, dates, unit ids. Never personal data, never a code. */
  @Json() facts: NoticeFacts;
  @Text() state: NoticeState;
  @Text({ nullable: true }) reason: string | null;
  @Int() attempts: number;
  /** The last attempts in a row that failed on our own side: the sender died, or could not make the message. */
  @Int({ nullable: true }) interruptions: number | null;
  @Instant({ nullable: true }) nextAttemptAt: number | null;
  /** Not sent before then: its recipient had reached the daily cap (`cap.ts`). */
  @Instant({ nullable: true }) heldUntil: number | null;
  /**
   * While SENDING: until when its sender holds it. `fence`: a result counts only while it is still that of its attempt.
   */
  @Instant({ nullable: true }) leaseUntil: number | null;
  @Int() fence: number;
  /** It may have been handed over twice, with the same Message-ID. */
  @Flag() ambiguous: boolean;
  @Text({ nullable: true }) providerId: string | null;
  @Instant() createdAt: number;
  @Instant({ nullable: true }) sentAt: number | null;
  /** Gathered with others into one mail: the id of that mail, the same for all of them. */
  @Text({ nullable: true }) mailId: string | null;
}

/** Something that a supervisor must see, as a broken promise. */
@Entity('alert')
@Index('ux_alert_kind_subjectId_occasion', ['kind', 'subjectId', 'occasion'], { unique: true })
@Index('ix_alert_organisationId_at', ['organisationId', 'at'])
export class Alert {
  @Id() id: string;
  @Text() kind: string;
  /** What it is about. */
  @Text() subject: SubjectKind;
  @Text() subjectId: string;
  @Text() occasion: string;
  @Text({ nullable: true })
  @ForeignKey(() => CaseFile, 'id', { name: 'fk_alert_caseId' })
  caseId: string | null;
  @Text() organisationId: string;
  @Text() unitId: string;
  @Text({ nullable: true }) commitmentId: string | null;
  @Instant() at: number;
  @Instant({ nullable: true }) acknowledgedAt: number | null;
  @Text({ nullable: true }) acknowledgedBy: string | null;
}

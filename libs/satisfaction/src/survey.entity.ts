import { CaseFile } from '@app/cases';
import { Id, Instant, Int, Text } from '@app/platform';
import { Entity, ForeignKey, Index } from 'typeorm';

/** A questionnaire (滿意度問卷) of one closed case. Its token is derived, never stored. */
@Entity('survey')
@Index('ix_survey_caseId', ['caseId'])
@Index('ux_survey_tokenHash', ['tokenHash'], { unique: true })
export class Survey {
  @Id() id: string;
  @Text() @ForeignKey(() => CaseFile, 'id', { name: 'fk_survey_caseId' }) caseId: string;
  @Text() organisationId: string;
  @Text() tokenHash: string;
  @Text() mode: 'LINK';
  @Text() state: 'PLANNED' | 'SENT' | 'ANSWERED' | 'EXPIRED' | 'CANCELLED';
  @Instant() plannedAt: number;
  @Instant({ nullable: true }) sentAt: number | null;
  @Instant({ nullable: true }) expiresAt: number | null;
  @Instant({ nullable: true }) answeredAt: number | null;
  @Int({ nullable: true }) score: number | null;
  /** Sealed under the case's key. */
  @Text({ nullable: true }) comment: string | null;
}

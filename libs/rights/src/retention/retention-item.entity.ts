import { CaseFile } from '@app/cases';
import { Id, Instant, Text } from '@app/platform';
import { Entity, ForeignKey, Index } from 'typeorm';

/** Why a case is left out of the list for a year. */
export const LEFT_OUT_REASONS = ['STILL_NEEDED', 'DISPUTE', 'ARCHIVES', 'PERIOD_WRONG'] as const;
export type LeftOutReason = (typeof LEFT_OUT_REASONS)[number];

export type RetentionState = 'PROPOSED' | 'APPROVED' | 'LEFT_OUT' | 'ERASED' | 'SKIPPED';

/** A case whose retention period is over: proposed by the system, decided by a named person, then erased. */
@Entity('retention_item')
@Index('ux_retention_item_caseId', ['caseId'], { unique: true })
@Index('ix_retention_item_organisationId_state_proposedAt', ['organisationId', 'state', 'proposedAt'])
@Index('ix_retention_item_state_decidedAt', ['state', 'decidedAt'])
export class RetentionItem {
  @Id() id: string;
  @Text() @ForeignKey(() => CaseFile, 'id', { name: 'fk_retention_item_caseId' }) caseId: string;
  @Text() caseNumber: string;
  @Text() organisationId: string;
  @Text() unitId: string;
  @Text() serviceId: string;
  /** Last day of the period, `YYYY-MM-DD`. */
  @Text() keptUntil: string;
  @Text() state: RetentionState;
  /** Why it was left out, or why it could not be erased. */
  @Text({ nullable: true }) reason: string | null;
  @Instant() proposedAt: number;
  @Instant({ nullable: true }) decidedAt: number | null;
  @Text({ nullable: true }) decidedBy: string | null;
  @Instant({ nullable: true }) erasedAt: number | null;
}

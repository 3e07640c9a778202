import { Id, Instant, Int, Text } from '@app/platform';
import { CaseFile } from '@app/cases';
import { Entity, ForeignKey, Index } from 'typeorm';

/** Referral statuses (docs/case-life.md). A referral never changes the case's status. */
export const REFERRAL_STATUSES = ['OFFERED', 'ACCEPTED', 'RETURNED', 'RECALLED', 'REPLIED'] as const;
export type ReferralStatus = (typeof REFERRAL_STATUSES)[number];

/** One offer to one partner (轉介). Offering again to another partner is a new row of the same chain. */
@Entity('referral')
@Index('ix_referral_caseId', ['caseId'])
@Index('ix_referral_partnerUnitId_status_offeredAt_id', ['partnerUnitId', 'status', 'offeredAt', 'id'])
export class Referral {
  @Id() id: string;
  @Text() @ForeignKey(() => CaseFile, 'id', { name: 'fk_referral_caseId' }) caseId: string;
  @Text() organisationId: string;
  /** The first referral of the chain: the citizen's two weeks count from its offer. */
  @Text() chainId: string;
  @Text() partnerUnitId: string;
  @Text() partnerOrganisationId: string;
  @Text() status: ReferralStatus;
  @Instant() offeredAt: number;
  @Instant({ nullable: true }) acceptedAt: number | null;
  @Instant({ nullable: true }) endedAt: number | null;
  @Text({ nullable: true }) suggestedPartner: string | null;
  /** Counts changes; compared by `If-Match`. */
  @Int() version: number;
}

/** Personal data shown to a partner, and when (個資法 §11 V: recipients must be told of corrections). */
@Entity('disclosure')
@Index('ix_disclosure_caseId', ['caseId'])
export class Disclosure {
  @Id() id: string;
  @Text() @ForeignKey(() => CaseFile, 'id', { name: 'fk_disclosure_caseId' }) caseId: string;
  @Text() referralId: string;
  @Text() unitId: string;
  @Text() staffId: string;
  @Text() fields: string;
  @Instant() at: number;
}

import { Flag, Id, Instant, Text } from '@app/platform';
import { Entity, ForeignKey, Index } from 'typeorm';
import { CaseFile } from './case-file.entity.js';

/** `VOID`: the case ended first. */
export type CoHandlingState = 'OPEN' | 'ANSWERED' | 'RECALLED' | 'VOID';

/**
 * A unit asked for its opinion on a case that another unit owns (會辦). Its words stand in the history. As long as the case is
 * open, a unit that is asked or has answered reads the case (`scope.ts`).
 */
@Entity('co_handling')
@Index('ux_co_handling_caseId_unitId', ['caseId', 'unitId'], { unique: true, where: `"state" = 'OPEN'` })
@Index('ix_co_handling_caseId', ['caseId'])
@Index('ix_co_handling_unitId_state_askedAt_id', ['unitId', 'state', 'askedAt', 'id'])
@Index('ix_co_handling_opens_unitId', ['unitId'], { where: 'opens' })
@Index('ix_co_handling_opens_unitOrganisationId', ['unitOrganisationId'], { where: 'opens' })
export class CoHandling {
  @Id() id: string;
  @Text() @ForeignKey(() => CaseFile, 'id', { name: 'fk_co_handling_caseId' }) caseId: string;
  /** The unit asked, and its organisation, which may be another than the case's. */
  @Text() unitId: string;
  @Text() unitOrganisationId: string;
  /** The person who asks, who is told of the answer. */
  @Text() askedBy: string;
  @Text() state: CoHandlingState;
  /** The unit reads the case by it: it is asked or has answered, and the case is open. */
  @Flag({ default: false }) opens: boolean;
  @Instant() askedAt: number;
  @Instant({ nullable: true }) endedAt: number | null;
}

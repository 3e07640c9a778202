import { Id, Instant, Text } from '@app/platform';
import { Entity, ForeignKey, Index } from 'typeorm';
import { CaseFile } from './case-file.entity.js';

/** What is chased: the unit that owns the case, its handler, the partner of a referral, or a unit asked to co-handle. */
export type ChasedSide = 'UNIT' | 'HANDLER' | 'PARTNER' | 'CO_HANDLER';
/** `VOID`: there is nothing left to chase. `UNDONE`: taken back by the one who sent it. */
export type ChaseState = 'OPEN' | 'ANSWERED' | 'VOID' | 'UNDONE';

/** 催辦: someone asks a unit how its part of a case stands, until a day. Words stand in the history; no clock moves. */
@Entity('chase')
@Index('ux_chase_caseId_unitId', ['caseId', 'unitId'], { unique: true, where: `"state" = 'OPEN'` })
@Index('ix_chase_caseId', ['caseId'])
@Index('ix_chase_unitId_state_dueDate', ['unitId', 'state', 'dueDate'])
@Index('ix_chase_organisationId_state_dueDate', ['organisationId', 'state', 'dueDate'])
export class ChaseRequest {
  @Id() id: string;
  @Text() @ForeignKey(() => CaseFile, 'id', { name: 'fk_chase_caseId' }) caseId: string;
  /** The organisation of the case. */
  @Text() organisationId: string;
  /** The unit that answers. */
  @Text() unitId: string;
  @Text() side: ChasedSide;
  /** The handler to whom it is addressed. */
  @Text({ nullable: true }) handlerId: string | null;
  @Text() askedBy: string;
  /** Last day to answer, `YYYY-MM-DD`. */
  @Text() dueDate: string;
  @Text() state: ChaseState;
  @Instant() askedAt: number;
  @Instant({ nullable: true }) endedAt: number | null;
}

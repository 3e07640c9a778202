import { Id, Instant, Int, Text } from '@app/platform';
import { Entity, ForeignKey, Index } from 'typeorm';
import { CaseFile } from './case-file.entity.js';

/** `VOID`: the case moved on, so that there is nothing left to decide. */
export type ApprovalState = 'PENDING' | 'APPROVED' | 'SENT_BACK' | 'WITHDRAWN' | 'VOID';
/** Who must decide at least: a head of the unit, or someone above it. */
export type ApprovalLevel = 'UNIT' | 'ABOVE';

/** What a handler asks another person to approve (陳核); at most one of a case waits (decision 0022). */
@Entity('approval_request')
@Index('ux_approval_request_caseId', ['caseId'], { unique: true, where: `"state" = 'PENDING'` })
@Index('ix_approval_request_caseId', ['caseId'])
@Index('ix_approval_request_organisationId_state_askedAt', ['organisationId', 'state', 'askedAt'])
export class ApprovalRequest {
  @Id() id: string;
  @Text() @ForeignKey(() => CaseFile, 'id', { name: 'fk_approval_request_caseId' }) caseId: string;
  @Text() organisationId: string;
  /** Name of the act that is asked for. */
  @Text() act: string;
  @Text() askedBy: string;
  /** The unit of the person who asks, whose head decides. */
  @Text() unitId: string;
  @Text() level: ApprovalLevel;
  /** Whom she asks and who gets the mail; anyone above may decide, too. Null: there was none to name. */
  @Text({ nullable: true }) approverId: string | null;
  /** The whole input of the act, sealed under the case's key. */
  @Text({ nullable: true }) input: string | null;
  /** Number of the event with which it was asked. */
  @Int() version: number;
  @Text() state: ApprovalState;
  @Instant() askedAt: number;
  @Text({ nullable: true }) decidedBy: string | null;
  @Instant({ nullable: true }) decidedAt: number | null;
}

/** Where the input of a request is sealed. */
export const approvalPlace = (id: string): string => `approval_request.${id}`;

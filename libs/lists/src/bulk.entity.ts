import type { ProblemKind } from '@app/platform';
import { Id, Instant, Int, Json, Text } from '@app/platform';
import { Entity, Index } from 'typeorm';

/** Acts that can be done to several cases at once. */
export const BULK_ACTS = ['assign', 'chase'] as const;
export type BulkAct = (typeof BULK_ACTS)[number];

/** An act on several cases; each is done or refused for itself. What was written for it stands in their histories only. */
@Entity('bulk')
@Index('ix_bulk_createdAt', ['createdAt'])
export class Bulk {
  @Id() id: string;
  @Text() staffId: string;
  @Text() act: BulkAct;
  @Instant() createdAt: number;
}

/** `KEPT`: was to be undone, and could not be. */
export type BulkState = 'WAITING' | 'DONE' | 'REFUSED' | 'UNDONE' | 'KEPT';

/** Why a case was refused, as a `Problem` says it. */
export interface Refusal {
  kind: ProblemKind;
  code: string;
  field?: string;
  params?: Record<string, string | number>;
}

@Entity('bulk_case')
@Index('ux_bulk_case_bulkId_place', ['bulkId', 'place'], { unique: true })
@Index('ix_bulk_case_createdAt', ['createdAt'])
export class BulkCase {
  @Id() id: string;
  @Text() bulkId: string;
  @Int() place: number;
  @Text() caseNumber: string;
  @Text() state: BulkState;
  @Json({ nullable: true }) refusal: Refusal | null;
  /** Who had the case before, and the place in its history that the act has: to undo it. */
  @Text({ nullable: true }) unitBefore: string | null;
  @Text({ nullable: true }) handlerBefore: string | null;
  @Int({ nullable: true }) seq: number | null;
  @Instant() createdAt: number;
  /** Later than `createdAt` where the form was sent again after an interruption. */
  @Instant({ nullable: true }) doneAt: number | null;
}

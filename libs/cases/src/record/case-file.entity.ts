import { Flag, Id, Instant, Int, Text } from '@app/platform';
import { Entity, ForeignKey, Index } from 'typeorm';
import type { CaseStatus } from './statuses.js';
import type { WaitsFor } from './waits.js';

export type CaseOrigin = 'LIVE' | 'DEMONSTRATION' | 'IMPORTED';

/** Work that has no handler yet; an answered case only waits to be closed. */
const UNHANDLED = `"handlerId" IS NULL AND "waitsFor" <> 'CLOSING' AND "waitsFor" <> 'NONE'`;

/** One case (件) of a citizen. `historySeq` counts its events and is what `If-Match` compares. */
@Entity('case_file')
@Index('ux_case_file_caseNumber', ['caseNumber'], { unique: true })
@Index('ux_case_file_mapping_externalId', ['mapping', 'externalId'], {
  unique: true,
  where: '"mapping" IS NOT NULL',
})
@Index('ix_case_file_organisationId_open_receivedAt_id', ['organisationId', 'open', 'receivedAt', 'id'])
@Index('ix_case_file_unitId_open_receivedAt_id', ['unitId', 'open', 'receivedAt', 'id'])
@Index('ix_case_file_organisationId_open_listOrder_id', ['organisationId', 'open', 'listOrder', 'id'])
@Index('ix_case_file_unitId_open_listOrder_id', ['unitId', 'open', 'listOrder', 'id'])
@Index('ix_case_file_organisationId_status_listOrder_id', ['organisationId', 'status', 'listOrder', 'id'])
@Index('ix_case_file_unitId_status_listOrder_id', ['unitId', 'status', 'listOrder', 'id'])
@Index('ix_case_file_organisationId_waitsFor_listOrder_id', ['organisationId', 'waitsFor', 'listOrder', 'id'])
@Index('ix_case_file_unitId_waitsFor_listOrder_id', ['unitId', 'waitsFor', 'listOrder', 'id'])
@Index('ix_case_file_unhandled_organisationId', ['organisationId', 'listOrder', 'id'], { where: UNHANDLED })
@Index('ix_case_file_unhandled_unitId', ['unitId', 'listOrder', 'id'], { where: UNHANDLED })
@Index('ix_case_file_externalId', ['externalId'], { where: '"externalId" IS NOT NULL' })
@Index('ix_case_file_serviceId_repliedAt', ['serviceId', 'repliedAt'], { where: '"repliedAt" IS NOT NULL' })
@Index('ix_case_file_handlerId_open_listOrder_id', ['handlerId', 'open', 'listOrder', 'id'], {
  where: '"handlerId" IS NOT NULL',
})
@Index('ix_case_file_trackerId_open_listOrder_id', ['trackerId', 'open', 'listOrder', 'id'], {
  where: '"trackerId" IS NOT NULL',
})
@Index('ix_case_file_erasedAt', ['erasedAt'], { where: `"erasedAt" IS NOT NULL AND "subject" <> ''` })
@Index('ix_case_file_serviceId_receivedAt', ['serviceId', 'receivedAt'], {
  where: '"open" = false AND "erasedAt" IS NULL',
})
export class CaseFile {
  @Id() id: string;
  @Text() caseNumber: string;
  @Text() organisationId: string;
  @Text() serviceId: string;
  /** The responsible unit: the service's, until assigned elsewhere. */
  @Text() unitId: string;
  @Text({ nullable: true }) handlerId: string | null;
  /** 列管人: who follows the case, never its handler. */
  @Text({ nullable: true }) trackerId: string | null;
  @Text() status: CaseStatus;
  /** Whether the status is an open one: stored so that the queues can use an index. */
  @Flag() open: boolean;
  /**
   * Lists are in ascending order of it: when the nearest promise falls due, or the last day of a correction ends; of
   * cases without one the newest first. Kept in step by `ClockBook` (decision 0024).
   */
  @Instant({ default: 0 }) listOrder: number;
  /** Last day of a correction that the citizen is asked for. */
  @Text({ nullable: true }) correctionBy: string | null;
  /** On whom it waits. */
  @Text({ default: 'NONE' }) waitsFor: WaitsFor;
  @Text() channel: string;
  @Text({ nullable: true }) hotline: string | null;
  /** Stored as plain text for searching; the forms say not to put personal data there. */
  @Text() subject: string;
  /** Sealed under the case's own key. */
  @Text({ nullable: true }) description: string | null;
  @Text({ nullable: true }) district: string | null;
  @Text() locale: string;
  @Text() origin: CaseOrigin;
  @Flag() confidential: boolean;
  /** 收件: when it came in; of a report to be confirmed, when it was confirmed, and until then when it was sent. */
  @Instant() receivedAt: number;
  @Instant({ nullable: true }) acceptedAt: number | null;
  @Instant({ nullable: true }) repliedAt: number | null;
  @Instant({ nullable: true }) closedAt: number | null;
  /**
   * Last day on which the report can be confirmed; null: nothing to confirm, or confirmed. A case in which it is set was
   * never received, whatever its status: no queue and no figure has it.
   */
  @Text({ nullable: true }) confirmBy: string | null;
  /** Version of the §8 notice that was read out or shown. */
  @Text({ nullable: true }) noticeVersion: string | null;
  @Int() codeVersion: number;
  @Int() historySeq: number;
  @Text() historyHead: string;
  /** Imported cases: the mapping and the values of the other system. */
  @Text({ nullable: true }) mapping: string | null;
  @Text({ nullable: true }) externalId: string | null;
  @Instant({ nullable: true }) givenTargetAt: number | null;
  @Text({ nullable: true }) givenOutcome: string | null;
  /** When its key was destroyed: nothing personal can be read or added any more. */
  @Instant({ nullable: true }) erasedAt: number | null;
}

/** The case's data key, wrapped by the installation's key. Destroying it erases the case's personal data. */
@Entity('case_key', { withoutRowid: true })
export class CaseKey {
  @Id() @ForeignKey(() => CaseFile, 'id', { name: 'fk_case_key_caseId' }) caseId: string;
  @Text() wrapped: string;
}

/** Who asked (陳情人): sealed fields, and keyed hashes to find the same address again. */
@Entity('petitioner', { withoutRowid: true })
@Index('ix_petitioner_emailIndex', ['emailIndex'], { where: '"emailIndex" IS NOT NULL' })
@Index('ix_petitioner_phoneIndex', ['phoneIndex'], { where: '"phoneIndex" IS NOT NULL' })
export class Petitioner {
  @Id() @ForeignKey(() => CaseFile, 'id', { name: 'fk_petitioner_caseId' }) caseId: string;
  @Text() name: string;
  @Text({ nullable: true }) email: string | null;
  @Text({ nullable: true }) phone: string | null;
  @Text({ nullable: true }) emailIndex: string | null;
  @Text({ nullable: true }) phoneIndex: string | null;
}

import { CaseFile } from '@app/cases';
import type { AttachmentKind } from '@app/catalogue';
import { Flag, Id, Instant, Int, Text, WAITING_ROWS, type OutboxRow } from '@app/platform';
import { Entity, ForeignKey, Index } from 'typeorm';
import type { Removed } from '../contents/finding.js';
import { QUARANTINED, type AttachmentState } from './states.js';

/**
 * One file of a draft or of a case; exactly one of the two is set. The file itself is sealed under a key of its own,
 * which stands here wrapped: under the installation's key while it is in a draft, then under the case's.
 */
@Entity('attachment')
@Index('ix_attachment_caseId', ['caseId'], { where: '"caseId" IS NOT NULL' })
@Index('ix_attachment_draft', ['draft'], { where: '"draft" IS NOT NULL' })
@Index('ix_attachment_createdAt', ['createdAt'], { where: '"draft" IS NOT NULL' })
@Index('ix_attachment_nextAttemptAt', ['nextAttemptAt'], { where: WAITING_ROWS })
@Index('ix_attachment_state', ['state'], { where: QUARANTINED })
@Index('ux_attachment_blob', ['blob'], { unique: true })
export class Attachment implements OutboxRow {
  @Id() id: string;
  @Text({ nullable: true })
  @ForeignKey(() => CaseFile, 'id', { name: 'fk_attachment_caseId' })
  caseId: string | null;
  @Text({ nullable: true }) draft: string | null;
  /** The event of the case that it came with; null in a draft. */
  @Int({ nullable: true }) eventSeq: number | null;
  /** Whether the citizen and an accepted partner see it: not what came with an internal note. */
  @Flag() shown: boolean;
  /** Sealed, as `wrapped` is. */
  @Text() name: string;
  @Text() wrapped: string;
  @Text() kind: AttachmentKind;
  /** Bytes of the file as it is downloaded. */
  @Int() size: number;
  @Text({ nullable: true }) removed: Removed | null;
  /** Name, bytes and SHA-256 of the blob as stored: sealed, so that the hash tells nothing of the content. */
  @Text() blob: string;
  @Int() blobSize: number;
  @Text() sha256: string;
  @Text() actorKind: string;
  @Text({ nullable: true }) actorId: string | null;
  @Text() state: AttachmentState;
  @Text({ nullable: true }) reason: string | null;
  @Int() attempts: number;
  @Int({ nullable: true }) interruptions: number | null;
  @Instant({ nullable: true }) nextAttemptAt: number | null;
  @Instant({ nullable: true }) leaseUntil: number | null;
  @Int() fence: number;
  @Instant() createdAt: number;
}

/** A draft that files are put into: its row is held while they are counted. */
@Entity('attachment_draft', { withoutRowid: true })
export class AttachmentDraft {
  @Id() id: string;
  @Instant() touchedAt: number;
}

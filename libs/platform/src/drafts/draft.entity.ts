import { Entity, Index, PrimaryColumn } from 'typeorm';
import { Instant, Text } from '../database/columns.js';

/** Something typed and not sent yet: one row for each owner and place. */
@Entity('draft', { withoutRowid: true })
@Index('ix_draft_expiresAt', ['expiresAt'])
export class DraftRow {
  /** Hash of the browser's token, or the staff member's id; see `ownerOf`. */
  @PrimaryColumn({ type: 'text' }) owner: string;
  /** What it is for: `report`, `correction <case id>`. */
  @PrimaryColumn({ type: 'text' }) place: string;
  /** The idempotency key of what will be sent and the fields, sealed; null once it has expired. */
  @Text({ nullable: true }) body: string | null;
  @Instant() savedAt: number;
  @Instant() expiresAt: number;
}

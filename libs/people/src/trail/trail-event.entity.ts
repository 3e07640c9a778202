import { Id, Instant, Int, Json, Text } from '@app/platform';
import { Entity, Index } from 'typeorm';

/** What staff did outside a case: sign-in, password, accounts, exports (附表十 items 17, 19). */
@Entity('audit_event')
@Index('ix_audit_event_at', ['at'])
@Index('ix_audit_event_staffId_type_at', ['staffId', 'type', 'at'])
@Index('ux_audit_event_seq', ['seq'], { unique: true })
export class TrailEvent {
  @Id() id: string;
  @Instant() at: number;
  @Text() type: string;
  @Text({ nullable: true }) staffId: string | null;
  @Json() detail: Record<string, unknown>;
  /** Place in the chain (`trail-chain.ts`). */
  @Int() seq: number;
  @Text() previousHash: string;
  @Text() hash: string;
}

import { Instant, Int, Json, Text } from '@app/platform';
import { Entity, ForeignKey, Index, PrimaryGeneratedColumn } from 'typeorm';
import { CaseFile } from './case-file.entity.js';
import type { EventFacts, EventType } from './events.js';

/** What happened to a case. Append-only; each row carries the hash of the row before. */
@Entity('history_event')
@Index('ux_history_event_caseId_seq', ['caseId', 'seq'], { unique: true })
export class HistoryEvent {
  /** Increasing over all cases: the cursor of the board's stream. */
  @PrimaryGeneratedColumn('increment', { type: 'integer' }) position: number;
  @Text() @ForeignKey(() => CaseFile, 'id', { name: 'fk_history_event_caseId' }) caseId: string;
  @Int() seq: number;
  @Text() type: EventType;
  @Instant() at: number;
  @Text() actorKind: string;
  @Text({ nullable: true }) actorId: string | null;
  @Text({ nullable: true }) actorUnitId: string | null;
  @Json() facts: EventFacts;
  /**
   * Reply, reason, note: sealed under the case's key; the hash covers the sealed form, so erasing keeps the chain
   * intact.
   */
  @Text({ nullable: true }) sealed: string | null;
  @Text() previousHash: string;
  @Text() hash: string;
}

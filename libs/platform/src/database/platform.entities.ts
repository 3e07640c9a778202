import { Entity, Index, PrimaryColumn } from 'typeorm';
import { Id, Instant, Int, Json, Text } from './columns.js';

/** One row whose update takes SQLite's write lock. */
@Entity('lock_row')
export class LockRow {
  @PrimaryColumn({ type: 'integer' }) id: number;
  @Int() n: number;
}

/** Facts of this installation: the key's fingerprint, what was loaded from config/. */
@Entity('installation')
export class Installation {
  @PrimaryColumn({ type: 'text' }) key: string;
  @Text() value: string;
}

/** One row per live process; other processes check their clocks against its instants. */
@Entity('heartbeat')
export class Heartbeat {
  @Id() id: string;
  @Text() role: string;
  @Instant() at: number;
  @Instant() monotonic: number;
}

/** A completed POST, by the keyed hash of caller, route and key. Holds no personal data and no code. */
@Entity('idempotency_key', { withoutRowid: true })
@Index('ix_idempotency_key_createdAt', ['createdAt'])
export class IdempotencyKey {
  @Id() id: string;
  @Text() bodyHash: string;
  @Json() outcome: unknown;
  @Instant() createdAt: number;
}

/** Failures counted for a limit, one row per limited thing: wrong codes, wrong passwords. */
@Entity('failure')
@Index('ix_failure_at', ['at'])
export class Failure {
  @PrimaryColumn({ type: 'text' }) kind: string;
  /** Keyed hash. */
  @PrimaryColumn({ type: 'text' }) scope: string;
  @Int() n: number;
  /** Instant of the first failure; `at` is that of the last. */
  @Instant() since: number;
  @Instant() at: number;
}

/** How often something happened in one window of time: reports from an address, messages to a recipient. */
@Entity('tally', { withoutRowid: true })
@Index('ix_tally_since', ['since'])
export class Tally {
  @PrimaryColumn({ type: 'text' }) kind: string;
  /** Keyed hash. */
  @PrimaryColumn({ type: 'text' }) scope: string;
  /** Start of the window. */
  @PrimaryColumn({ type: 'bigint', transformer: { to: Number, from: Number } }) since: number;
  @Int() n: number;
}

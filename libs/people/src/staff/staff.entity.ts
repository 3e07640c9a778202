import { Flag, Id, Instant, Int, Json, Text } from '@app/platform';
import { Entity, Index } from 'typeorm';
import type { Role } from './roles.js';

const LOGIN = /^[a-z0-9._-]+$/;
export const isLogin = (text: string): boolean => LOGIN.test(text);

@Entity('staff')
@Index('ux_staff_login', ['login'], { unique: true })
@Index('ix_staff_unitId', ['unitId'])
export class Staff {
  @Id() id: string;
  @Text() login: string;
  @Text() name: string;
  @Text({ nullable: true }) email: string | null;
  @Text() organisationId: string;
  @Text() unitId: string;
  @Json() roles: Role[];
  @Text() passwordHash: string;
  /** The last three, newest first: a new password equals none of them (附表十 item 35). */
  @Json() formerHashes: string[];
  @Flag() mustChangePassword: boolean;
  @Flag() active: boolean;
  @Instant() createdAt: number;
  /** 職務代理人: gets what is for this person while they are away, and what is for the deputy always. */
  @Text({ nullable: true }) deputyId: string | null;
  /** Last day of absence, `YYYY-MM-DD` in Taipei. */
  @Text({ nullable: true }) awayUntil: string | null;
}

/** A signed-in browser. Only the keyed hash of its cookie is kept. */
@Entity('staff_session')
@Index('ix_staff_session_staffId', ['staffId'])
export class StaffSession {
  @Id() id: string;
  @Text() staffId: string;
  @Instant() createdAt: number;
  @Instant() lastSeenAt: number;
}

/** A bearer token of the JSON API. Only its keyed hash is kept. */
@Entity('api_token')
@Index('ix_api_token_staffId', ['staffId'])
export class ApiToken {
  @Id() id: string;
  @Text() staffId: string;
  @Text() label: string;
  @Instant() createdAt: number;
  @Instant({ nullable: true }) expiresAt: number | null;
  @Instant({ nullable: true }) revokedAt: number | null;
}

/** What staff did outside a case: sign-in, password, accounts, exports (附表十 items 17, 19). */
@Entity('audit_event')
@Index('ix_audit_event_at', ['at'])
@Index('ux_audit_event_seq', ['seq'], { unique: true })
export class AuditEvent {
  @Id() id: string;
  @Instant() at: number;
  @Text() type: string;
  @Text({ nullable: true }) staffId: string | null;
  @Json() detail: Record<string, unknown>;
  /** Place in the chain (`audit-chain.ts`). */
  @Int() seq: number;
  @Text() previousHash: string;
  @Text() hash: string;
}

import { Flag, Id, Instant, Json, Text } from '@app/platform';
import { Entity, Index } from 'typeorm';
import type { Absence } from './absences.js';
import type { Role } from './roles.js';

const LOGIN = /^[a-z0-9._-]+$/;
export const isLogin = (text: string): boolean => LOGIN.test(text);

/** What an id can be; anything else is no one's, and some of it no database takes. */
export const isStaffId = (text: string): boolean => /^[\w-]{1,64}$/.test(text);

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
  /** 職務代理人: gets this person's messages while they are away, and always those addressed to the deputy. */
  @Text({ nullable: true }) deputyId: string | null;
  /** Last day of absence, `YYYY-MM-DD` in Taipei, where it was set without a first day. */
  @Text({ nullable: true }) awayUntil: string | null;
  /** Absences by calendar, in order of their first day. */
  @Json({ default: '[]' }) absences: Absence[];
}

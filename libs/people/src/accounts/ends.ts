import { minutes } from '@app/platform';
import type { ApiToken, StaffSession } from './credentials.entities.js';

/** A session in use also ends after a working day. */
const LONGEST_MS = minutes(12 * 60);

type Seen = Pick<StaffSession, 'createdAt' | 'lastSeenAt'>;

export const sessionIsOver = ({ createdAt, lastSeenAt }: Seen, now: number, idleMinutes: number): boolean =>
  now - Number(lastSeenAt) > minutes(idleMinutes) || now - Number(createdAt) > LONGEST_MS;

type Ending = Pick<ApiToken, 'expiresAt' | 'revokedAt'>;

export const tokenIsOver = ({ expiresAt, revokedAt }: Ending, now: number): boolean =>
  revokedAt !== null || Number(expiresAt ?? Infinity) <= now;

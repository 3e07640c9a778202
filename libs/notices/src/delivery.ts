import type { HandOver } from '@app/platform';
import type { Notice } from './notice.entity.js';
import { nextTry } from './retry.js';

/** How a notice's row changes. */
export type Change = Partial<
  Pick<Notice, 'state' | 'reason' | 'nextAttemptAt' | 'leaseUntil' | 'ambiguous' | 'providerId' | 'sentAt'>
>;

const OVER: Change = { nextAttemptAt: null, leaseUntil: null };

/** What the gateway's answer means for the notice. `repeatable`: the gateway knows our ids, a repeat reaches nobody twice. */
export function afterHandOver(notice: Notice, outcome: HandOver, repeatable: boolean, now: number): Change {
  if (outcome.state === 'ACCEPTED')
    return { ...OVER, state: 'ACCEPTED', reason: null, providerId: outcome.providerId, sentAt: now };
  if (outcome.state === 'REFUSED') return { ...OVER, state: 'FAILED', reason: outcome.reason };
  if (outcome.state === 'UNSURE' && !repeatable) return unsure(notice, outcome.reason, now);
  return tryLater(notice, outcome.reason, now);
}

/**
 * What to do with a notice whose sender died holding it: an attempt was begun, and nobody knows how it ended.
 * A mail goes out again under the same Message-ID and is marked; a plain SMS waits for an operator (promise P5).
 */
export function afterCrash(notice: Notice, repeatable: boolean): Change {
  if (repeatable) return {};
  return notice.channel === 'EMAIL'
    ? { ambiguous: true }
    : { ...OVER, state: 'UNKNOWN', reason: 'interrupted while sending' };
}

function unsure(notice: Notice, reason: string, now: number): Change {
  if (notice.channel === 'SMS') return { ...OVER, state: 'UNKNOWN', reason };
  return { ...tryLater(notice, reason, now), ambiguous: true };
}

function tryLater(notice: Notice, reason: string, now: number): Change {
  const nextAttemptAt = nextTry(notice, now);
  if (nextAttemptAt === null) return { ...OVER, state: 'FAILED', reason };
  return { state: 'PENDING', reason, nextAttemptAt, leaseUntil: null };
}

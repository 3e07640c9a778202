import type { HandOver } from '@app/platform';
import type { Notice } from '../rows/notice.entity.js';
import { TRIES_ALLOWED } from '../rows/notice-indexes.js';
import { nextTry, waitAfter } from './retry.js';

/** How a notice's row changes. */
export type Change = Partial<
  Pick<
    Notice,
    | 'state'
    | 'reason'
    | 'nextAttemptAt'
    | 'leaseUntil'
    | 'interruptions'
    | 'ambiguous'
    | 'providerId'
    | 'sentAt'
  >
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
 * A mail goes out again under the same Message-ID and is marked; a plain SMS waits for an operator (promise P5),
 * and so does anything that five senders died of.
 */
export function afterCrash(notice: Notice, repeatable: boolean): Change {
  const interruptions = (notice.interruptions ?? 0) + 1;
  const waits: Change = { ...OVER, state: 'UNKNOWN', interruptions };
  if (interruptions >= TRIES_ALLOWED) return { ...waits, reason: `its sender died ${TRIES_ALLOWED} times` };
  if (repeatable) return { interruptions };
  return notice.channel === 'EMAIL'
    ? { ambiguous: true, interruptions }
    : { ...waits, reason: 'interrupted while sending' };
}

/**
 * What to do with a notice that could not be made into a message: no gateway was asked, so it waits and is tried again
 * alone. `notice` is as it was claimed: of one whose sender died before, that is counted already.
 */
export function afterUnmade(notice: Notice, cause: unknown, now: number): Change {
  const interruptions = (notice.interruptions ?? 0) + (notice.state === 'SENDING' ? 0 : 1);
  const reason = `could not be made into a message (${cause instanceof Error ? cause.name : typeof cause})`;
  const counted: Change = { interruptions, reason, ambiguous: notice.ambiguous };
  if (interruptions >= TRIES_ALLOWED) return { ...OVER, ...counted, state: 'UNKNOWN' };
  const nextAttemptAt = now + waitAfter(interruptions, notice.id);
  return { ...counted, state: 'PENDING', nextAttemptAt, leaseUntil: null };
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

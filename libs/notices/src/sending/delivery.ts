import { OVER, type HandOver } from '@app/platform';
import type { Notice } from '../rows/notice.entity.js';
import { QUARANTINE } from '../rows/notice-states.js';
import { outcomes } from './notice-outbox.js';

/** How a notice's row changes. */
export type Change = Partial<Notice>;

/**
 * What the gateway's answer means for the notice. `repeatable`: the gateway knows our ids, so that a repeat reaches the
 * recipient once.
 */
export function afterHandOver(notice: Notice, outcome: HandOver, repeatable: boolean, now: number): Change {
  if (outcome.state === 'ACCEPTED')
    return { ...OVER, state: 'ACCEPTED', reason: null, providerId: outcome.providerId, sentAt: now };
  if (outcome.state === 'REFUSED') return { ...OVER, state: 'FAILED', reason: outcome.reason };
  if (outcome.state === 'UNSURE' && !repeatable) return unsure(notice, outcome.reason, now);
  return outcomes.tryLater(notice, outcome.reason, now);
}

/**
 * What to do with a notice whose sender died holding it: an attempt was begun, and how it ended is not known. A mail
 * goes out again under the same Message-ID and is marked; a plain SMS waits for an operator, so that it is not sent
 * twice.
 */
export function afterCrash(notice: Notice, repeatable: boolean): Change {
  const died = outcomes.afterDeath(notice);
  if (died.state !== undefined || repeatable) return died;
  return notice.channel === 'EMAIL'
    ? { ...died, ambiguous: true }
    : { ...OVER, ...died, state: QUARANTINE, reason: 'interrupted while sending' };
}

/**
 * What to do with a notice that could not be made into a message: no gateway was asked, so it waits and is tried again
 * alone. `notice` is as it was claimed: where its sender died before, that is counted already.
 */
export function afterUnmade(notice: Notice, cause: unknown, now: number): Change {
  const reason = `could not be made into a message (${cause instanceof Error ? cause.name : typeof cause})`;
  const failed = outcomes.afterFailure(notice, reason, now, notice.state === 'SENDING');
  return { ...failed, ambiguous: notice.ambiguous };
}

function unsure(notice: Notice, reason: string, now: number): Change {
  if (notice.channel === 'SMS') return { ...OVER, state: 'UNKNOWN', reason };
  return { ...outcomes.tryLater(notice, reason, now), ambiguous: true };
}

import { describe, expect, it } from '@jest/globals';
import { days, minutes, type HandOver } from '@app/platform';
import type { Notice } from '../rows/notice.entity.js';
import { afterCrash, afterHandOver, afterUnmade } from './delivery.js';

const NOW = 1_000_000_000;
/** Its last digits say how much later than the others it comes: not at all. */
const ID = '00000000-0000-7000-8000-000000000000';
const notice = (more: Partial<Notice> = {}): Notice =>
  ({
    ...{ id: ID, channel: 'EMAIL', state: 'SENDING', attempts: 1, createdAt: NOW, heldUntil: null },
    ...{ interruptions: 0, ambiguous: false, ...more },
  }) as Notice;
const over = { nextAttemptAt: null, leaseUntil: null };

describe('what the answer of a gateway means', () => {
  const after = (outcome: HandOver, more: Partial<Notice> = {}, repeatable = false) =>
    afterHandOver(notice(more), outcome, repeatable, NOW);
  const unsure: HandOver = { state: 'UNSURE', reason: 'cut' };
  const later = { state: 'PENDING', nextAttemptAt: NOW + minutes(1), leaseUntil: null };

  it('taken: it is over, and the earlier reason with it', () =>
    expect(after({ state: 'ACCEPTED', providerId: 'p' })).toEqual({
      ...{ ...over, state: 'ACCEPTED', reason: null, providerId: 'p', sentAt: NOW },
    }));

  it('refused: it is over, with its reason', () =>
    expect(after({ state: 'REFUSED', reason: 'no such box' })).toEqual({
      ...{ ...over, state: 'FAILED', reason: 'no such box' },
    }));

  it('in trouble: later, for three days', () => {
    const trouble = { state: 'LATER', reason: 'full' } as HandOver;
    expect(after(trouble)).toEqual({ ...later, reason: 'full' });
    expect(after(trouble, { createdAt: NOW - days(3) })).toEqual({
      ...over,
      state: 'FAILED',
      reason: 'full',
    });
  });

  it('the outcome unknown: a mail goes out again and says so, a plain SMS waits for a person', () => {
    expect(after(unsure)).toEqual({ ...later, reason: 'cut', ambiguous: true });
    expect(after(unsure, { channel: 'SMS' })).toEqual({ ...over, state: 'UNKNOWN', reason: 'cut' });
  });

  it('the outcome unknown, but a repeat is known as one: later, like any trouble', () => {
    for (const channel of ['SMS', 'EMAIL'] as const)
      expect(after(unsure, { channel }, true)).toEqual({ ...later, reason: 'cut' });
  });
});

describe('a notice whose sender died with it', () => {
  it.each<[string, Partial<Notice>, boolean, object]>([
    ['a mail goes out again and says so', {}, false, { ambiguous: true, interruptions: 1 }],
    ['an SMS whose repeat is known goes out again', { channel: 'SMS' }, true, { interruptions: 1 }],
    [
      'a plain SMS waits for a person',
      { channel: 'SMS' },
      false,
      { ...over, state: 'UNKNOWN', interruptions: 1, reason: 'interrupted while sending' },
    ],
    ['four times is not five', { interruptions: 3 }, true, { interruptions: 4 }],
    [
      'the fifth time it waits for a person, whatever it is',
      { interruptions: 4 },
      true,
      { ...over, state: 'UNKNOWN', interruptions: 5, reason: 'its sender died 5 times' },
    ],
    [
      'the fifth time, a mail too, which is not marked then',
      { interruptions: 4 },
      false,
      { ...over, state: 'UNKNOWN', interruptions: 5, reason: 'its sender died 5 times' },
    ],
    ['one from before this was counted', { interruptions: null as never }, true, { interruptions: 1 }],
  ])('%s', (_what, more, repeatable, change) => expect(afterCrash(notice(more), repeatable)).toEqual(change));
});

describe('a notice that could not be made into a message', () => {
  const reason = 'could not be made into a message (TypeError)';
  const after = (more: Partial<Notice>) => afterUnmade(notice(more), new TypeError('x'), NOW);

  it('is tried again later; of one whose sender died before, that is counted already', () => {
    const change = { reason, ambiguous: false, state: 'PENDING', leaseUntil: null };
    expect(after({ state: 'PENDING' })).toEqual({
      ...change,
      interruptions: 1,
      nextAttemptAt: NOW + minutes(1),
    });
    const counted = after({ state: 'SENDING', interruptions: 2 });
    expect(counted).toEqual({ ...change, interruptions: 2, nextAttemptAt: NOW + minutes(5) });
  });

  it('says what it was, also where no error was thrown', () =>
    expect(afterUnmade(notice(), 'text', NOW).reason).toBe('could not be made into a message (string)'));

  it('waits for a person after five times', () =>
    expect(after({ state: 'PENDING', interruptions: 4, ambiguous: true })).toEqual({
      ...{ ...over, interruptions: 5, reason, ambiguous: true, state: 'UNKNOWN' },
    }));
});

import { describe, expect, it } from '@jest/globals';
import { hours, minutes } from '../time/taipei.js';
import type { OutboxRow } from './outbox-row.js';
import { outcomesIn } from './outcomes.js';

const NOW = hours(1_000);
const outcomes = outcomesIn<OutboxRow>({
  ...{ waiting: 'READY', taken: 'IN_HAND', givenUp: 'RETURNED', quarantined: 'STUCK' },
});
const row = (more: Partial<OutboxRow> = {}): OutboxRow => ({
  // the last digits make its waits exact
  ...{ id: '0198c9a4-5b7e-7c31-9f6e-2f1f0a7d0000', state: 'IN_HAND', reason: null, attempts: 1 },
  ...{ interruptions: null, nextAttemptAt: NOW, leaseUntil: NOW, fence: 1, createdAt: NOW },
  ...more,
});
const FINAL = { nextAttemptAt: null, leaseUntil: null };

describe('what becomes of a row', () => {
  it('whose process died: it is counted, and the fifth time in a row set aside', () => {
    expect(outcomes.afterDeath(row())).toEqual({ interruptions: 1 });
    expect(outcomes.afterDeath(row({ interruptions: 3 }))).toEqual({ interruptions: 4 });
    expect(outcomes.afterDeath(row({ interruptions: 4 }))).toEqual({
      ...{ ...FINAL, state: 'STUCK', interruptions: 5, reason: 'its sender died 5 times' },
    });
  });

  it('that failed on our side: it waits longer each time, and the fifth time is set aside', () => {
    const after = (interruptions: number | null, counted?: boolean) =>
      outcomes.afterFailure(row({ interruptions }), 'broken', NOW, counted);
    const waits = (n: number, wait: number) => ({
      ...{ state: 'READY', interruptions: n, reason: 'broken', nextAttemptAt: NOW + wait, leaseUntil: null },
    });
    expect(after(null)).toEqual(waits(1, minutes(1)));
    expect(after(3)).toEqual(waits(4, minutes(30)));
    expect(after(4)).toEqual({ ...FINAL, state: 'STUCK', interruptions: 5, reason: 'broken' });
    // counted already, as the death of an earlier process
    expect(after(4, true)).toEqual(waits(4, minutes(30)));
    expect(after(5, true)).toMatchObject({ state: 'STUCK', interruptions: 5 });
  });

  it('that the receiver wants later: it waits by its attempts, and is given up after three days', () => {
    expect(outcomes.tryLater(row({ attempts: 2 }), '421 busy', NOW)).toEqual({
      ...{ state: 'READY', reason: '421 busy', nextAttemptAt: NOW + minutes(5), leaseUntil: null },
    });
    expect(outcomes.tryLater(row({ createdAt: NOW - hours(72) }), '421 busy', NOW)).toEqual({
      ...{ ...FINAL, state: 'RETURNED', reason: '421 busy' },
    });
  });
});

import { describe, expect, it } from '@jest/globals';
import type { Clock } from '@app/sla/clock';
import {
  keyOf,
  actingUnitOf,
  underPromise,
  type CaseClockEvent,
  type FoldableEvent,
} from './clock-events.js';

const offer = (seq: number, referralId: string, chainId: string, partner: string): CaseClockEvent => ({
  ...{ seq, type: 'REFERRED', at: seq, referralId, chainId, partner },
});
const HISTORY = [
  offer(1, 'r1', 'r1', 'demo.first'),
  { seq: 2, type: 'REFERRAL_RETURNED', at: 2, referralId: 'r1', chainId: 'r1', partner: 'demo.wrong' },
  offer(3, 'r2', 'r1', 'demo.second'),
  offer(4, 'r3', 'r3', 'demo.other'),
  offer(8, 'r4', 'r4', 'demo.returned'),
  { seq: 9, type: 'REFERRAL_RETURNED', at: 9, referralId: 'r4', chainId: 'r4', partner: 'demo.returned' },
  { seq: 5, type: 'CO_HANDLING', at: 5, coHandlingId: 'h1', unit: 'demo.asked' },
  { seq: 6, type: 'CO_HANDLING', at: 6, coHandlingId: 'h2', unit: 'demo.asked-too' },
  { seq: 7, type: 'CO_HANDLING_ANSWERED', at: 7, coHandlingId: 'h1', unit: 'demo.wrong' },
];
const clock = (subject: Clock['subject'], subjectId: string) => ({ subject, subjectId }) as Clock;

describe('who must act on a clock', () => {
  it.each<[string, Clock, string | undefined]>([
    ['of a referral: its partner', clock('REFERRAL', 'r1'), 'demo.first'],
    ['of the referral that followed it: the partner of that one', clock('REFERRAL', 'r2'), 'demo.second'],
    ['of a chain: the partner of its latest offer', clock('REFERRAL_CHAIN', 'r1'), 'demo.second'],
    ['of a chain returned and not offered again: the owner', clock('REFERRAL_CHAIN', 'r4'), undefined],
    ['of the referral that was returned: still its partner', clock('REFERRAL', 'r4'), 'demo.returned'],
    ['of another chain: none of the first', clock('REFERRAL_CHAIN', 'r3'), 'demo.other'],
    ['of the case itself: no partner', clock('CASE', ''), undefined],
    ['of the case, whatever its id: no partner', clock('CASE', 'r1'), undefined],
    ['of a co-handling: the unit asked', clock('CO_HANDLING', 'h1'), 'demo.asked'],
    ['of another co-handling: the unit asked in that one', clock('CO_HANDLING', 'h2'), 'demo.asked-too'],
    ['of a referral never offered: none is known', clock('REFERRAL', 'r9'), undefined],
  ])('%s', (_what, of, partner) => expect(actingUnitOf(of, HISTORY)).toBe(partner));
});

describe('events as the fold reads them', () => {
  it('have only what a clock needs', () => {
    const facts = {
      referralId: 'r',
      chainId: 'c',
      coHandlingId: 'h',
      lastDay: '2026-08-20',
      length: '5wd',
      commitment: 'law.x',
    };
    const event = { seq: 1, type: 'EXTENDED', at: 7, facts: { ...facts, partner: 'p', unit: 'u', act: 'x' } };
    expect(underPromise({ origin: 'LIVE' }, [event as FoldableEvent])).toEqual([
      { seq: 1, type: 'EXTENDED', at: 7, ...facts, partner: 'p', unit: 'u' },
    ]);
  });

  it('a clock is identified by promise, subject and occurrence', () => {
    expect(keyOf({ commitmentId: 'law.x', subjectId: 'r1', occurrence: 2 })).toBe('law.x|r1|2');
  });
});

import { STATUSES, type CaseStatus, type EventType } from '@app/cases';
import { REFERRAL_STATUSES } from '@app/referrals';
import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import type { Promised } from './decisive.js';
import { SITUATIONS, standingOf, type Situation, type Standing } from './standing.js';

const REANSWER: Promised = {
  clock: { subject: 'CASE', endedAt: null, dueAt: 9, dueDate: '2026-09-09', pauses: [] },
  entry: { startOn: ['DISSATISFIED'], stopOn: ['SUPPLEMENTARY_REPLIED'], length: '5wd' },
  state: 'RUNNING',
};
const ENDED = { ...REANSWER, clock: { ...REANSWER.clock, endedAt: 5 }, state: 'ON_TIME' as const };
const RUNS: Promised = { ...REANSWER, entry: { ...REANSWER.entry, startOn: ['RECEIVED'] } };

interface Case {
  status: CaseStatus;
  events?: EventType[];
  referrals?: string[];
  clocks?: Promised[];
}
const standing = ({ status, events = [], referrals = [], clocks = [] }: Case) =>
  standingOf({
    ...{ status, clocks },
    events: events.map((type) => ({ type, facts: { lastDay: '2026-09-01' } })),
    referrals: referrals.map((one, n) => ({ partner: `team ${n}`, status: one })),
  });

/** By hand: what is told of each state of a case; the words for it stand in the pages. */
const TABLE: [Situation, Standing['todo'], Case][] = [
  ['TO_CONFIRM', 'CONFIRM', { status: 'AWAITING_CONFIRMATION' }],
  ['TO_CORRECT', 'CORRECT', { status: 'AWAITING_CORRECTION', referrals: ['ACCEPTED'] }],
  ['WITHDRAWN', null, { status: 'WITHDRAWN' }],
  ['MERGED', null, { status: 'MERGED' }],
  ['TRANSFERRED', null, { status: 'TRANSFERRED' }],
  ['LAPSED', null, { status: 'LAPSED' }],
  ['NO_ACTION', 'READ', { status: 'NO_ACTION' }],
  ['ANSWERED', 'READ', { status: 'REPLIED' }],
  ['ANSWERED', 'READ', { status: 'REPLIED', clocks: [ENDED] }],
  ['DISSATISFIED', null, { status: 'REPLIED', clocks: [REANSWER] }],
  ['DISSATISFIED', null, { status: 'CLOSED', clocks: [REANSWER] }],
  ['CLOSED', null, { status: 'CLOSED', clocks: [ENDED] }],
  ['CLOSED', null, { status: 'CLOSED', clocks: [RUNS] }],
  ['APPROVING', null, { status: 'AWAITING_APPROVAL', referrals: ['REPLIED'] }],
  ['RECEIVED', null, { status: 'RECEIVED' }],
  ['ACCEPTED', null, { status: 'ACCEPTED' }],
  ['IN_PROGRESS', null, { status: 'IN_PROGRESS' }],
  ['IN_PROGRESS', null, { status: 'IN_PROGRESS', referrals: ['RECALLED'] }],
  ['IN_PROGRESS', null, { status: 'IN_PROGRESS', clocks: [REANSWER] }],
  ['PARTNER_ASKED', null, { status: 'ACCEPTED', referrals: ['OFFERED'] }],
  ['PARTNER_ASKED', null, { status: 'IN_PROGRESS', referrals: ['RETURNED', 'OFFERED'] }],
  ['PARTNER_WORKS', null, { status: 'IN_PROGRESS', referrals: ['ACCEPTED'] }],
  ['PARTNER_WORKS', null, { status: 'IN_PROGRESS', referrals: ['ACCEPTED', 'OFFERED'] }],
  ['PARTNER_DONE', null, { status: 'IN_PROGRESS', referrals: ['REPLIED'] }],
  ['PARTNER_RETURNED', null, { status: 'IN_PROGRESS', referrals: ['REPLIED', 'RETURNED'] }],
  [
    'TO_SUPPLEMENT',
    'SUPPLEMENT',
    { status: 'IN_PROGRESS', events: ['SUPPLEMENT_REQUESTED'], referrals: ['ACCEPTED'] },
  ],
  ['IN_PROGRESS', null, { status: 'IN_PROGRESS', events: ['SUPPLEMENT_REQUESTED', 'SUPPLEMENTED'] }],
  [
    'CORRECTION_LAPSED',
    null,
    { status: 'IN_PROGRESS', events: ['CORRECTION_REQUESTED', 'CORRECTION_LAPSED'] },
  ],
  ['IN_PROGRESS', null, { status: 'IN_PROGRESS', events: ['CORRECTION_LAPSED', 'SUPPLEMENTED'] }],
  ['REOPENED', null, { status: 'IN_PROGRESS', events: ['REPLIED', 'REOPENED'], referrals: ['REPLIED'] }],
  [
    'PARTNER_ASKED',
    null,
    { status: 'IN_PROGRESS', events: ['REOPENED', 'REFERRED'], referrals: ['REPLIED', 'OFFERED'] },
  ],
];

describe('where a case stands', () => {
  it.each(TABLE)('%s, to do: %s', (situation, todo, state) => {
    expect([standing(state).situation, standing(state).todo]).toEqual([situation, todo]);
  });

  it('each situation is in the table above', () => {
    expect([...new Set(TABLE.map(([name]) => name))].toSorted()).toEqual([...SITUATIONS].toSorted());
  });

  it('names the partner that the sentence speaks of, the newest of several', () => {
    const of = (referrals: string[]) => standing({ status: 'IN_PROGRESS', referrals }).partner;
    expect(of(['ACCEPTED', 'OFFERED'])).toBe('team 0');
    expect(of(['REPLIED', 'REPLIED'])).toBe('team 1');
    expect([of(['RECALLED', 'OFFERED']), of(['REPLIED', 'RETURNED'])]).toEqual(['team 1', 'team 1']);
    expect(of(['RECALLED'])).toBeNull();
  });

  it('names the last day only while she can still keep it', () => {
    const events: EventType[] = ['CORRECTION_REQUESTED'];
    expect(standing({ status: 'AWAITING_CORRECTION', events }).lastDay).toBe('2026-09-01');
    expect(standing({ status: 'IN_PROGRESS', events: [...events, 'CORRECTION_LAPSED'] }).lastDay).toBeNull();
  });

  it('tells a date of an open case and of a promised further answer, of no other', () => {
    const dated = (state: Case) => standing(state).decisive !== null;
    expect(dated({ status: 'IN_PROGRESS', clocks: [RUNS] })).toBe(true);
    expect(dated({ status: 'CLOSED', clocks: [REANSWER] })).toBe(true);
    expect(dated({ status: 'CLOSED', clocks: [RUNS] })).toBe(false);
    expect(dated({ status: 'IN_PROGRESS' })).toBe(false);
  });

  it('always tells something, whatever has happened', () => {
    const event = fc.constantFrom<EventType>(
      ...(['CORRECTION_REQUESTED', 'CORRECTION_LAPSED', 'SUPPLEMENT_REQUESTED', 'SUPPLEMENTED'] as const),
      ...(['REOPENED', 'REPLIED', 'REFERRED', 'CORRECTED'] as const),
    );
    const state = fc.record({
      status: fc.constantFrom(...STATUSES),
      events: fc.array(event, { maxLength: 6 }),
      referrals: fc.array(fc.constantFrom(...REFERRAL_STATUSES), { maxLength: 3 }),
      clocks: fc.subarray([REANSWER, ENDED, RUNS]),
    });
    fc.assert(fc.property(state, (made) => expect(SITUATIONS).toContain(standing(made).situation)));
  });
});

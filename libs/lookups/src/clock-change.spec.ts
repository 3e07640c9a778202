import { describe, expect, it } from '@jest/globals';
import type { FoldableEvent } from '@app/cases';
import type { Clock } from '@app/sla/clock';
import { changeOf } from './clock-change.js';

const CLOCK = { commitmentId: 'law.petition', pauses: [], extensions: [] } as unknown as Clock;
const PAUSED = { ...CLOCK, pauses: [{ from: 20, to: null }] };
const event = (type: string, at: number, facts: object) => ({ type, at, facts }) as FoldableEvent;
const move = (commitment: string, before: string, after: string) => ({ commitment, before, after });
const RECOUNTED = event('RECOUNTED', 10, {
  moved: [
    move('house.first-step', '2026-08-03', '2026-08-04'),
    move('law.petition', '2026-08-13', '2026-08-14'),
  ],
});
const ACCEPTED = event('EARLIER_DATE_ACCEPTED', 30, {
  ...{ commitment: 'law.petition', before: '2026-08-14', dueDate: '2026-08-12' },
});

describe('the last change of a promise', () => {
  it('is null where nothing changed', () => {
    expect(changeOf(CLOCK, [])).toBeNull();
    expect(changeOf(CLOCK, [event('NOTED', 5, { commitment: 'law.petition' })])).toBeNull();
  });

  it('is a changed calendar, with the dates of this promise', () => {
    const moved = { kind: 'RECOUNTED', at: 10, before: '2026-08-13', after: '2026-08-14' };
    expect(changeOf(CLOCK, [RECOUNTED, event('NOTED', 11, {})])).toEqual(moved);
  });

  it('is the consent to an earlier date; a missing date is null', () => {
    const accepted = { kind: 'EARLIER_DATE_ACCEPTED', at: 30, before: '2026-08-14', after: '2026-08-12' };
    expect(changeOf(CLOCK, [ACCEPTED])).toEqual(accepted);
    const { dueDate: _untold, ...facts } = ACCEPTED.facts;
    expect(changeOf(CLOCK, [{ ...ACCEPTED, facts }])).toEqual({ ...accepted, after: null });
  });

  it('ignores changes of other promises', () => {
    expect(changeOf({ ...CLOCK, commitmentId: 'house.wrap-up' }, [RECOUNTED, ACCEPTED])).toBeNull();
  });

  it('is the latest of all kinds', () => {
    const kinds = (clock: Clock, ...history: FoldableEvent[]) => changeOf(clock, history)?.kind;
    expect(kinds(PAUSED, RECOUNTED)).toBe('PAUSED');
    expect(kinds(PAUSED, RECOUNTED, ACCEPTED)).toBe('EARLIER_DATE_ACCEPTED');
    expect(kinds(PAUSED, ACCEPTED, RECOUNTED)).toBe('EARLIER_DATE_ACCEPTED');
  });
});

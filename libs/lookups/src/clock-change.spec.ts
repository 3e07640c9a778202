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

describe('what moved a promise last', () => {
  it('is nothing where nothing did', () => {
    expect(changeOf(CLOCK, [])).toBeNull();
    expect(changeOf(CLOCK, [event('NOTED', 5, { commitment: 'law.petition' })])).toBeNull();
  });

  it('is a changed calendar, with its own dates among those that moved', () => {
    const moved = { kind: 'RECOUNTED', at: 10, before: '2026-08-13', after: '2026-08-14' };
    expect(changeOf(CLOCK, [RECOUNTED, event('NOTED', 11, {})])).toEqual(moved);
  });

  it('is the yes to an earlier date; a date that is not told is none', () => {
    const accepted = { kind: 'EARLIER_DATE_ACCEPTED', at: 30, before: '2026-08-14', after: '2026-08-12' };
    expect(changeOf(CLOCK, [ACCEPTED])).toEqual(accepted);
    const { dueDate: _untold, ...facts } = ACCEPTED.facts;
    expect(changeOf(CLOCK, [{ ...ACCEPTED, facts }])).toEqual({ ...accepted, after: null });
  });

  it('is nothing that moved another promise', () => {
    expect(changeOf({ ...CLOCK, commitmentId: 'house.wrap-up' }, [RECOUNTED, ACCEPTED])).toBeNull();
  });

  it('is the latest of them, whatever its kind', () => {
    const kinds = (clock: Clock, ...history: FoldableEvent[]) => changeOf(clock, history)?.kind;
    expect(kinds(PAUSED, RECOUNTED)).toBe('PAUSED');
    expect(kinds(PAUSED, RECOUNTED, ACCEPTED)).toBe('EARLIER_DATE_ACCEPTED');
    expect(kinds(PAUSED, ACCEPTED, RECOUNTED)).toBe('EARLIER_DATE_ACCEPTED');
  });
});

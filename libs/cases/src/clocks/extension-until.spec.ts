import { describe, expect, it } from '@jest/globals';
import { lengthUntil } from './extension-until.js';

/** 2026-08-19 is a Wednesday. */
const WORKING = ['2026-08-19', '2026-08-20', '2026-08-21', '2026-08-24', '2026-08-25'];
const calendar = {
  isWorking: (day: string) => WORKING.includes(day),
  workingDaysBetween: (from: number, to: number) =>
    WORKING.filter((day) => Date.parse(day) / 86_400_000 > from && Date.parse(day) / 86_400_000 <= to).length,
};
const due = (dueDate: string | null) => ({ clock: { dueDate }, calendar });

describe('an extension until a day', () => {
  it.each([
    ['2026-08-19', '2026-08-20', '1wd'],
    ['2026-08-19', '2026-08-24', '3wd'],
    ['2026-08-22', '2026-08-25', '2wd'],
  ])('from %s until %s is %s', (from, until, length) =>
    expect(lengthUntil([due(from)], until)).toEqual({ length }),
  );

  it.each([
    ['the present date', '2026-08-19', '2026-08-19', 'not-later'],
    ['an earlier day', '2026-08-20', '2026-08-19', 'not-later'],
    ['a day off', '2026-08-19', '2026-08-22', 'not-a-working-day'],
    ['a promise that waits without an end', null, '2026-08-24', 'nothing-to-extend'],
  ])('%s is refused', (_what, from, until, refusal) =>
    expect(lengthUntil([due(from)], until)).toEqual({ refusal }),
  );

  it('of several promises needs one of them where they end on different days', () => {
    expect(lengthUntil([due('2026-08-19'), due('2026-08-19')], '2026-08-24')).toEqual({ length: '3wd' });
    const apart = [due('2026-08-19'), due('2026-08-20')];
    expect(lengthUntil(apart, '2026-08-24')).toEqual({ refusal: 'choose-commitment' });
    expect(lengthUntil([], '2026-08-24')).toEqual({ refusal: 'nothing-to-extend' });
  });
});

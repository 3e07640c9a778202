import { describe, expect, it } from '@jest/globals';
import { partsOf } from './promise-bar.js';

const day = (date: string, counted: boolean, why: string) => ({ date, counted, why });

describe('the parts of a promise', () => {
  it('are runs of days: not counted, used up to today, paused, left', () => {
    const days = [
      day('2026-11-20', false, 'RECEIPT_DAY'),
      day('2026-11-21', true, 'CALENDAR_DAY'),
      day('2026-11-22', true, 'CALENDAR_DAY'),
      day('2026-11-23', false, 'PAUSED'),
      day('2026-11-24', true, 'CALENDAR_DAY'),
    ];
    expect(partsOf(days, '2026-11-23')).toEqual([
      { part: 'off', from: 0, days: 1 },
      { part: 'used', from: 1, days: 2 },
      { part: 'paused', from: 3, days: 1 },
      { part: 'left', from: 4, days: 1 },
    ]);
    expect(partsOf([], '2026-11-23')).toEqual([]);
  });
});

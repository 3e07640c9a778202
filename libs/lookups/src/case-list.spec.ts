import { describe, expect, it } from '@jest/globals';
import { WITHOUT_PROMISE } from '@app/cases';
import { taipeiMidnight } from '@app/platform';
import { nextDate } from './case-list.js';

describe('the date that a case is listed by', () => {
  it('is the moment at which the next thing is due, also where it is stored as text', () => {
    const due = taipeiMidnight('2026-12-01');
    expect(nextDate({ listOrder: due })).toBe(due);
    expect(nextDate({ listOrder: String(due) as unknown as number })).toBe(due);
  });

  it('is none where nothing is due: such cases are listed by the day they came in', () => {
    expect(nextDate({ listOrder: WITHOUT_PROMISE - taipeiMidnight('2026-12-01') })).toBeNull();
  });
});

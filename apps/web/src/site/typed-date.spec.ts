import { describe, expect, it } from '@jest/globals';
import { typedDate } from './typed-date.js';

describe('a date typed in three fields', () => {
  it('accepts ROC and CE years and full-width digits', () => {
    expect(typedDate({ year: '115', month: '11', day: '3' })).toBe('2026-11-03');
    expect(typedDate({ year: '2026', month: '2', day: '28' })).toBe('2026-02-28');
    expect(typedDate({ year: '1911', month: '1', day: '1' })).toBe('1911-01-01');
    expect(typedDate({ year: ' 115 ', month: '1', day: '1' })).toBe('2026-01-01');
    expect(typedDate({ year: '１１５', month: '１', day: '２' })).toBe('2026-01-02');
  });

  it.each([
    { year: '115', month: '13', day: '1' },
    { year: '115', month: '2', day: '30' },
    { year: '', month: '1', day: '1' },
    { year: 'x', month: '1', day: '1' },
  ])('refuses %p', (parts) => {
    expect(typedDate(parts)).toBeUndefined();
  });
});

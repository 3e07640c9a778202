import { describe, expect, it } from '@jest/globals';
import { specialDay } from './calendar.answers.js';

describe('a day that differs from the national calendar, as the API answers it', () => {
  const DAY = { date: '2026-09-21', kind: 'CLOSURE', remark: '颱風停止上班' };
  it.each([
    [{}],
    [{ organisation: 'demo' }],
    [{ region: '臺中市' }],
    [{ organisation: 'demo', region: '臺中市', hours: ['08:30-12:30'] }],
  ])('is of everybody, of an organisation or of a county: %j', (of) =>
    expect(specialDay.safeParse({ ...DAY, ...of }).success).toBe(true),
  );
});

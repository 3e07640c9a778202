import { describe, expect, it } from '@jest/globals';
import { shippedCalendar } from '../../../../test/support/calendars.js';
import { daysAhead, dueWithin } from './task-days.js';

const calendar = shippedCalendar(2025, 2026);

describe('days of a task', () => {
  it.each([
    ['a Friday', '2026-08-21', '1wd', '2026-08-24'],
    ['a Sunday', '2026-08-23', '2wd', '2026-08-25'],
    ['before a make-up working Saturday', '2025-02-07', '1wd', '2025-02-08'],
    ['before the new year holidays', '2026-02-13', '1wd', '2026-02-23'],
  ])('is due in working days: %s', (_what, from, length, due) => {
    expect(dueWithin(calendar, from, length)).toBe(due);
  });

  it.each([
    ['a Friday', '2026-08-21', '2wd', '2026-08-19'],
    ['a Monday', '2026-08-24', '2wd', '2026-08-20'],
    ['a day off counts as the working day before it', '2026-08-23', '1wd', '2026-08-20'],
    ['after a make-up working Saturday', '2025-02-10', '1wd', '2025-02-08'],
    ['after the new year holidays', '2026-02-23', '1wd', '2026-02-13'],
  ])('lies the given number of working days before: %s', (_what, day, length, ahead) => {
    expect(daysAhead(calendar, day, length)).toBe(ahead);
  });
});

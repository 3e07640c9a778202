import { describe, expect, it } from '@jest/globals';
import { CalendarRangeError } from '@app/sla/clock';
import { withinCalendar } from './calendar-ends.js';

describe('a date past the last calendar', () => {
  const failing = (error: Error) =>
    withinCalendar(() => {
      throw error;
    });

  it('is refused for now (503) with an explanation', async () => {
    const ended = failing(new CalendarRangeError('2090-01-01', '2027-12-31'));
    await expect(ended).rejects.toMatchObject({ kind: 'BUSY', code: 'calendar-ends' });
  });

  it('does not hide any other error', async () => {
    await expect(failing(new Error('another'))).rejects.toThrow('another');
    expect(await withinCalendar(() => '2026-08-19')).toBe('2026-08-19');
  });
});

import { describe, expect, it } from '@jest/globals';
import { days, hours, isoTaipei, minutes, rocDigits, taipeiDate, taipeiMidnight } from './taipei.js';

describe('time in Taipei', () => {
  it.each([
    ['2026-08-18T15:59:59.999Z', '2026-08-18', '1150818'],
    ['2026-08-18T16:00:00.000Z', '2026-08-19', '1150819'],
    ['2025-12-31T16:00:00.000Z', '2026-01-01', '1150101'],
    ['2010-12-31T15:59:59.999Z', '2010-12-31', '0991231'],
    ['2028-02-28T20:00:00.000Z', '2028-02-29', '1170229'],
  ])('%s is %s, in digits %s', (instant, date, digits) => {
    expect(taipeiDate(Date.parse(instant))).toBe(date);
    expect(rocDigits(Date.parse(instant))).toBe(digits);
  });

  it('formats an instant with its offset, to the second', () => {
    expect(isoTaipei(Date.parse('2026-08-18T16:00:00.999Z'))).toBe('2026-08-19T00:00:00+08:00');
  });

  it('begins a day at 16:00 UTC of the day before', () => {
    expect(taipeiMidnight('2026-08-19')).toBe(Date.parse('2026-08-18T16:00:00Z'));
    expect([days(1), hours(1), minutes(1)]).toEqual([86_400_000, 3_600_000, 60_000]);
  });
});

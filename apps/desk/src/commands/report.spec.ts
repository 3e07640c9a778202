import { taipeiMidnight } from '@app/platform';
import { periodOf } from './report.js';

const NOW = Date.parse('2026-11-28T10:00:00+08:00');
const days = (first: string, after: string) => ({ from: taipeiMidnight(first), to: taipeiMidnight(after) });

describe('the period of a report', () => {
  it.each([
    [{}, days('2026-07-01', '2026-11-29')],
    [{ from: '2026-11-27', to: '2026-11-27' }, days('2026-11-27', '2026-11-28')],
    [{ from: '2026-01-01', to: '2026-06-30' }, days('2026-01-01', '2026-07-01')],
    [{ to: '2026-12-31' }, days('2026-07-01', '2027-01-01')],
  ])('%j has its last day in it', (options, period) => expect(periodOf(options, NOW)).toEqual(period));

  it.each([
    ['2026-01-01T00:00:00', '2026-01-01'],
    ['2026-06-30T23:59:59', '2026-01-01'],
    ['2026-07-01T00:00:00', '2026-07-01'],
    ['2026-12-31T23:59:59', '2026-07-01'],
    ['2026-06-01T00:00:00', '2026-01-01'],
  ])('at %s begins on %s', (now, first) => {
    expect(periodOf({}, Date.parse(`${now}+08:00`)).from).toBe(taipeiMidnight(first));
  });

  it.each([
    [{ from: '2026-11-29' }, '--from lies in the future'],
    [{ from: '2026-11-02', to: '2026-11-01' }, '--to lies before --from'],
    [{ from: '115-11-01' }, '--from: "115-11-01" is not an instant'],
  ])('%j is refused', (options, words) => expect(() => periodOf(options, NOW)).toThrow(words));
});

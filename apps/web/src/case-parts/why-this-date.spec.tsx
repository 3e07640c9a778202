import { describe, expect, it } from '@jest/globals';
import type { CountedDay } from '@app/sla/clock';
import { runsOf } from './why-this-date.js';

const day = (date: string, counted: boolean, why: string, remark?: string): CountedDay => ({
  ...{ date, counted, why },
  ...(remark !== undefined && { remark }),
});
const told = (...days: CountedDay[]) =>
  runsOf(days).map(({ from, to, numbers }) => [from.date, to.date, numbers && [numbers.from, numbers.to]]);

describe('the days of a promise, in runs', () => {
  it('joins days that counted alike, and numbers the counted ones through', () => {
    expect(
      told(
        day('08-19', false, 'RECEIPT_DAY'),
        day('08-20', true, 'WORKING_DAY'),
        day('08-21', true, 'WORKING_DAY'),
        day('08-22', false, 'DAY_OFF'),
        day('08-23', false, 'DAY_OFF'),
        day('08-24', true, 'WORKING_DAY'),
      ),
    ).toEqual([
      ['08-19', '08-19', null],
      ['08-20', '08-21', [1, 2]],
      ['08-22', '08-23', null],
      ['08-24', '08-24', [3, 3]],
    ]);
  });

  it('lets a day with a remark stand alone', () => {
    expect(
      told(
        day('09-25', false, 'DAY_OFF', '中秋節'),
        day('09-26', false, 'DAY_OFF'),
        day('09-27', false, 'DAY_OFF'),
        day('09-28', false, 'DAY_OFF', '教師節'),
      ),
    ).toEqual([
      ['09-25', '09-25', null],
      ['09-26', '09-27', null],
      ['09-28', '09-28', null],
    ]);
  });

  it('does not join what counted with what did not, nor two reasons', () => {
    expect(told(day('1', true, 'X'), day('2', false, 'X'), day('3', false, 'PAUSED'))).toHaveLength(3);
    expect(told()).toEqual([]);
  });
});

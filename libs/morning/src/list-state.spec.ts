import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { days, hours, taipeiMidnight } from '@app/platform';
import { listState, type ListState } from './list-state.js';

const DAY = '2026-08-20';
const at = (time: string, day = DAY) => Date.parse(`${day}T${time}+08:00`);

describe('how the acknowledgement of a list stands', () => {
  it.each<[string, string | null, number, ListState]>([
    ['not read, in the morning', null, at('08:30:00.000'), 'AWAITED'],
    ['not read, a millisecond before noon', null, at('11:59:59.999'), 'AWAITED'],
    ['not read at noon', null, at('12:00:00.000'), 'MISSED'],
    ['not read a year later', null, at('09:00:00.000', '2027-08-20'), 'MISSED'],
    ['read before noon', '11:59:59.999', at('15:00:00.000'), 'READ'],
    ['read at noon', '12:00:00.000', at('15:00:00.000'), 'READ_LATE'],
    ['read in the evening', '23:59:59.999', at('09:00:00.000', '2026-08-21'), 'READ_LATE'],
  ])('%s', (_what, read, now, state) =>
    expect(listState({ day: DAY, acknowledgedAt: read === null ? null : at(read) }, now)).toBe(state),
  );

  it('what was read stays so, whenever it is looked at; what was not is missed from noon on', () => {
    const midnight = taipeiMidnight(DAY);
    const instant = fc.integer({ min: midnight, max: midnight + days(1) - 1 });
    fc.assert(
      fc.property(instant, instant, fc.boolean(), (now, readAt, read) => {
        const noon = midnight + hours(12);
        const late = read ? readAt >= noon : now >= noon;
        const state = listState({ day: DAY, acknowledgedAt: read ? readAt : null }, now);
        expect(state).toBe(read ? (late ? 'READ_LATE' : 'READ') : late ? 'MISSED' : 'AWAITED');
      }),
    );
  });
});

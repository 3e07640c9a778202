import { describe, expect, it } from '@jest/globals';
import { absencesIn, awayUntilOn, deputyOn, isAway } from './absences.js';

const absence = (from: string, until: string, deputyId: string | null = null) => ({
  ...{ id: from, from, until, deputyId },
});
const someone = (more: object = {}) => ({
  ...{
    awayUntil: null,
    deputyId: 'usual',
    absences: [absence('2026-08-20', '2026-08-21', 'other')],
    ...more,
  },
});

describe('an absence by calendar', () => {
  it.each([
    ['2026-08-19', false],
    ['2026-08-20', true],
    ['2026-08-21', true],
    ['2026-08-22', false],
  ])('on %s: %s', (date, away) => {
    expect(isAway(someone(), date)).toBe(away);
  });

  it('has a deputy of its own, else the usual one', () => {
    expect([deputyOn(someone(), '2026-08-20'), deputyOn(someone(), '2026-08-22')]).toEqual([
      'other',
      'usual',
    ]);
    const without = someone({ absences: [absence('2026-08-20', '2026-08-21')] });
    expect(deputyOn(without, '2026-08-20')).toBe('usual');
  });

  it('meets a period by a single day', () => {
    const meets = (from: string, until: string) => absencesIn(someone(), { from, until }).length === 1;
    expect([meets('2026-08-18', '2026-08-19'), meets('2026-08-18', '2026-08-20')]).toEqual([false, true]);
    expect([meets('2026-08-21', '2026-08-25'), meets('2026-08-22', '2026-08-25')]).toEqual([true, false]);
  });

  it('ends with the last of those that meet a day', () => {
    const two = someone({ awayUntil: '2026-08-25' });
    expect([awayUntilOn(two, '2026-08-20'), awayUntilOn(someone(), '2026-08-19')]).toEqual([
      ...['2026-08-25', null],
    ]);
  });
});

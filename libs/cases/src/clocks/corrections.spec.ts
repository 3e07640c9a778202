import type { Catalogue } from '@app/catalogue';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { shippedCalendar } from '../../../../test/support/calendars.js';
import { caseRow } from '../../../../test/support/case-rows.js';
import type { CaseStatus } from '../record/statuses.js';
import type { FoldableEvent } from './clock-events.js';
import { Corrections } from './corrections.js';

const [SATURDAY, MONDAY, TUESDAY] = ['2026-08-29', '2026-08-31', '2026-09-01'];

describe('the last day of a correction', () => {
  let asked: unknown[][];
  let corrections: Corrections;
  beforeEach(() => {
    asked = [];
    const calendar = shippedCalendar(2026);
    const catalogue = {
      calendarIn: (...of: unknown[]) => (asked.push(of), calendar),
    } as unknown as Catalogue;
    corrections = new Corrections(catalogue);
  });
  const event = (type: string, lastDay?: string) =>
    ({ seq: 1, type, at: 0, facts: { ...(lastDay && { lastDay }) } }) as FoldableEvent;

  it('is the day itself, or the next working day', () => {
    const lastDay = (date: string) => corrections.lastDay({ district: null }, date);
    expect([SATURDAY, MONDAY, TUESDAY].map((day) => lastDay(day!))).toEqual([MONDAY, MONDAY, TUESDAY]);
  });

  it.each([
    ['臺北市信義區', '臺北市'],
    ['信義區', undefined],
    [null, undefined],
  ])('is counted in the county of %j: %j', (district, county) => {
    corrections.lastDay({ district }, MONDAY!);
    expect(asked).toEqual([[undefined, county]]);
  });

  describe('is postponed', () => {
    const postponed = (status: CaseStatus, ...events: FoldableEvent[]) =>
      corrections.postponed(caseRow({ id: 'case', status, district: null }), events);

    it('where a closure that was declared since moves it', () => {
      const moved = postponed('AWAITING_CORRECTION', event('CORRECTION_REQUESTED', SATURDAY));
      expect(moved).toEqual({ before: SATURDAY, lastDay: MONDAY });
    });

    it('from the day that was said last', () => {
      const events = [event('CORRECTION_REQUESTED', MONDAY), event('CORRECTION_POSTPONED', SATURDAY)];
      expect(postponed('AWAITING_CORRECTION', ...events, event('NOTED'))).toMatchObject({ before: SATURDAY });
      expect(
        postponed('AWAITING_CORRECTION', ...events, event('CORRECTION_REQUESTED', MONDAY)),
      ).toBeUndefined();
    });

    it('not where nothing waits, nothing was said, or nothing moves', () => {
      expect(postponed('IN_PROGRESS', event('CORRECTION_REQUESTED', SATURDAY))).toBeUndefined();
      expect(postponed('AWAITING_CORRECTION')).toBeUndefined();
      expect(postponed('AWAITING_CORRECTION', event('CORRECTION_REQUESTED', MONDAY))).toBeUndefined();
    });
  });
});

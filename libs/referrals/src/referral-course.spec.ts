import type { CaseContext, ClockBook, EventFacts, EventType } from '@app/cases';
import { minutes, type Problem } from '@app/platform';
import { describe, expect, it } from '@jest/globals';
import { referralRow } from '../../../test/support/referral-rows.js';
import { PartnerWork } from './partner-work.js';
import { courseOf } from './referral-course.js';

const happened = (type: EventType, facts: EventFacts = {}, at = 0) => ({
  ...{ type, at },
  facts: { referralId: 'own', ...facts },
});
const missed = happened('REFERRAL_ATTEMPTED', { outcome: 'UNANSWERED' });

describe("how a team's work stands", () => {
  it('is told by the events of this referral, not by those of another', () => {
    const other = { referralId: 'other' };
    const events = [
      happened('REFERRAL_ATTEMPTED', { ...other, outcome: 'UNANSWERED' }),
      happened('REFERRAL_TIME_ASKED', { ...other, length: '5wd' }),
    ];
    expect(courseOf('own', events)).toEqual({ asked: null, unanswered: 0 });
    expect(courseOf('other', events)).toEqual({ asked: { length: '5wd', at: 0 }, unanswered: 1 });
  });

  it('has more time asked for until that is decided, whatever is done meanwhile', () => {
    const asked = happened('REFERRAL_TIME_ASKED', { length: '5wd' }, 7);
    const waiting = { length: '5wd', at: 7 };
    expect(courseOf('own', [asked, missed]).asked).toEqual(waiting);
    expect(courseOf('own', [asked, happened('REFERRAL_REPORTED')]).asked).toEqual(waiting);
    for (const decided of ['REFERRAL_TIME_GRANTED', 'REFERRAL_TIME_REFUSED'] as const) {
      expect(courseOf('own', [asked, happened(decided)]).asked).toBeNull();
      expect(courseOf('own', [asked, happened(decided), asked]).asked).toEqual(waiting);
    }
  });

  it('counts attempts without an answer since she was reached, or since the owner asked to go on', () => {
    const reached = happened('REFERRAL_ATTEMPTED', { outcome: 'REACHED' });
    expect(courseOf('own', [missed, happened('REFERRAL_REPORTED'), missed]).unanswered).toBe(2);
    expect(courseOf('own', [missed, reached, missed]).unanswered).toBe(1);
    expect(courseOf('own', [missed, missed, happened('REFERRAL_CONTINUED')]).unanswered).toBe(0);
  });
});

describe('when an attempt was made', () => {
  const ACCEPTED = Date.parse('2026-08-19T09:30:00+08:00');
  const NOW = Date.parse('2026-08-20T14:00:00+08:00');
  const work = new PartnerWork({} as ClockBook);
  const log = (input: object) =>
    work.facts('attempt', {
      ...{ context: {} as CaseContext, referral: referralRow({ acceptedAt: ACCEPTED }), at: NOW },
      ...{ course: { asked: null, unanswered: 0 }, input: { how: 'PHONE', outcome: 'REACHED', ...input } },
    });
  const at = async (input: object) => (await log(input)).attemptedAt;
  const refusedFor = async (input: object) => {
    const problem = await log(input).then(
      () => Promise.reject(new Error('was taken')),
      (error: unknown) => error as Problem,
    );
    return problem.detail.fields!.map(({ field, code }) => `${field} ${code}`);
  };

  it('is now where nothing is said, noon of a day alone, and today at a time alone', async () => {
    expect(await at({})).toBe(NOW);
    expect(await at({ on: '2026-08-20' })).toBe(Date.parse('2026-08-20T12:00:00+08:00'));
    expect(await at({ time: '13:59' })).toBe(Date.parse('2026-08-20T13:59:00+08:00'));
  });

  it('is not later than now', async () => {
    expect(await at({ time: '14:00' })).toBe(NOW);
    expect(await refusedFor({ time: '14:01' })).toEqual(['time attempt-when']);
    expect(await refusedFor({ on: '2026-08-21' })).toEqual(['on attempt-when']);
  });

  it('is not earlier than the minute before the team accepted it', async () => {
    const on = '2026-08-19';
    expect(await at({ on, time: '09:29' })).toBe(ACCEPTED - minutes(1));
    expect(await refusedFor({ on, time: '09:28' })).toEqual(['time attempt-when']);
  });
});

import { describe, expect, it } from '@jest/globals';
import type { Catalogue } from '@app/catalogue';
import type { BoardRow, ListedCase } from '@app/lookups';
import { days, taipeiMidnight } from '@app/platform';
import { lineOfCase, lineOfClock } from './lines.js';

const DUE = taipeiMidnight('2026-08-22');
const catalogue = {
  unit: (id: string) => (id === 'demo.gone' ? undefined : { name: { 'zh-TW': id, en: id } }),
  commitment: (id: string) =>
    id === 'law.gone'
      ? undefined
      : { kind: 'clock', length: '30wd', title: { 'zh-TW': '陳情', en: 'Petition' } },
} as unknown as Catalogue;
const LEFT = { late: true, amount: 3 } as never;
const CLOCK = {
  ...{ clockId: 'k', caseNumber: 'DEMO-1', referralId: null, subject: '路燈', handler: '王小明' },
  ...{ unitId: 'demo.guidance', subjectKind: 'CASE', commitmentId: 'law.petition', dueAt: DUE, left: LEFT },
  state: 'OVERDUE',
} as unknown as BoardRow;
const CASE = {
  ...{ id: 'c', caseNumber: 'DEMO-2', subject: '路燈', handler: null, unitId: 'demo.guidance' },
  ...{ dueAt: null, commitmentId: null, left: null },
} as unknown as ListedCase;
const clock = (change: object = {}) =>
  lineOfClock({ ...CLOCK, ...change } as BoardRow, catalogue, { locale: 'en', now: DUE });
const untouched = (change: object = {}) =>
  lineOfCase({ ...CASE, ...change } as ListedCase, catalogue, { locale: 'en', now: DUE });

describe('a line of the board', () => {
  it('of a promise leads to its case, of a partner’s part to the referral', () => {
    expect(clock()).toMatchObject({ key: 'k', href: '/desk/cases/DEMO-1', promise: 'Petition' });
    expect(clock({ referralId: 'r' }).href).toBe('/desk/referrals/r');
  });

  it('can be acted on where the reader sees the case and the promise is not kept', () => {
    expect([clock().actable, clock({ subject: null }).actable]).toEqual([true, false]);
    expect(clock({ state: 'ON_TIME' }).actable).toBe(false);
    expect(untouched().actable).toBe(true);
  });

  it('names who holds it: a person, that there is none, or of a partner’s part the unit alone', () => {
    const [person, none, unit] = [
      clock(),
      clock({ handler: null }),
      clock({ handler: null, subjectKind: 'REFERRAL' }),
    ];
    expect(person.holder).toContain('王小明');
    expect(unit.holder).toBe('demo.guidance');
    expect([none.holder === unit.holder, none.holder.includes('demo.guidance')]).toEqual([false, true]);
    expect(clock({ handler: null, subjectKind: 'REFERRAL', unitId: 'demo.gone' }).holder).toBe('demo.gone');
  });

  it('says whether it is late, and what of the promise is known', () => {
    expect(clock().left).toMatchObject({ late: true });
    expect(clock({ left: null }).left).toBeUndefined();
    expect(clock({ commitmentId: 'law.gone' })).toMatchObject({ promise: 'law.gone', left: undefined });
  });

  it('of a case that no one has begun with has a date where one runs', () => {
    expect(untouched()).toMatchObject({
      key: 'c',
      href: '/desk/cases/DEMO-2',
      due: undefined,
      promise: undefined,
    });
    const running = untouched({ dueAt: DUE + days(1), commitmentId: 'law.petition', left: LEFT });
    expect(running).toMatchObject({ promise: 'Petition', due: expect.stringContaining('22') });
    expect(untouched({ subject: '' }).subject).not.toBe('');
    // a person is expected to hold it
    expect(untouched().holder).not.toBe('demo.guidance');
  });
});

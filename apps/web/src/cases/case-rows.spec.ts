import { describe, expect, it } from '@jest/globals';
import type { Catalogue } from '@app/catalogue';
import { WITHOUT_PROMISE } from '@app/cases';
import type { ListedCase } from '@app/lookups';
import { days, hours, taipeiMidnight } from '@app/platform';
import type { Site } from '../site/site.js';
import { rowOf } from './case-rows.js';

const NOW = taipeiMidnight('2026-08-19') + hours(9);
const catalogue = {
  unit: (id: string) =>
    id === 'demo.guidance' ? { name: { 'zh-TW': '輔導組', en: 'Guidance' } } : undefined,
  commitment: (id: string) => (id === 'law.petition' ? { kind: 'clock', length: '30wd' } : undefined),
} as unknown as Catalogue;
const listed = (change: Partial<ListedCase>): ListedCase =>
  ({
    ...{
      id: 'x',
      caseNumber: 'DEMO-1',
      subject: '路燈',
      status: 'ACCEPTED',
      waitsFor: 'UNIT',
      channel: 'PHONE',
    },
    ...{ unitId: 'demo.guidance', handler: null, deputised: false, origin: 'LIVE', receivedAt: String(NOW) },
    ...{ dueAt: null, warnAt: null, commitmentId: null, left: null, listOrder: WITHOUT_PROMISE - NOW },
    ...change,
  }) as unknown as ListedCase;
const row = (change: Partial<ListedCase>) =>
  rowOf(listed(change), { locale: 'en', now: NOW } as Site, catalogue, { queue: 'open' });
const due = (dueAt: number, more: Partial<ListedCase> = {}) =>
  row({
    dueAt,
    listOrder: dueAt,
    commitmentId: 'law.petition',
    left: { late: false, amount: 3 } as never,
    ...more,
  }).due;

describe('a case in the list', () => {
  it('names its unit, and its id where the unit is gone', () => {
    expect(row({})).toMatchObject({
      href: expect.stringMatching(/^\/desk\/cases\/DEMO-1\?from=/),
      unit: 'Guidance',
      receivedAt: NOW,
    });
    const { caseNumber, subject, status, waitsFor, channel } = listed({});
    expect(row({ handler: '王小明', deputised: true })).toMatchObject({
      ...{ caseNumber, subject, status, waitsFor, channel, handler: '王小明', deputised: true },
    });
    expect(row({ unitId: 'demo.gone' }).unit).toBe('demo.gone');
  });

  it('is marked where it is of the demonstration or imported', () => {
    const marks = (['LIVE', 'DEMONSTRATION', 'IMPORTED'] as const).map((origin) => row({ origin }).mark);
    expect(marks[0]).toBeUndefined();
    expect(marks[1]).not.toBe(marks[2]);
    expect([typeof marks[1], typeof marks[2]]).toEqual(['string', 'string']);
  });

  it('has no date where nothing is due', () => {
    expect(row({})).not.toHaveProperty('due');
  });

  it('is overdue at the moment of its date, and warned from the moment of its warning', () => {
    const at = NOW + days(3);
    expect(due(NOW)?.state).toBe('OVERDUE');
    expect(due(NOW + 1)?.state).toBe('RUNNING');
    expect(due(at, { warnAt: NOW })?.state).toBe('WARNING');
    expect(due(at, { warnAt: NOW + 1 })?.state).toBe('RUNNING');
    expect(due(at, { warnAt: null })?.state).toBe('RUNNING');
  });

  it('says how much time is left of a promise that the catalogue knows', () => {
    expect(due(NOW + days(3))?.left).toEqual(expect.any(String));
    expect(due(NOW + days(3), { left: null })?.left).toBeUndefined();
    expect(due(NOW + days(3), { commitmentId: 'law.gone' })?.left).toBeUndefined();
  });

  it('has the last day of a correction where that comes first', () => {
    const [correction, promise] = [taipeiMidnight('2026-08-22'), taipeiMidnight('2026-08-27')];
    const both = due(promise, { listOrder: correction });
    expect(both).toMatchObject({ state: 'PAUSED', left: undefined });
    expect(both?.date).toContain('21');
    expect(row({ listOrder: correction }).due?.state).toBe('PAUSED');
  });
});

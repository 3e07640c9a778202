import { decodeCalendar } from '@app/sla/clock';
import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CatalogueEntry, EntryKind } from './catalogue-entry.entity.js';
import { Snapshot } from './snapshot.js';
import { SHIPPED } from './spec-support.js';

const NAME = { 'zh-TW': '甲', en: 'A' };
const row = (kind: EntryKind, id: string, content: object | string, more: Partial<CatalogueEntry> = {}) => ({
  ...{ kind, id, version: '1', current: true, loadedAt: 0 },
  content: typeof content === 'string' ? content : JSON.stringify(content),
  ...more,
});
const year = (id: string, more: Partial<CatalogueEntry> = {}) => {
  const bytes = readFileSync(join(SHIPPED, 'calendars', '2026.csv'));
  return row('calendar', id, decodeCalendar(bytes, '2026.csv'), more);
};
const agency = (id: string, more: object = {}) =>
  row('organisation', id, {
    ...{ id, name: NAME, prefix: id.toUpperCase() },
    units: [
      { id: `${id}.top`, name: NAME, region: '臺中市' },
      { id: `${id}.middle`, name: NAME, parent: `${id}.top` },
      { id: `${id}.low`, name: NAME, parent: `${id}.middle` },
      { id: `${id}.own`, name: NAME, parent: `${id}.middle`, region: '南投縣' },
      { id: `${id}.beside`, name: NAME },
    ],
    ...more,
  });
const day = (date: string, kind: string, more: object = {}) => ({ date, kind, remark: '原因', ...more });
const ID = (date: string, organisation = '*', region = '*') => `${date} ${organisation} ${region}`;

describe('the catalogue in memory', () => {
  it('has a unit with all below it, to the last', () => {
    const snapshot = new Snapshot([agency('abc'), agency('xyz')]);
    expect(snapshot.unitsUnder('abc.top')).toEqual(['abc.top', 'abc.middle', 'abc.low', 'abc.own']);
    expect(snapshot.unitsUnder('abc.low')).toEqual(['abc.low']);
    expect(snapshot.units.get('xyz.low')).toMatchObject({ organisation: 'xyz', parent: 'xyz.middle' });
  });

  it('knows the county of a unit: its own, that of a unit above it, or of its agency', () => {
    const snapshot = new Snapshot([agency('abc', { region: '臺北市' }), agency('xyz')]);
    const region = (unit: string) => snapshot.regionOf(unit);
    expect(['abc.top', 'abc.middle', 'abc.low'].map(region)).toEqual(['臺中市', '臺中市', '臺中市']);
    expect(['abc.own', 'abc.beside', 'xyz.beside', 'gone'].map(region)).toEqual([
      ...['南投縣', '臺北市', undefined, undefined],
    ]);
  });

  it('has entries that are in force, and of one that is gone the newest version', () => {
    const was = (version: string, loadedAt: number) =>
      row('service', 'abc.old', { id: 'abc.old', version }, { version, loadedAt, current: false });
    const snapshot = new Snapshot([was('2', 20), was('3', 30), was('1', 10), row('service', 'abc.new', {})]);
    expect([...snapshot.services.keys()]).toEqual(['abc.new']);
    expect(snapshot.retired('service', 'abc.old')).toMatchObject({ version: '3' });
    expect([snapshot.retired('service', 'no'), snapshot.retired('task', 'abc.old')]).toEqual([
      undefined,
      undefined,
    ]);
  });

  it('knows since when a promise binds, whatever was reworded since, and when an entry last changed', () => {
    const rate = (id: string, version: string, loadedAt: number, current: boolean) =>
      row('commitment', id, { id, kind: 'statement' }, { version, loadedAt, current });
    const snapshot = new Snapshot([
      rate('abc.one', '2', 20, true),
      rate('abc.one', '1', 10, false),
      rate('abc.two', '1', 15, true),
      rate('abc.three', '1', 40, false),
      row('service', 'abc.one', {}, { loadedAt: 30 }),
    ]);
    expect(['abc.one', 'abc.two', 'abc.none'].map((id) => snapshot.inForceSince(id))).toEqual([
      ...[10, 15, undefined],
    ]);
    expect([snapshot.changedAt('commitment'), snapshot.changedAt('commitment', 'abc.two')]).toEqual([20, 15]);
    expect([snapshot.changedAt('service'), snapshot.changedAt('organisation')]).toEqual([30, undefined]);
  });

  it('has promises in the order of the plans, and what no plan lists after them', () => {
    const promise = (id: string) => row('commitment', id, { id, kind: 'statement' });
    const snapshot = new Snapshot([
      ...['abc.a', 'abc.b', 'abc.c'].map(promise),
      row('plan-order', 'abc', ['abc.c', 'abc.a']),
    ]);
    expect([...snapshot.commitments.keys()]).toEqual(['abc.c', 'abc.a', 'abc.b']);
  });

  describe('and its calendars', () => {
    const FRIDAY = '2026-08-21';
    const SATURDAY = '2026-08-22';

    it('are of the years in force', () => {
      const snapshot = new Snapshot([year('2026'), year('2025', { current: false }), year('2027')]);
      expect(snapshot.years()).toEqual(['2026', '2027']);
    });

    it('have the days of an agency and of a county, each for itself', () => {
      const snapshot = new Snapshot([
        ...[year('2026'), agency('abc'), agency('xyz')],
        row('special-day', ID(FRIDAY, 'abc'), day(FRIDAY, 'DAY_OFF', { organisation: 'abc' })),
        row(
          'declared-day',
          ID('2026-08-20', '*', '臺中市'),
          day('2026-08-20', 'CLOSURE', { region: '臺中市' }),
        ),
      ]);
      const works = (date: string, of: string | undefined, region?: string) =>
        snapshot.calendarIn(of, region).isWorking(date);
      expect([works(FRIDAY, 'abc'), works(FRIDAY, 'xyz'), works(FRIDAY, undefined)]).toEqual([
        ...[false, true, true],
      ]);
      expect(['臺中市', '臺北市', undefined].map((county) => works('2026-08-20', 'abc', county))).toEqual([
        ...[false, true, true],
      ]);
    });

    it('have a day as it was declared, over what config/ says of it', () => {
      const special = row('special-day', ID(FRIDAY), day(FRIDAY, 'DAY_OFF'));
      const declared = row('declared-day', ID(FRIDAY), day(FRIDAY, 'WORKING_DAY'));
      const works = (...days: CatalogueEntry[]) =>
        new Snapshot([year('2026'), agency('abc'), ...days]).calendarIn('abc').isWorking(FRIDAY);
      expect([works(), works(special), works(special, declared), works(declared, special)]).toEqual([
        ...[true, false, true, true],
      ]);
      expect(works(special, { ...declared, current: false })).toBe(false);
    });

    it('differ by version where a day does, and are found again by it', () => {
      const snapshotOf = (...days: CatalogueEntry[]) => new Snapshot([year('2026'), agency('abc'), ...days]);
      const [plain, other] = [
        snapshotOf(),
        snapshotOf(row('declared-day', ID(SATURDAY), day(SATURDAY, 'WORKING_DAY'))),
      ];
      expect(plain.calendarIn('abc').version).not.toBe(other.calendarIn('abc').version);
      expect(plain.calendarsInForce()).not.toBe(other.calendarsInForce());
      expect(snapshotOf().calendarsInForce()).toBe(plain.calendarsInForce());
      const { version } = other.calendarIn('abc');
      expect(other.calendarNamed(version)).toBe(other.calendarIn('abc'));
      expect(other.calendarNamed('unknown')).toBeUndefined();
    });

    it('are supposed with a day declared or withdrawn, and stay as they are', () => {
      const snapshot = new Snapshot([
        ...[year('2026'), agency('abc')],
        row('declared-day', ID(FRIDAY), day(FRIDAY, 'DAY_OFF')),
      ]);
      const works = (of: Snapshot, date: string) => of.calendarIn('abc').isWorking(date);
      const declared = snapshot.supposing({ date: SATURDAY }, day(SATURDAY, 'WORKING_DAY') as never);
      expect([works(declared, FRIDAY), works(declared, SATURDAY)]).toEqual([false, true]);
      const withdrawn = snapshot.supposing({ date: FRIDAY }, undefined);
      expect([works(withdrawn, FRIDAY), works(snapshot, FRIDAY)]).toEqual([true, false]);
      const again = snapshot.supposing({ date: FRIDAY }, day(FRIDAY, 'WORKING_DAY') as never);
      expect(works(again, FRIDAY)).toBe(true);
    });

    it('are shown with their days in order, those declared by hand apart', () => {
      const snapshot = new Snapshot([
        row('declared-day', ID('2026-09-02'), day('2026-09-02', 'CLOSURE')),
        row('special-day', ID('2026-09-01'), day('2026-09-01', 'DAY_OFF')),
        row('declared-day', ID('2026-08-31'), day('2026-08-31', 'CLOSURE')),
        row('declared-day', ID('2026-08-30'), day('2026-08-30', 'CLOSURE'), { current: false }),
      ]);
      expect(snapshot.specialDays().map(({ date, declared }) => [date, declared])).toEqual([
        ['2026-08-31', true],
        ['2026-09-01', false],
        ['2026-09-02', true],
      ]);
    });
  });
});

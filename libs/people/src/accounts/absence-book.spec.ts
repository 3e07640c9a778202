import { Installation, Reader, SetTime, type UnitOfWork } from '@app/platform';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { staffRow } from '../../../../test/support/case-rows.js';
import { refusal } from '../../../../test/support/story.js';
import { tablesInMemory, type Tables } from '../../../../test/support/tables.js';
import type { Absence } from '../staff/absences.js';
import type { StaffActor } from '../staff/actor.js';
import type { Role } from '../staff/roles.js';
import { Staff } from '../staff/staff.entity.js';
import type { UnitTree } from '../staff/unit-tree.js';
import { TrailEvent } from '../trail/trail-event.entity.js';
import { Trail } from '../trail/trail.js';
import { AbsenceBook } from './absence-book.js';

const NOW = Date.parse('2026-08-19T12:00:00+08:00');
const [FROM, UNTIL] = ['2026-08-24', '2026-08-26'];
const UNITS: UnitTree = {
  unit: (id) => (id === 'gone' ? undefined : { organisation: id.split('.')[0]!, kind: 'UNIT' }),
  unitsUnder: (id) => (id === 'demo.above' ? [id, 'demo.home'] : [id]),
};
const as = (id: string, roles: Role[] = ['CASE_HANDLER'], unitId = 'demo.home'): StaffActor => ({
  ...{ kind: 'staff', id, name: id, organisationId: unitId.split('.')[0]!, unitId, roles },
});
const HER = as('one');

describe('absences by calendar', () => {
  let tables: Tables;
  let book: AbsenceBook;
  let time: SetTime;

  beforeAll(async () => {
    tables = await tablesInMemory(Staff, TrailEvent, Installation);
  });
  beforeEach(async () => {
    await tables.empty();
    time = new SetTime(NOW);
    const work = { run: (change: (manager: unknown) => unknown) => change(tables.manager) } as UnitOfWork;
    const reader = new Reader(tables.manager);
    book = new AbsenceBook(work, reader, new Trail(work, reader, time), time);
    await put('one', { name: '丁' });
    await put('two', { name: '乙' });
    await put('three', { name: '甲', unitId: 'demo.other' });
    await put('gone', { name: '丙', active: false });
    await put('theirs', { organisationId: 'sme', unitId: 'sme.home' });
  });
  afterAll(() => tables.close());

  const put = (id: string, more: Partial<Staff> = {}) => tables.put(Staff, staffRow({ id, ...more }));
  const row = (id = 'one') => tables.manager.findOneByOrFail(Staff, { id });
  const away = (more: Partial<Absence> = {}): Absence => ({
    ...{ id: 'a', from: FROM, until: UNTIL, deputyId: null },
    ...more,
  });
  const isAway = (id: string, ...absences: Absence[]) => tables.manager.update(Staff, { id }, { absences });
  const enter = (more: object = {}, by = HER, id = 'one') =>
    book.enter(by, id, { from: FROM, until: UNTIL, ...more }, UNITS);
  const said = (doing: Promise<unknown>) =>
    doing.then(
      () => 'done',
      async () => {
        const { code, detail } = await refusal(doing);
        return detail.fields?.map((one) => `${one.field} ${one.code}`).join() ?? code;
      },
    );
  const noted = () => tables.manager.find(TrailEvent, { order: { seq: 'ASC' } });

  it('are kept in the order of their days, and noted with who entered them', async () => {
    await enter({ deputyId: 'two' });
    await enter({ from: '2026-08-20', until: '2026-08-21' });
    const { absences } = await row();
    expect(absences).toMatchObject([
      { from: '2026-08-20', until: '2026-08-21', deputyId: null },
      { from: FROM, until: UNTIL, deputyId: 'two' },
    ]);
    expect(new Set(absences.map(({ id }) => id)).size).toBe(2);
    const detail = { by: 'one', from: FROM, until: UNTIL, deputyId: 'two' };
    expect((await noted())[0]).toMatchObject({ type: 'ABSENCE_ENTERED', staffId: 'one', at: NOW, detail });
    expect((await row('two')).absences).toEqual([]);
  });

  it.each<[string, object, string]>([
    ['end before they begin', { until: '2026-08-23' }, 'until absence-order'],
    ['are of one day', { until: FROM }, 'done'],
    ['ended yesterday', { from: '2026-08-17', until: '2026-08-18' }, 'until absence-over'],
    ['end today', { from: '2026-08-17', until: '2026-08-19' }, 'done'],
    ['last two years', { until: '2028-08-24' }, 'done'],
    ['last longer', { until: '2028-08-25' }, 'until absence-too-long'],
    ['have no date', { from: '2026-02-30' }, 'from date'],
    ['have oneself as deputy', { deputyId: 'one' }, 'deputy own-deputy'],
    ['have nobody as deputy', { deputyId: 'x' }, 'deputy unknown-deputy'],
    ['have as deputy what is no id', { deputyId: '%' }, 'deputy unknown-deputy'],
    ['have a deputy who has left', { deputyId: 'gone' }, 'deputy unknown-deputy'],
    ['have a deputy of another agency', { deputyId: 'theirs' }, 'deputy unknown-deputy'],
  ])('that %s (%j): %s', async (_what, more, expected) => {
    expect(await said(enter(more))).toBe(expected);
    expect((await row()).absences).toHaveLength(expected === 'done' ? 1 : 0);
    expect(await noted()).toHaveLength(expected === 'done' ? 1 : 0);
  });

  it.each([
    ['on its first day', { from: '2026-08-20', until: FROM }, 'from absence-overlaps'],
    ['on its last day', { from: UNTIL, until: '2026-08-30' }, 'from absence-overlaps'],
    ['the day before', { from: '2026-08-20', until: '2026-08-23' }, 'done'],
    ['the day after', { from: '2026-08-27', until: '2026-08-30' }, 'done'],
  ])('that meet another %s: %j %s', async (_what, more, expected) => {
    await isAway('one', away());
    expect(await said(enter(more))).toBe(expected);
  });

  it('that are over are kept for a year', async () => {
    const long = away({ id: 'long ago', from: '2025-08-01', until: '2025-08-17' });
    const year = away({ id: 'a year ago', from: '2025-08-01', until: '2025-08-18' });
    await isAway('one', long, year);
    await enter();
    expect((await row()).absences.map(({ id }) => id).slice(0, -1)).toEqual(['a year ago']);
  });

  it('are a hundred at most', async () => {
    const many = Array.from({ length: 99 }, (_, n) =>
      away({ id: `${n}`, from: '2027-01-01', until: '2027-01-02' }),
    );
    await isAway('one', ...many);
    expect(await said(enter())).toBe('done');
    expect(await said(enter({ from: '2026-10-01', until: '2026-10-02' }))).toBe('from absences-too-many');
  });

  describe('whose deputy', () => {
    it('is away on one of the days are refused; on other days not', async () => {
      await isAway('two', away({ from: UNTIL, until: '2026-08-30' }));
      expect(await said(enter({ deputyId: 'two' }))).toBe('deputy deputy-away');
      await isAway('two', away({ from: '2026-08-27', until: '2026-08-30' }));
      expect(await said(enter({ deputyId: 'two' }))).toBe('done');
    });

    it('has, at the end of the line, this person as deputy are a circle', async () => {
      await isAway('two', away({ deputyId: 'three' }));
      await isAway('three', away({ deputyId: 'one' }));
      expect(await said(enter({ deputyId: 'two' }))).toBe('deputy deputy-circle');
    });

    it('has her as the deputy named for all absences are a circle, too', async () => {
      await tables.manager.update(Staff, { id: 'two' }, { deputyId: 'one', absences: [away()] });
      expect(await said(enter({ deputyId: 'two' }))).toBe('deputy deputy-circle');
    });

    it('has another circle behind are no circle of hers', async () => {
      await isAway('two', away({ deputyId: 'three' }));
      await isAway('three', away({ deputyId: 'two' }));
      expect(await said(enter({ deputyId: 'two' }))).toBe('deputy deputy-away');
      await isAway('three', away({ deputyId: 'nobody' }));
      expect(await said(enter({ deputyId: 'two' }))).toBe('deputy deputy-away');
    });
  });

  describe('warn', () => {
    it('where no one who is at work stands in', async () => {
      expect(await enter()).toEqual({ noDeputy: true, deputyOf: [] });
      await isAway('one');
      expect(await enter({ deputyId: 'two' })).toEqual({ noDeputy: false, deputyOf: [] });
      await isAway('one');
      await tables.manager.update(Staff, { id: 'one' }, { deputyId: 'two' });
      expect((await enter()).noDeputy).toBe(false);
      await isAway('one');
      await isAway('two', away());
      expect((await enter()).noDeputy).toBe(true);
    });

    it('where this person stands in for others who are away then', async () => {
      await isAway('two', away({ deputyId: 'one' }));
      await isAway('three', away({ from: '2026-09-01', until: '2026-09-02', deputyId: 'one' }));
      await put('four', { name: '戊', deputyId: 'one', awayUntil: '2026-08-25' });
      expect((await enter()).deputyOf.toSorted()).toEqual(['乙', '戊'].toSorted());
    });
  });

  describe('withdrawn', () => {
    const withdraw = (id: string, by = HER) => book.withdraw(by, 'one', id, UNITS);

    it('are gone, the others stay; it is noted', async () => {
      await isAway(
        'one',
        away({ deputyId: 'two' }),
        away({ id: 'b', from: '2026-09-01', until: '2026-09-02' }),
      );
      await tables.manager.update(Staff, { id: 'one' }, { awayUntil: '2026-08-20' });
      await withdraw('a');
      expect(await row()).toMatchObject({ awayUntil: '2026-08-20', absences: [{ id: 'b' }] });
      const detail = { by: 'one', from: FROM, until: UNTIL, deputyId: 'two' };
      expect(await noted()).toMatchObject([{ type: 'ABSENCE_WITHDRAWN', staffId: 'one', detail }]);
      expect(await said(withdraw('a'))).toBe('absence-gone');
    });

    it('one without a first day ends, too', async () => {
      await tables.manager.update(
        Staff,
        { id: 'one' },
        { awayUntil: '2026-08-30', absences: [away({ from: '2026-09-01', until: '2026-09-02' })] },
      );
      await withdraw('without-first-day');
      expect(await row()).toMatchObject({ awayUntil: null, absences: [{ id: 'a' }] });
      expect(await said(withdraw('without-first-day'))).toBe('absence-gone');
    });

    it('only by who may enter them', async () => {
      await isAway('one', away());
      expect(await said(withdraw('a', as('two')))).toBe('not-found');
      expect((await row()).absences).toHaveLength(1);
    });
  });

  it.each<[string, StaffActor, boolean]>([
    ['oneself', HER, true],
    ['a colleague', as('two'), false],
    ['the head of the unit', as('head', ['UNIT_HEAD']), true],
    ['the head of a unit above', as('head', ['UNIT_HEAD'], 'demo.above'), true],
    ['the head of another unit', as('head', ['UNIT_HEAD'], 'demo.other'), false],
    ['an administrator anywhere in the agency', as('admin', ['ADMIN'], 'demo.other'), true],
    ['an administrator of another agency', as('admin', ['ADMIN'], 'sme.home'), false],
  ])('are seen and entered by %s: %j, %s', async (_who, by, may) => {
    const expected = may ? 'done' : 'not-found';
    expect(await said(book.of(by, 'one', UNITS))).toBe(expected);
    expect(await said(book.deputies(by, 'one', UNITS))).toBe(expected);
    expect(await said(enter({}, by))).toBe(expected);
  });

  it('not of who has left, is unknown, or has what is no id; not by a citizen or the system', async () => {
    const admin = as('admin', ['ADMIN']);
    for (const id of ['gone', 'nobody', "'", 'theirs'])
      expect(await said(book.of(admin, id, UNITS))).toBe('not-found');
    for (const actor of [{ kind: 'system' } as const, { kind: 'citizen', caseId: 'x' } as const]) {
      expect(await said(book.of(actor, 'one', UNITS))).toBe('not-found');
      expect(await said(book.ofUnit(actor, 'demo.home', UNITS))).toBe('not-found');
    }
  });

  it('of a unit are those of its active people, by name', async () => {
    const names = async (by: StaffActor, unit = 'demo.home') =>
      (await book.ofUnit(by, unit, UNITS)).map(({ name }) => name);
    expect(await names(HER)).toEqual(['乙', '丁']);
    expect(await names(as('admin', ['ADMIN'], 'demo.other'))).toEqual(['乙', '丁']);
    for (const by of [as('x', ['CASE_HANDLER'], 'demo.other'), as('x', ['ADMIN'], 'sme.home')])
      expect(await said(book.ofUnit(by, 'demo.home', UNITS))).toBe('not-found');
    expect(await said(book.ofUnit(as('x', ['ADMIN']), 'gone', UNITS))).toBe('not-found');
  });

  it('can be given a deputy among the active colleagues of the agency, by name', async () => {
    expect((await book.deputies(HER, 'one', UNITS)).map(({ id }) => id)).toEqual(['two', 'three']);
  });
});

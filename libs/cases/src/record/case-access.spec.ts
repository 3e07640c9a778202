import type { Catalogue } from '@app/catalogue';
import { SYSTEM, Staff, type Actor, type Role, type StaffActor } from '@app/people';
import { askSql, Keyring, Reader, SetTime, sql } from '@app/platform';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { caseRow, staffRow } from '../../../../test/support/case-rows.js';
import { refusal } from '../../../../test/support/story.js';
import { tablesInMemory, type Tables } from '../../../../test/support/tables.js';
import { CaseAccess, type ComesAs } from './case-access.js';
import { CaseFile } from './case-file.entity.js';
import { CoHandling } from './co-handling.entity.js';
import { Seals } from './seals.js';

const NOW = Date.parse('2026-08-19T12:00:00+08:00');
const UNDER: Record<string, string[]> = { 'demo.home': ['demo.home', 'demo.below'] };
const as = (unitId: string, role: Role, more: Partial<StaffActor> = {}): StaffActor => ({
  ...{ kind: 'staff', id: `id-of-${unitId}`, name: 'x', organisationId: unitId.split('.')[0]!, unitId },
  roles: [role],
  ...more,
});

describe('whose a case is', () => {
  let tables: Tables;
  let access: CaseAccess;

  beforeAll(async () => {
    tables = await tablesInMemory(CaseFile, CoHandling, Staff);
  });
  beforeEach(async () => {
    await tables.empty();
    const catalogue = {
      unit: (id: string) => ({ id, kind: id.includes('team') ? 'PARTNER' : 'UNIT' }),
      unitsUnder: (id: string) => UNDER[id] ?? [id],
    } as unknown as Catalogue;
    const seals = new Seals(new Keyring('the secret of this spec'));
    access = new CaseAccess(catalogue, new Reader(tables.manager), seals, new SetTime(NOW));
    for (const id of ['home', 'below', 'other'])
      await tables.put(
        CaseFile,
        caseRow({ id, caseNumber: `N ${id}`, unitId: `demo.${id}`, handlerId: null }),
      );
    await tables.put(
      CaseFile,
      caseRow({ id: 'sme', caseNumber: 'N sme', organisationId: 'sme', unitId: 'sme.home' }),
    );
  });
  afterAll(() => tables.close());

  const ALL = ['below', 'home', 'other', 'sme'];
  const row = (id: string) => tables.manager.findOneByOrFail(CaseFile, { id });
  const change = (id: string, more: Partial<CaseFile>) => tables.manager.update(CaseFile, { id }, more);
  const idsWhere = async (condition: ReturnType<CaseAccess['condition']>) =>
    (await askSql<{ id: string }>(tables.manager, sql`SELECT f.id FROM case_file f WHERE ${condition}`))
      .map(({ id }) => id)
      .toSorted();
  /** The cases that a way of asking lets through; any other refusal than "there is none" fails. */
  const through = async (way: (id: string) => Promise<unknown>) => {
    const found: string[] = [];
    for (const id of ALL) {
      const refused = await way(id).then(
        () => undefined,
        (error: unknown) => error,
      );
      if (refused === undefined) found.push(id);
      else expect(refused).toMatchObject({ kind: 'NOT_FOUND' });
    }
    return found;
  };
  /** By number, locked by number and by id, each as owner or as reader. */
  const ways = async (actor: Actor, comes?: ComesAs) => ({
    found: await through((id) => access.find(actor, `N ${id}`, comes)),
    held: await through((id) => access.hold(tables.manager, actor, { id }, comes)),
    entered: await through((id) => access.enter(tables.manager, actor, { caseNumber: `N ${id}` }, comes)),
  });
  const same = (ids: string[]) => ({ found: ids, held: ids, entered: ids });

  it.each<[string, Actor, string[]]>([
    ['a handler sees her unit and those below it', as('demo.home', 'CASE_HANDLER'), ['below', 'home']],
    ['a handler below sees her unit', as('demo.below', 'CASE_HANDLER'), ['below']],
    ['an agent sees the whole agency', as('demo.below', 'FRONTLINE_AGENT'), ['below', 'home', 'other']],
    ['an auditor of another agency sees that one', as('sme.far', 'AUDITOR'), ['sme']],
    ['a partner sees no case, only what was referred to the team', as('demo.team', 'PARTNER'), []],
    ['who administers accounts reads none', as('demo.home', 'ADMIN'), []],
    ['a citizen sees her own', { kind: 'citizen', caseId: 'other' }, ['other']],
    ['a citizen without a case sees none', { kind: 'citizen', caseId: null }, []],
    ['the system sees all', SYSTEM, ALL],
  ])('%s, whatever way it is asked for', async (_what, actor, ids) => {
    for (const comes of [undefined, 'OWNER', 'READER'] as const)
      expect(await ways(actor, comes)).toEqual(same(ids));
    const rows = await Promise.all(ALL.map(row));
    expect(rows.filter((file) => access.sees(actor, file)).map(({ id }) => id)).toEqual(ids);
    expect(await Promise.all(rows.map((file) => access.reads(actor, file)))).toEqual(
      ALL.map((id) => ids.includes(id)),
    );
    const numbers = ALL.map((id) => `N ${id}`);
    expect([...(await access.readsOf(actor, [...numbers, 'N none']))].toSorted()).toEqual(
      ids.map((id) => `N ${id}`),
    );
    expect(await Promise.all(numbers.map((number) => access.isReader(actor, number)))).toEqual(
      ALL.map((id) => ids.includes(id)),
    );
  });

  it.each<[StaffActor, string[]]>([
    [as('demo.home', 'CASE_HANDLER'), ['below', 'home']],
    [as('demo.below', 'FRONTLINE_AGENT'), ['below', 'home', 'other']],
    [as('demo.home', 'ADMIN'), []],
  ])('%j: the same as a condition of a query', async (actor, ids) => {
    expect(await idsWhere(access.condition(actor, 'f'))).toEqual(ids);
    expect(await idsWhere(access.readable(actor, 'f'))).toEqual(ids);
  });

  it('a case that is not there is refused as one that is not yours', async () => {
    expect((await refusal(access.find(SYSTEM, 'N none'))).kind).toBe('NOT_FOUND');
    expect((await refusal(access.hold(tables.manager, SYSTEM, { id: 'none' }))).kind).toBe('NOT_FOUND');
  });

  it('what is held is the row as it is stored, and its context the same', async () => {
    const held = await access.hold(tables.manager, SYSTEM, { id: 'home' });
    expect(held).toMatchObject({ id: 'home', caseNumber: 'N home' });
    const context = await access.enter(tables.manager, SYSTEM, { caseNumber: 'N home' });
    expect([context.file, context.manager]).toEqual([held, tables.manager]);
  });

  describe('opened by co-handling', () => {
    const ASKED = as('demo.other', 'CASE_HANDLER');
    beforeEach(async () => {
      await tables.put(CoHandling, {
        ...{ id: 'h', caseId: 'home', unitId: 'demo.other', unitOrganisationId: 'demo', state: 'OPEN' },
        ...{ askedBy: 'id-head', askedAt: 0, endedAt: null, opens: true },
      });
    });

    it('is read by the unit that was asked, and no more', async () => {
      expect(await ways(ASKED, 'READER')).toEqual(same(['home', 'other']));
      expect(await ways(ASKED)).toEqual(same(['other']));
      expect(await idsWhere(access.readable(ASKED, 'f'))).toEqual(['home', 'other']);
    });

    it('not by a citizen, nor by who reads none; not when it has ended', async () => {
      expect(await ways({ kind: 'citizen', caseId: 'other' }, 'READER')).toEqual(same(['other']));
      expect(await ways(as('demo.other', 'ADMIN'), 'READER')).toEqual(same([]));
      await tables.manager.update(CoHandling, { id: 'h' }, { opens: false });
      expect(await ways(ASKED, 'READER')).toEqual(same(['other']));
    });
  });

  describe('of an absent handler', () => {
    const DEPUTY = as('demo.other', 'CASE_HANDLER', { id: 'id-deputy' });
    const away = { deputyId: 'id-deputy', awayUntil: '2026-08-19' };
    const put = (more: Partial<Staff> = {}) =>
      tables.put(Staff, staffRow({ id: 'id-handler', login: 'handler', ...away, ...more }));
    const absent = async (actor: Actor, more: Partial<CaseFile> = {}) =>
      (await access.absentHandler(actor, { ...(await row('home')), ...more }))?.id;
    beforeEach(() => change('home', { handlerId: 'id-handler' }));

    it('is read by her deputy as long as she is away, and is not the deputy’s', async () => {
      await put();
      expect(await absent(DEPUTY)).toBe('id-handler');
      expect(await ways(DEPUTY, 'READER')).toEqual(same(['home', 'other']));
      expect(await ways(DEPUTY)).toEqual(same(['other']));
    });

    it.each<[string, Partial<Staff>]>([
      ['back', { awayUntil: '2026-08-18' }],
      ['there', { awayUntil: null }],
      ['away with another deputy', { deputyId: 'id-other' }],
      ['of another unit by now, which does not see the case', { unitId: 'demo.other' }],
    ])('not when she is %s', async (_what, more) => {
      await put(more);
      expect(await absent(DEPUTY)).toBeUndefined();
      expect(await ways(DEPUTY, 'READER')).toEqual(same(['other']));
    });

    it('not by the citizen or the system, not for a case without a handler or one’s own', async () => {
      await put();
      for (const actor of [SYSTEM, { kind: 'citizen', caseId: 'home' } as const])
        expect(await absent(actor)).toBeUndefined();
      expect(await absent(DEPUTY, { handlerId: null })).toBeUndefined();
      expect(await absent(DEPUTY, { handlerId: 'id-deputy' })).toBeUndefined();
    });
  });

  it('an auditor sees the whole agency, a handler her unit, a partner none of its cases', () => {
    expect(access.seesOrganisation(as('demo.home', 'AUDITOR'))).toBe(true);
    expect(access.seesOrganisation(as('demo.home', 'CASE_HANDLER'))).toBe(false);
    expect(access.scopeOf(as('demo.team', 'PARTNER'))).toEqual({ organisationId: 'demo', units: [] });
  });
});

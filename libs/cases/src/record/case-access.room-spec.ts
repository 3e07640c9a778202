import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Catalogue } from '@app/catalogue';
import { ANYONE, ROLES, Staff, StaffRegister, SYSTEM, type Actor, type StaffActor } from '@app/people';
import { days, Reader, sql, taipeiDate, UnitOfWork, type Problem } from '@app/platform';
import { Story } from '../../../../test/support/story.js';
import { DATABASES } from '../../../../test/support/databases.js';
import type { EntityManager } from 'typeorm';
import { CaseAccess, CaseFile, CaseReader, type CaseKeyed } from '../index.js';

/** The unit of a case, and the units whose handlers see it: the unit itself and those above it in the tree. */
const LIES: Record<string, string[]> = {
  'demo.guidance': ['demo.guidance', 'demo.head-office'],
  'demo.service-desk': ['demo.service-desk', 'demo.head-office'],
  'demo.head-office': ['demo.head-office'],
};
const UNITS = ['demo.guidance', 'demo.service-desk', 'demo.head-office', 'sme.planning'];
const SEE_ALL = ['FRONTLINE_AGENT', 'REGISTRY_CLERK', 'CONTROL_OFFICER', 'AGENCY_HEAD', 'AUDITOR'];

describe.each(DATABASES)('who sees which case, on %s', (_name, postgres) => {
  let story: Story;
  const files = new Map<string, CaseFile>();

  beforeAll(async () => {
    story = await Story.begin({ postgres });
    const clerk = await story.staff('demo.head-office', ['REGISTRY_CLERK']);
    for (const unit of Object.keys(LIES))
      files.set(unit, await story.act(clerk, (await story.open(clerk)).file, 'assign', { unit }));
  });
  afterAll(() => story.close());

  const access = () => story.desk.get(CaseAccess);
  const as = (unitId: string, role: (typeof ROLES)[number]): StaffActor => ({
    ...{ kind: 'staff', id: 'x', name: 'x', organisationId: unitId.split('.')[0]!, unitId, roles: [role] },
  });
  /** Checks access in three ways: of a row, of one case by number, and as a condition of a query. */
  const seen = async (actor: StaffActor) => {
    const scope = access().condition(actor, 'f');
    const rows = await story.desk
      .get(Reader)
      .ask<{ id: string; unitId: string }>(
        sql`SELECT f.id, f."unitId" FROM case_file f WHERE f.status <> ${'CLOSED'} AND ${scope}`,
      );
    const all = [...files.values()];
    // other tests open cases of their own
    const ours = rows.filter(({ id }) => all.some((file) => file.id === id));
    const found = await Promise.all(all.map((file) => found1(actor, file)));
    return [
      all.filter((file) => access().sees(actor, file)).map(({ unitId }) => unitId),
      all.filter((_, at) => found[at]).map(({ unitId }) => unitId),
      ours.map(({ unitId }) => unitId),
    ].map((units) => units.toSorted());
  };
  const found1 = (actor: Actor, { id, caseNumber }: CaseFile) =>
    access()
      .find(actor, caseNumber)
      .then(
        (file) => file.id === id,
        ({ kind }: Problem) => kind !== 'NOT_FOUND',
      );

  it.each(ROLES.flatMap((role) => UNITS.map((unit) => [role, unit] as const)))(
    '%s of %s',
    async (role, unit) => {
      const own = unit.startsWith('demo.');
      const hers = Object.keys(LIES).filter(
        (at) =>
          own && !['ADMIN', 'PARTNER'].includes(role) && (SEE_ALL.includes(role) || LIES[at]!.includes(unit)),
      );
      expect(await seen(as(unit, role))).toEqual([hers, hers, hers].map((units) => units.toSorted()));
    },
  );

  it('a partner sees none, not even one that lies in the team', async () => {
    expect(await seen(as('demo.finance-team', 'PARTNER'))).toEqual([[], [], []]);
    const { file } = await story.open(await story.staff('demo.head-office', ['REGISTRY_CLERK']));
    const inTeam = { ...file, unitId: 'demo.finance-team' };
    expect(access().sees(as('demo.finance-team', 'PARTNER'), inTeam)).toBe(false);
  });

  it.each(ROLES)('%s sees the whole organisation where the table says so', (role) => {
    expect(access().seesOrganisation(as('demo.guidance', role))).toBe(SEE_ALL.includes(role));
  });

  it('staff with two roles see what either role sees', async () => {
    const both = { ...as('demo.guidance', 'CASE_HANDLER'), roles: ['CASE_HANDLER', 'AUDITOR'] as const };
    expect((await seen(both))[0]).toEqual(Object.keys(LIES).toSorted());
  });

  it('a citizen sees her own case, one without a code none, the system all', async () => {
    const all = [...files.values()];
    const hers: Actor = { kind: 'citizen', caseId: all[1]!.id };
    const sees = async (actor: Actor) => Promise.all(all.map((file) => found1(actor, file)));
    expect(await sees(hers)).toEqual([false, true, false]);
    expect(await sees(ANYONE)).toEqual([false, false, false]);
    expect(await sees(SYSTEM)).toEqual([true, true, true]);
  });

  it('who is asked for an opinion, or is the deputy of an absent handler, reads the case and no more', async () => {
    const clerk = await story.staff('demo.head-office', ['REGISTRY_CLERK']);
    const handler = await story.staff('demo.guidance', ['CASE_HANDLER']);
    const [asked, deputy] = [
      await story.staff('demo.city-services', ['CASE_HANDLER']),
      await story.staff('demo.city-services', ['ADMIN']),
    ];
    let { file } = await story.open(clerk);
    file = await story.act(clerk, file, 'assign', { unit: 'demo.guidance', handler: handler.id });
    const ways = async (actor: Actor) => {
      const { caseNumber } = file;
      const hold = (as: 'OWNER' | 'READER') =>
        story.desk.get(UnitOfWork).run((manager) => access().hold(manager, actor, { caseNumber }, as));
      const all = [
        () => access().find(actor, caseNumber, 'READER'),
        () => hold('READER'),
        () => access().find(actor, caseNumber),
        () => hold('OWNER'),
      ];
      return Promise.all(
        all.map((way) =>
          way().then(
            () => true,
            () => false,
          ),
        ),
      );
    };
    const [reads, none] = [
      [true, true, false, false],
      [false, false, false, false],
    ];
    expect([await ways(asked), await ways(deputy)]).toEqual([none, none]);
    await story.act(handler, file, 'co-handle', { unit: 'demo.city-services' });
    expect([await ways(asked), await ways(deputy)]).toEqual([reads, none]);
    const absent = (who: StaffActor) => access().absentHandler(who, file);
    const awayUntil = taipeiDate(story.desk.time.now() + days(1));
    const away = (deputyId: string | null) =>
      story.desk.get(StaffRegister).setAbsence(handler.id, { deputyId, awayUntil });
    await away(deputy.id);
    expect(await ways(deputy)).toEqual(reads);
    expect((await absent(deputy))?.id).toBe(handler.id);
    expect([await absent(asked), await access().absentHandler(SYSTEM, file)]).toEqual([undefined, undefined]);
    // as left by an account that was moved into a team
    const member = await story.staff('demo.finance-team', ['PARTNER']);
    await story.desk
      .get(UnitOfWork)
      .run((manager) => manager.update(Staff, { id: handler.id }, { deputyId: member.id }));
    expect([await ways(member), await absent(member)]).toEqual([none, undefined]);
    await away(deputy.id);
    await story.act(clerk, file, 'assign', { unit: 'demo.registry' });
    file = (await story.desk.get(CaseReader).file(file.id))!;
    expect([file.handlerId, await absent(deputy)]).toEqual([null, undefined]);
    // what the absent could not see herself
    file = { ...file, handlerId: handler.id };
    expect(await absent(deputy)).toBeUndefined();
    for (const other of [{ kind: 'citizen', caseId: 'x' } as const, ANYONE])
      expect(await ways(other)).toEqual(none);
  });

  it('locking a case in a transaction follows the same rule, by number and by id', async () => {
    const { id, caseNumber } = files.get('demo.guidance')!;
    const within = <T>(work: (manager: EntityManager) => Promise<T>) => story.desk.get(UnitOfWork).run(work);
    const hold = (actor: Actor, where: CaseKeyed) =>
      within((manager) => access().hold(manager, actor, where)).then(
        (file) => file.id,
        ({ kind }: Problem) => kind,
      );
    const enter = (actor: Actor, where: CaseKeyed) =>
      within((manager) => access().enter(manager, actor, where)).then(
        ({ file }) => file.id,
        ({ kind }: Problem) => kind,
      );
    for (const way of [hold, enter])
      for (const where of [{ id }, { caseNumber }]) {
        expect(await way(as('demo.guidance', 'CASE_HANDLER'), where)).toBe(id);
        expect(await way(as('demo.city-services', 'CASE_HANDLER'), where)).toBe('NOT_FOUND');
      }
    expect(await hold(SYSTEM, { id: 'x' })).toBe('NOT_FOUND');
    expect(story.desk.get(Catalogue).unitsUnder('demo.head-office')).toContain('demo.guidance');
  });
});

import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Reader, UnitOfWork, type Problem } from '@app/platform';
import { DATABASES } from '../../../../test/support/databases.js';
import { startDesk, type TestDesk } from '../../../../test/support/desk.js';
import {
  AbsenceBook,
  absentFor,
  awayBehind,
  Staff,
  StaffRegister,
  TrailEvent,
  type Role,
  type StaffActor,
  type UnitTree,
} from '../index.js';

const UNITS: UnitTree = {
  unit: (id) => {
    const kind = id.endsWith('-team') ? 'PARTNER' : 'UNIT';
    return id.includes('.') ? { organisation: id.split('.')[0]!, kind } : undefined;
  },
  unitsUnder: (id) => (id === 'demo.head-office' ? [id, 'demo.guidance', 'demo.registry'] : [id]),
};

const TEAM = 'demo.finance-team';
const [FROM, UNTIL] = ['2026-08-24', '2026-08-26'];

describe.each(DATABASES)('absences by calendar, on %s', (_name, postgres) => {
  let desk: TestDesk;
  let [one, two, three]: StaffActor[] = [];
  let number = 0;
  const person = async (roles: Role[] = ['CASE_HANDLER'], unitId = 'demo.guidance'): Promise<StaffActor> => {
    const organisationId = unitId.split('.')[0]!;
    const [login, name] = [`p${++number}`, `某${number}`];
    const { id } = await desk
      .get(StaffRegister)
      .create({ login, name, organisationId, unitId, roles }, { password: 'Harbour-Lantern-42' });
    return { kind: 'staff', id, name, organisationId, unitId, roles };
  };
  beforeAll(async () => void (desk = await startDesk({ postgres })), 60_000);
  beforeEach(async () => {
    [one, two, three] = [await person(), await person(), await person()];
  });
  afterAll(() => desk.close());

  const book = () => desk.get(AbsenceBook);
  const enter = (by: StaffActor, of: StaffActor, more: object = {}) =>
    book().enter(by, of.id, { from: FROM, until: UNTIL, ...more }, UNITS);
  const refusal = (doing: Promise<unknown>) =>
    doing.then(
      () => 'done',
      ({ code, detail }: Problem) => detail.fields?.map((it) => `${it.field} ${it.code}`).join() ?? code,
    );
  const row = (of: StaffActor) => desk.get(Reader).repository(Staff).findOneByOrFail({ id: of.id });

  it('are entered and withdrawn by oneself; each is recorded with who did it', async () => {
    expect(await enter(one!, one!, { deputyId: two!.id })).toEqual({ noDeputy: false, deputyOf: [] });
    const [absence] = (await row(one!)).absences;
    expect(absence).toMatchObject({ from: FROM, until: UNTIL, deputyId: two!.id });
    await book().withdraw(one!, one!.id, absence!.id, UNITS);
    expect((await row(one!)).absences).toEqual([]);
    const again = book().withdraw(one!, one!.id, absence!.id, UNITS);
    expect(await refusal(again)).toBe('absence-gone');
    const noted = await desk.get(Reader).repository(TrailEvent).findBy({ staffId: one!.id });
    const period = { by: one!.id, from: FROM, until: UNTIL, deputyId: two!.id };
    expect(noted.filter(({ type }) => type.startsWith('ABSENCE')).map(({ detail }) => detail)).toEqual([
      ...[period, period],
    ]);
  });

  it('make the deputy of that absence stand in, from its first day to its last', async () => {
    await enter(one!, one!, { deputyId: two!.id });
    const standing = (date: string) =>
      desk
        .get(UnitOfWork)
        .run(async (manager) => [
          (await absentFor(manager, two!, date)).map(({ id }) => id),
          (await awayBehind(manager, { id: one!.id, deputy: two! }, date))?.id,
        ]);
    expect(await standing('2026-08-23')).toEqual([[], undefined]);
    expect(await standing(FROM)).toEqual([[one!.id], one!.id]);
    expect(await standing(UNTIL)).toEqual([[one!.id], one!.id]);
    expect(await standing('2026-08-27')).toEqual([[], undefined]);
  });

  it.each<[string, () => Promise<unknown>, string]>([
    ['that end before they begin', () => enter(one!, one!, { until: '2026-08-23' }), 'until absence-order'],
    [
      'that are over',
      () => enter(one!, one!, { from: '2026-08-17', until: '2026-08-18' }),
      'until absence-over',
    ],
    ['of three years', () => enter(one!, one!, { until: '2029-08-24' }), 'until absence-too-long'],
    ['on no date', () => enter(one!, one!, { from: '2026-02-30' }), 'from date'],
    ['with oneself as deputy', () => enter(one!, one!, { deputyId: one!.id }), 'deputy own-deputy'],
    ['with an unknown deputy', () => enter(one!, one!, { deputyId: 'x' }), 'deputy unknown-deputy'],
    [
      'with a deputy of another organisation',
      async () => enter(one!, one!, { deputyId: (await person(['CASE_HANDLER'], 'sme.planning')).id }),
      'deputy unknown-deputy',
    ],
    [
      'with a deputy of a partner’s team',
      async () => enter(one!, one!, { deputyId: (await person(['PARTNER'], TEAM)).id }),
      'deputy deputy-of-other-side',
    ],
    [
      'of a partner’s team with a deputy of the agency',
      async () => {
        const member = await person(['PARTNER'], TEAM);
        return enter(member, member, { deputyId: one!.id });
      },
      'deputy deputy-of-other-side',
    ],
    [
      'that overlap another of the same person by a day',
      async () => {
        await enter(one!, one!);
        return enter(one!, one!, { from: UNTIL, until: '2026-08-28' });
      },
      'from absence-overlaps',
    ],
    [
      'whose deputy is away on one of the days',
      async () => {
        await enter(two!, two!, { from: UNTIL, until: '2026-08-30' });
        return enter(one!, one!, { deputyId: two!.id });
      },
      'deputy deputy-away',
    ],
    [
      'whose deputies form a circle',
      async () => {
        await enter(one!, one!, { deputyId: two!.id });
        await enter(two!, two!, { deputyId: three!.id });
        return enter(three!, three!, { deputyId: one!.id });
      },
      'deputy deputy-circle',
    ],
  ])('%s are refused', async (_what, doing, code) => {
    expect(await refusal(doing())).toBe(code);
  });

  it('of a partner’s team offer deputies of teams only, those of the agency none of these', async () => {
    const [member, mate] = [await person(['PARTNER'], TEAM), await person(['PARTNER'], TEAM)];
    const offered = async (of: StaffActor) => (await book().deputies(of, of.id, UNITS)).map(({ id }) => id);
    expect(await offered(member)).toContain(mate.id);
    for (const { id } of [one!, two!]) expect(await offered(member)).not.toContain(id);
    expect(await offered(one!)).toContain(two!.id);
    for (const { id } of [member, mate]) expect(await offered(one!)).not.toContain(id);
    expect(await enter(member, member, { deputyId: mate.id })).toEqual({ noDeputy: false, deputyOf: [] });
  });

  it('give no rights of the absent to a deputy who was moved into a team since', async () => {
    await enter(one!, one!, { deputyId: two!.id });
    const standing = (deputy: StaffActor) =>
      desk
        .get(UnitOfWork)
        .run(async (manager) => [
          (await absentFor(manager, deputy, FROM)).length,
          await awayBehind(manager, { id: one!.id, deputy }, FROM),
        ]);
    expect(await standing(two!)).toEqual([1, expect.objectContaining({ id: one!.id })]);
    expect(await standing({ ...two!, unitId: TEAM, roles: ['PARTNER'] })).toEqual([0, undefined]);
  });

  it('warn where no one at work stands in, and where the person stands in for others', async () => {
    await enter(one!, one!, { deputyId: two!.id });
    expect(await enter(two!, two!)).toEqual({ noDeputy: true, deputyOf: [one!.name] });
  });

  it.each<[string, Role[], string, boolean]>([
    ['the head of the unit', ['UNIT_HEAD'], 'demo.guidance', true],
    ['a head above', ['UNIT_HEAD'], 'demo.head-office', true],
    ['a head of another unit', ['UNIT_HEAD'], 'demo.registry', false],
    ['an administrator anywhere in the organisation', ['ADMIN'], 'demo.registry', true],
    ['an administrator of another organisation', ['ADMIN'], 'sme.planning', false],
    ['a colleague', ['CASE_HANDLER'], 'demo.guidance', false],
  ])('are entered for others by %s: %s', async (_who, roles, unitId, may) => {
    const by = await person(roles, unitId);
    expect(await refusal(enter(by, one!))).toBe(may ? 'done' : 'not-found');
    expect(await refusal(book().of(by, one!.id, UNITS))).toBe(may ? 'done' : 'not-found');
  });

  it('of a unit are seen by its own people and by those who may enter them', async () => {
    const seen = async (by: StaffActor) => refusal(book().ofUnit(by, 'demo.guidance', UNITS));
    expect(await seen(one!)).toBe('done');
    expect(await seen(await person(['CASE_HANDLER'], 'demo.registry'))).toBe('not-found');
    expect(await seen(await person(['ADMIN'], 'sme.planning'))).toBe('not-found');
    expect(await seen(await person(['ADMIN'], 'demo.registry'))).toBe('done');
    const people = await book().ofUnit(one!, 'demo.guidance', UNITS);
    expect(people.map(({ id }) => id)).toContain(one!.id);
  });

  it('entered 100 times at once are entered once', async () => {
    const all = await Promise.all(Array.from({ length: 100 }, () => refusal(enter(one!, one!))));
    expect(all.filter((said) => said === 'done')).toHaveLength(1);
    expect((await row(one!)).absences).toHaveLength(1);
  });

  it('that were set without a first day end by withdrawing, too', async () => {
    await desk.get(StaffRegister).setAbsence(one!.id, { awayUntil: '2026-08-30' });
    expect(await refusal(enter(one!, one!))).toBe('from absence-overlaps');
    await book().withdraw(one!, one!.id, 'without-first-day', UNITS);
    expect((await row(one!)).awayUntil).toBeNull();
  });
});

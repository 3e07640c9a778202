import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { days, Reader, UnitOfWork, type Problem } from '@app/platform';
import { startDesk, type TestDesk } from '../../../../test/support/desk.js';
import { DATABASES } from '../../../../test/support/databases.js';
import {
  ApiToken,
  TrailEvent,
  ROLES,
  SignIn,
  Staff,
  StaffRegister,
  Tokens,
  type NewStaff,
} from '../index.js';

const PASSWORD = 'Harbour-Lantern-42';

describe.each(DATABASES)('accounts of staff, on %s', (_name, postgres) => {
  let desk: TestDesk;
  let number = 0;
  beforeAll(async () => void (desk = await startDesk({ postgres })));
  afterAll(() => desk.close());

  const person = (more: object = {}): NewStaff => ({
    ...{ login: `staff${++number}`, name: '王小明', organisationId: 'demo', unitId: 'demo.guidance' },
    ...{ roles: ['CASE_HANDLER'], ...more },
  });
  const register = () => desk.get(StaffRegister);
  const row = (id: string) => desk.get(Reader).repository(Staff).findOneByOrFail({ id });
  const audited = async (staffId: string) => {
    const rows = await desk
      .get(Reader)
      .repository(TrailEvent)
      .find({ where: { staffId }, order: { seq: 'ASC' } });
    return rows.map(({ type, detail }) => [type, detail]);
  };
  const wrong = (doing: Promise<unknown>) =>
    doing.then(
      () => [],
      ({ detail, code }: Problem) => detail.fields?.map((one) => `${one.field} ${one.code}`) ?? [code],
    );

  it('are created active, with a password to change unless one was given, and recorded in the trail', async () => {
    const given = person({ email: 'ming@agency.test', roles: ['UNIT_HEAD', 'CASE_HANDLER'] });
    const made = await register().create(given);
    expect(await row(made.id)).toMatchObject({
      ...{ login: given.login, name: '王小明', email: 'ming@agency.test', organisationId: 'demo' },
      ...{
        unitId: 'demo.guidance',
        roles: ['UNIT_HEAD', 'CASE_HANDLER'],
        mustChangePassword: true,
        active: true,
      },
      ...{ formerHashes: [], deputyId: null, awayUntil: null, absences: [], createdAt: desk.time.now() },
    });
    expect(JSON.stringify(await row(made.id))).not.toContain(made.password);
    expect((await desk.get(SignIn).signIn(given.login, made.password, '192.0.2.1')).mustChangePassword).toBe(
      true,
    );
    const kept = await register().create(person(), { password: PASSWORD });
    expect(await row(kept.id)).toMatchObject({ mustChangePassword: false, email: null });
    expect((await audited(made.id))[0]).toEqual([
      ...['STAFF_CREATED', { roles: ['UNIT_HEAD', 'CASE_HANDLER'], unit: 'demo.guidance' }],
    ]);
  });

  it.each([
    ['a login of 64 signs', { login: 'a'.repeat(64) }, []],
    ['a login of 65', { login: 'a'.repeat(65) }, ['login too-long']],
    ['a login with capitals', { login: 'Agent' }, ['login login']],
    ['a login with a blank', { login: 'a b' }, ['login login']],
    ['a login of all signs allowed', { login: 'a.b_c-9' }, []],
    ['no login', { login: '' }, ['login required', 'login login']],
    ['a name of 100 signs', { name: '名'.repeat(100) }, []],
    ['a name of 101', { name: '名'.repeat(101) }, ['name too-long']],
    ['no address', { email: null }, []],
    ['an address that is none', { email: 'ming' }, ['email email']],
    ['no role', { roles: [] }, ['roles too-small']],
    ['a role that is none', { roles: ['KING'] }, ['roles.0 not-a-choice']],
    ['every role', { roles: [...ROLES] }, []],
    ['a deputy who does not exist', { deputyId: 'x' }, ['deputy unknown-deputy']],
  ])('with %s', async (_what, more, problems) => {
    expect(await wrong(register().create(person(more), { password: PASSWORD }))).toEqual(problems);
  });

  it('have unique logins', async () => {
    const given = person();
    await register().create(given, { password: PASSWORD });
    const before = await desk.get(Reader).repository(Staff).count();
    expect(await wrong(register().create({ ...given, name: '另一人' }))).toEqual(['login login-taken']);
    expect(await desk.get(Reader).repository(Staff).count()).toBe(before);
  });

  it('are counted and listed by unit, active ones only', async () => {
    const [one, gone, elsewhere] = [
      await register().create(person({ unitId: 'demo.registry' }), { password: PASSWORD }),
      await register().create(person({ unitId: 'demo.registry' }), { password: PASSWORD }),
      await register().create(person({ unitId: 'demo.city-services' }), { password: PASSWORD }),
    ];
    const before = await register().count();
    await desk.get(UnitOfWork).run((manager) => manager.update(Staff, { id: gone.id }, { active: false }));
    expect(await register().count()).toBe(before - 1);
    expect((await register().ofUnit('demo.registry')).map(({ id }) => id)).toEqual([one.id]);
    expect((await register().byId(elsewhere.id))?.unitId).toBe('demo.city-services');
    expect([await register().byId('x'), await register().byLogin('x')]).toEqual([null, null]);
  });

  it('record that an operator set a password, never the password', async () => {
    const { id } = await register().create(person(), { password: PASSWORD });
    await register().setPassword(id, 'Another-Lantern-1');
    expect((await audited(id)).at(-1)).toEqual(['PASSWORD_SET', {}]);
    await expect(register().setPassword('x', 'Another-Lantern-1')).rejects.toThrow(/Staff/);
  });

  it('record each sign-in, token and change', async () => {
    const given = person();
    const { id } = await register().create(given, { password: PASSWORD });
    const signIn = (password: string) => wrong(desk.get(SignIn).signIn(given.login, password, '192.0.2.9'));
    await signIn(PASSWORD);
    for (let n = 0; n < 6; n++) await signIn('wrong');
    desk.time.forward(days(1));
    await wrong(desk.get(SignIn).changePassword(id, 'wrong', 'Another-Lantern-1'));
    await desk.get(SignIn).changePassword(id, PASSWORD, 'Another-Lantern-1');
    await desk.get(Tokens).create(given.login, 'board');
    await register().setAbsence(id, { awayUntil: '2026-08-30' });
    expect((await audited(id)).slice(1)).toEqual([
      ['SIGNED_IN', {}],
      ...Array.from({ length: 4 }, () => ['SIGN_IN_FAILED', {}]),
      ['LOCKED', {}],
      ['SIGN_IN_REFUSED', {}],
      ['PASSWORD_CHANGED', {}],
      ['TOKEN_CREATED', { label: 'board' }],
      ['ABSENCE_SET', { deputy: null, awayUntil: '2026-08-30' }],
    ]);
  });

  it('have tokens that are shown once and stored as a keyed hash', async () => {
    const given = person();
    const { id } = await register().create(given, { password: PASSWORD });
    const token = await desk.get(Tokens).create(given.login, 'board');
    expect(token).toMatch(/^sw_[\w-]{43}$/);
    const [stored] = await desk.get(Reader).repository(ApiToken).findBy({ staffId: id });
    expect(stored).toMatchObject({ label: 'board', expiresAt: null, revokedAt: null });
    expect(JSON.stringify(stored)).not.toContain(token);
    await expect(desk.get(Tokens).actor(stored!.id)).rejects.toMatchObject({ kind: 'UNAUTHENTICATED' });
  });
});

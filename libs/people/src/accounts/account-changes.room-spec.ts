import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Reader, type Problem } from '@app/platform';
import { DATABASES } from '../../../../test/support/databases.js';
import { startDesk, type TestDesk } from '../../../../test/support/desk.js';
import {
  AccountChanges,
  Accounts,
  Sessions,
  SignIn,
  Staff,
  StaffRegister,
  Tokens,
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

const PASSWORD = 'Harbour-Lantern-42';
const SAME = { name: '王小明', email: '', unitId: 'demo.guidance', roles: ['CASE_HANDLER'] };

describe.each(DATABASES)('accounts as administrators change them, on %s', (_name, postgres) => {
  let desk: TestDesk;
  let [admin, elsewhere, someone]: StaffActor[] = [];
  let number = 0;
  const person = async (roles: Role[], unitId = 'demo.guidance', name = '王小明') => {
    const organisationId = unitId.split('.')[0]!;
    const login = `p${++number}`;
    const { id } = await desk
      .get(StaffRegister)
      .create({ login, name, organisationId, unitId, roles }, { password: PASSWORD });
    return { kind: 'staff' as const, id, name, organisationId, unitId, roles, login };
  };
  beforeAll(async () => {
    desk = await startDesk({ postgres });
    admin = await person(['AUDITOR', 'ADMIN'], 'demo.head-office', '管理');
    elsewhere = await person(['ADMIN'], 'sme.planning');
  }, 60_000);
  beforeEach(async () => void (someone = await person(['CASE_HANDLER'])));
  afterAll(() => desk.close());

  const changes = () => desk.get(AccountChanges);
  const refusal = (doing: Promise<unknown>) =>
    doing.then(
      () => 'done',
      ({ code, detail }: Problem) => detail.fields?.map((it) => `${it.field} ${it.code}`).join() ?? code,
    );
  const row = (of = someone!) => desk.get(Reader).repository(Staff).findOneByOrFail({ id: of.id });
  const login = () => `n${++number}`;
  const signIn = async (password = PASSWORD) =>
    desk.get(SignIn).signIn((await row()).login, password, '192.0.2.1');
  const history = async (of = someone!) =>
    (await desk.get(Accounts).history(admin!, of.id)).map(({ type, by, detail }) => [type, by, detail]);

  it('are created with a temporary password that must be changed', async () => {
    const name = login();
    const { id, password } = await changes().create(admin!, { ...SAME, login: name }, UNITS);
    const signedIn = await desk.get(SignIn).signIn(name, password, '192.0.2.1');
    expect(signedIn.mustChangePassword).toBe(true);
    expect(signedIn.actor).toMatchObject({ id, organisationId: 'demo', unitId: 'demo.guidance' });
  });

  it.each([
    ['no login', { login: '' }, 'login required'],
    ['a login with capitals', { login: 'Anna' }, 'login login'],
    ['a unit of another organisation', { unitId: 'sme.planning' }, 'unitId unknown-unit'],
    ['an unknown unit', { unitId: 'x' }, 'unitId unknown-unit'],
    [
      'an agent in a partner’s team',
      { unitId: 'demo.finance-team', roles: ['FRONTLINE_AGENT'] },
      'roles not-of-a-team',
    ],
    [
      'one more role in a partner’s team',
      { unitId: 'demo.finance-team', roles: ['PARTNER', 'CASE_HANDLER'] },
      'roles not-of-a-team',
    ],
    ['the role of a partner’s team elsewhere', { roles: ['PARTNER'] }, 'roles only-of-a-team'],
    ['that role beside another', { roles: ['CASE_HANDLER', 'PARTNER'] }, 'roles only-of-a-team'],
    ['no role', { roles: [] }, 'roles roles-required'],
    ['an unknown role', { roles: ['KING'] }, 'roles.0 not-a-choice'],
    ['an address that is none', { email: 'x' }, 'email email'],
    ['no name', { name: ' ' }, 'name required'],
  ])('are not created with %s', async (_what, more, code) => {
    expect(await refusal(changes().create(admin!, { login: login(), ...SAME, ...more }, UNITS))).toBe(code);
  });

  it('with the same login, 100 at once, are one', async () => {
    const name = login();
    const all = await Promise.all(
      Array.from({ length: 100 }, () => refusal(changes().create(admin!, { ...SAME, login: name }, UNITS))),
    );
    expect(all.filter((said) => said === 'done')).toHaveLength(1);
    expect(new Set(all)).toEqual(new Set(['done', 'login login-taken']));
  }, 60_000);

  it('keep a history: who changed what, from what to what, without the address', async () => {
    await changes().change(
      admin!,
      someone!.id,
      { ...SAME, name: '王大明', email: 'ming@agency.test', roles: ['UNIT_HEAD', 'CASE_HANDLER'] },
      UNITS,
    );
    expect(await row()).toMatchObject({ name: '王大明', email: 'ming@agency.test' });
    const from = { name: '王小明', email: false, roles: ['CASE_HANDLER'] };
    const to = { name: '王大明', email: true, roles: ['CASE_HANDLER', 'UNIT_HEAD'] };
    expect((await history())[0]).toEqual(['STAFF_CHANGED', '管理', { by: admin!.id, from, to }]);
  });

  it('that are changed to what they are leave no trace', async () => {
    await changes().change(admin!, someone!.id, SAME, UNITS);
    expect((await history()).map(([type]) => type)).toEqual(['STAFF_CREATED']);
  });

  it('deactivated: sessions and tokens end, also once active again', async () => {
    const { session } = await signIn();
    const token = await desk.get(Tokens).create((await row()).login, 'x');
    await changes().deactivate(admin!, someone!.id);
    expect(await refusal(changes().deactivate(admin!, someone!.id))).toBe('account-inactive');
    expect(await refusal(signIn())).toBe('sign-in-failed');
    await changes().reactivate(admin!, someone!.id);
    expect(await refusal(changes().reactivate(admin!, someone!.id))).toBe('account-active');
    expect(await desk.get(Sessions).find(session)).toBeUndefined();
    expect(await refusal(desk.get(Tokens).actor(token))).toBe('token-unknown');
    expect(await refusal(signIn())).toBe('done');
    expect((await history()).slice(0, 2).map(([type]) => type)).toEqual([
      ...['STAFF_REACTIVATED', 'STAFF_DEACTIVATED'],
    ]);
  });

  it('that are locked are shown so, and can be unlocked', async () => {
    for (let n = 0; n < 5; n++) await refusal(signIn('wrong'));
    expect(await desk.get(Accounts).one(admin!, someone!.id)).toMatchObject({ locked: true });
    expect(await refusal(signIn())).toBe('sign-in-failed');
    await changes().unlock(admin!, someone!.id);
    expect(await desk.get(Accounts).one(admin!, someone!.id)).toMatchObject({ locked: false });
    expect(await refusal(signIn())).toBe('done');
    expect((await desk.get(Accounts).one(admin!, someone!.id)).lastSignInAt).toBe(desk.time.now());
  });

  it('get a new temporary password, which ends the sessions of the old one', async () => {
    const { session } = await signIn();
    const password = await changes().newPassword(admin!, someone!.id);
    expect(await desk.get(Sessions).find(session)).toBeUndefined();
    expect(await refusal(signIn())).toBe('sign-in-failed');
    expect((await signIn(password)).mustChangePassword).toBe(true);
    expect(JSON.stringify(await history())).not.toContain(password);
    expect(await refusal(changes().newPassword(admin!, admin!.id))).toBe('own-password');
  });

  const ACTS: [string, (by: StaffActor, id: string) => Promise<unknown>][] = [
    ['change', (by, id) => changes().change(by, id, { ...SAME, name: '改' }, UNITS)],
    ['deactivate', (by, id) => changes().deactivate(by, id)],
    ['reactivate', (by, id) => changes().reactivate(by, id)],
    ['unlock', (by, id) => changes().unlock(by, id)],
    ['newPassword', (by, id) => changes().newPassword(by, id)],
    ['one', (by, id) => desk.get(Accounts).one(by, id)],
    ['history', (by, id) => desk.get(Accounts).history(by, id)],
  ];
  it.each(ACTS)(
    '%s: not for another organisation, nor for those who are no administrators',
    async (_n, act) => {
      const head = await person(['UNIT_HEAD', 'AGENCY_HEAD'], 'demo.head-office');
      for (const by of [elsewhere!, head]) expect(await refusal(act(by, someone!.id))).toBe('not-found');
      expect(await refusal(act(admin!, 'x'))).toBe('not-found');
      const events = await desk.get(Reader).repository(TrailEvent).findBy({ staffId: someone!.id });
      expect(events.map(({ type }) => type)).toEqual(['STAFF_CREATED']);
    },
  );

  it('cannot give roles to themselves', async () => {
    const roles = ['ADMIN', 'AUDITOR', 'AGENCY_HEAD'];
    const own = { ...SAME, name: '管理', unitId: 'demo.head-office', roles };
    expect(await refusal(changes().change(admin!, admin!.id, own, UNITS))).toBe('roles own-roles');
  });

  describe('the last administrator', () => {
    let last: StaffActor;
    // an organisation of its own for each test: it has no other administrator
    beforeEach(async () => void (last = await person(['AUDITOR', 'ADMIN'], `agency${++number}.office`)));
    const auditor = () => ({ ...SAME, unitId: last.unitId, roles: ['AUDITOR'] });

    it('stays one, and active', async () => {
      expect(await refusal(changes().change(last, last.id, auditor(), UNITS))).toBe('last-admin');
      expect(await refusal(changes().deactivate(last, last.id))).toBe('last-admin');
      expect(await row(last)).toMatchObject({ active: true, roles: ['AUDITOR', 'ADMIN'] });
    });

    it('is left when two end each other at once', async () => {
      const other = await person(['ADMIN'], last.unitId);
      const said = await Promise.all([
        refusal(changes().deactivate(last, other.id)),
        refusal(changes().change(other, last.id, auditor(), UNITS)),
      ]);
      expect(said.toSorted()).toEqual(['done', 'last-admin']);
    });
  });

  it('are listed by what is looked for, the own organisation only, page by page', async () => {
    const by = await person(['ADMIN'], 'demo.head-office');
    const listed = async (query: object) =>
      (await desk.get(Accounts).list(by, query)).accounts.map(({ id }) => id);
    const marked = await person(['REGISTRY_CLERK'], 'demo.registry', '柯 100%_林');
    expect(await listed({ q: '100%_' })).toEqual([marked.id]);
    expect(await listed({ q: '100_' })).toEqual([]);
    expect(await listed({ role: 'REGISTRY_CLERK', unit: 'demo.registry' })).toContain(marked.id);
    expect(await listed({ role: 'REGISTRY_CLERK', unit: 'demo.guidance' })).not.toContain(marked.id);
    expect(await listed({ q: marked.login.toUpperCase() })).toContain(marked.id);
    await changes().deactivate(by, marked.id);
    expect(await listed({ q: '100%_', state: 'ACTIVE' })).toEqual([]);
    expect(await listed({ q: '100%_', state: 'INACTIVE' })).toEqual([marked.id]);
    expect(await listed({ unit: 'sme.planning' })).toEqual([]);
    const shown = JSON.stringify((await desk.get(Accounts).list(by, {})).accounts);
    expect(shown).not.toContain('Hash');
    for (const query of [{ role: 'KING' }, { cursor: 'A B' }, { q: 'x'.repeat(101) }])
      await expect(desk.get(Accounts).list(by, query as object)).rejects.toMatchObject({ kind: 'INVALID' });
  });
});

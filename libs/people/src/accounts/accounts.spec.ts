import {
  Failure,
  Installation,
  Keyring,
  Limits,
  minutes,
  Reader,
  SetTime,
  type UnitOfWork,
} from '@app/platform';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { staffRow } from '../../../../test/support/case-rows.js';
import { refusal } from '../../../../test/support/story.js';
import { tablesInMemory, type Tables } from '../../../../test/support/tables.js';
import type { StaffActor } from '../staff/actor.js';
import type { Role } from '../staff/roles.js';
import { Staff } from '../staff/staff.entity.js';
import type { UnitTree } from '../staff/unit-tree.js';
import { TrailEvent } from '../trail/trail-event.entity.js';
import { Trail } from '../trail/trail.js';
import { AccountChanges } from './account-changes.js';
import { Accounts } from './accounts.js';
import { ApiToken, StaffSession } from './credentials.entities.js';
import { BY_LOGIN, BY_SESSION_OWNER } from './sign-in-limits.js';
import { StaffRegister } from './staff-register.js';
import { UnitPeople } from './unit-people.js';

const NOW = Date.parse('2026-08-19T12:00:00+08:00');
const ADMIN: StaffActor = {
  ...{ kind: 'staff', id: 'id-admin', name: '管理', organisationId: 'demo', unitId: 'demo.home' },
  roles: ['ADMIN'],
};
const UNITS: UnitTree = {
  unit: (id) =>
    id === 'none'
      ? undefined
      : { organisation: id.split('.')[0]!, kind: id.includes('team') ? 'PARTNER' : 'UNIT' },
  unitsUnder: (id) => [id],
};
const FORM = {
  name: '王小明',
  email: 'ming@example.tw',
  unitId: 'demo.home',
  roles: ['CASE_HANDLER'] as Role[],
};

describe('the accounts of an agency', () => {
  let tables: Tables;
  let time: SetTime;
  let accounts: Accounts;
  let changes: AccountChanges;
  let register: StaffRegister;
  let people: UnitPeople;
  let limits: Limits;
  let trail: Trail;

  beforeAll(async () => {
    tables = await tablesInMemory(Staff, StaffSession, ApiToken, TrailEvent, Installation, Failure);
  });
  beforeEach(async () => {
    await tables.empty();
    time = new SetTime(NOW);
    const work = { run: (change: (manager: unknown) => unknown) => change(tables.manager) } as UnitOfWork;
    const reader = new Reader(tables.manager);
    trail = new Trail(work, reader, time);
    limits = new Limits(work, reader, new Keyring('the secret of this spec'), time);
    register = new StaffRegister(work, reader, limits, trail, time);
    accounts = new Accounts(reader, limits, time);
    changes = new AccountChanges(work, register, limits, trail, time);
    people = new UnitPeople(reader);
    await put('admin', { roles: ['ADMIN'] });
    await put('ming', FORM);
    await put('theirs', { organisationId: 'sme', unitId: 'sme.home', roles: ['ADMIN'] });
  });
  afterAll(() => tables.close());

  const put = (login: string, more: Partial<Staff> = {}) =>
    tables.put(Staff, staffRow({ id: `id-${login}`, login, name: login, ...more }));
  const row = (login = 'ming') => tables.manager.findOneByOrFail(Staff, { login });
  const noted = async () =>
    (await tables.manager.find(TrailEvent, { order: { seq: 'ASC' } })).map(({ type, staffId, detail }) => ({
      ...{ type, staffId, detail },
    }));
  const fault = async (doing: Promise<unknown>) => {
    const { kind, code, detail } = await refusal(doing);
    return detail.fields?.map((one) => `${one.field} ${one.code}`).join() ?? `${kind} ${code}`;
  };
  const session = (staffId: string) =>
    tables.put(StaffSession, { id: `session of ${staffId}`, staffId, createdAt: NOW, lastSeenAt: NOW });
  const sessions = async () => (await tables.manager.find(StaffSession)).map(({ staffId }) => staffId);

  describe('are listed', () => {
    const logins = async (asked: object = {}) =>
      (await accounts.list(ADMIN, asked)).accounts.map(({ login }) => login);

    it('by login, those of the own agency, without what is secret', async () => {
      const { accounts: all, next } = await accounts.list(ADMIN, {});
      expect(all.map(({ login }) => login)).toEqual(['admin', 'ming']);
      expect(next).toBeNull();
      expect(all[1]).toMatchObject({
        ...FORM,
        id: 'id-ming',
        active: true,
        locked: false,
        lastSignInAt: null,
      });
      for (const secret of ['passwordHash', 'formerHashes']) expect(all[1]).not.toHaveProperty(secret);
    });

    it('fifty at a time, from where the page before ended', async () => {
      for (let n = 0; n < 49; n++) await put(`z${String(n).padStart(2, '0')}`);
      const first = await accounts.list(ADMIN, {});
      expect([first.accounts.length, first.next]).toEqual([50, 'z47']);
      expect(await accounts.list(ADMIN, { cursor: 'z47' })).toMatchObject({
        accounts: [{ login: 'z48' }],
        next: null,
      });
    });

    it('exactly fifty are one page', async () => {
      for (let n = 0; n < 48; n++) await put(`z${String(n).padStart(2, '0')}`);
      expect((await accounts.list(ADMIN, {})).next).toBeNull();
    });

    it.each<[object, string[]]>([
      [{ q: '小明' }, ['ming']],
      [{ q: 'MIN' }, ['admin', 'ming']],
      [{ q: '%' }, ['per%cent']],
      [{ unit: 'demo.other' }, ['other']],
      [{ role: 'ADMIN' }, ['admin']],
      [{ state: 'INACTIVE' }, ['other']],
      [{ state: 'ACTIVE' }, ['admin', 'ming', 'per%cent']],
      [{ q: 'ming', role: 'ADMIN' }, []],
    ])('that fit %j', async (asked, expected) => {
      await put('other', { unitId: 'demo.other', active: false });
      await put('per%cent');
      expect(await logins(asked)).toEqual(expected);
    });

    it('with the last sign-in, and whether they are locked', async () => {
      await trail.note('SIGNED_IN', 'id-ming', {});
      time.forward(5);
      await trail.note('SIGNED_IN', 'id-ming', {});
      await trail.note('PASSWORD_SET', 'id-ming', {});
      for (let n = 0; n < BY_LOGIN.most; n++) await limits.count(BY_LOGIN, 'admin');
      for (let n = 1; n < BY_LOGIN.most; n++) await limits.count(BY_LOGIN, 'ming');
      const { accounts: all } = await accounts.list(ADMIN, {});
      expect(all).toMatchObject([
        { login: 'admin', lastSignInAt: null, locked: true },
        { login: 'ming', lastSignInAt: NOW + 5, locked: false },
      ]);
      time.forward(minutes(15));
      expect((await accounts.one(ADMIN, 'id-admin')).locked).toBe(false);
    });
  });

  it('are shown to administrators of the agency alone', async () => {
    expect(await accounts.one(ADMIN, 'id-ming')).toMatchObject({ login: 'ming' });
    for (const id of ['id-theirs', 'id-nobody', "'"])
      expect(await fault(accounts.one(ADMIN, id))).toBe('NOT_FOUND not-found');
    const other = { ...ADMIN, roles: ['UNIT_HEAD' as const] };
    expect(await fault(accounts.list(other, {}))).toBe('NOT_FOUND not-found');
    expect(await fault(accounts.history(other, 'id-ming'))).toBe('NOT_FOUND not-found');
  });

  it('have a history of what was done to them and by whom, the newest first, without each sign-in', async () => {
    await trail.note('STAFF_CREATED', 'id-ming', { by: 'id-admin' });
    await trail.note('SIGNED_IN', 'id-ming', {});
    await trail.note('LOCKED', 'id-ming', {});
    await trail.note('STAFF_UNLOCKED', 'id-admin', { by: 'id-admin' });
    expect(await accounts.history(ADMIN, 'id-ming')).toMatchObject([
      { type: 'LOCKED', by: null, at: NOW },
      { type: 'STAFF_CREATED', by: 'admin', detail: { by: 'id-admin' } },
    ]);
  });

  describe('are created', () => {
    it('with a password to be changed, in the own agency', async () => {
      const { id, password } = await changes.create(ADMIN, { ...FORM, login: 'new' }, UNITS);
      expect(await row('new')).toMatchObject({
        ...FORM,
        ...{ id, organisationId: 'demo', active: true, mustChangePassword: true, createdAt: NOW },
      });
      expect(password).toMatch(/^.{20}$/);
      const detail = { roles: ['CASE_HANDLER'], unit: 'demo.home', by: 'id-admin' };
      expect(await noted()).toEqual([{ type: 'STAFF_CREATED', staffId: id, detail }]);
    });

    it.each<[object, string]>([
      [{ login: 'ming' }, 'login login-taken'],
      [{ login: 'A b' }, 'login login'],
      [{ unitId: 'sme.home' }, 'unitId unknown-unit'],
      [{ unitId: 'none' }, 'unitId unknown-unit'],
      [{ unitId: 'demo.team', roles: ['AUDITOR'] }, 'roles not-of-a-team'],
      [{ roles: [] }, 'roles roles-required'],
      [{ email: 'x' }, 'email email'],
    ])('not with %j: %s', async (more, expected) => {
      expect(await fault(changes.create(ADMIN, { ...FORM, login: 'new', ...more }, UNITS))).toBe(expected);
      expect(await register.count()).toBe(3);
    });

    it('by the command line with a password that stays, and a deputy of the agency', async () => {
      const input = { ...FORM, login: 'new', organisationId: 'demo' };
      await register.create({ ...input, deputyId: 'id-ming' }, { password: 'Harbour-Lantern-42' });
      expect(await row('new')).toMatchObject({ mustChangePassword: false, deputyId: 'id-ming' });
      expect((await noted())[0]!.detail).not.toHaveProperty('by');
      const theirs = register.create({ ...input, login: 'newer', deputyId: 'id-theirs' });
      expect(await fault(theirs)).toBe('deputy unknown-deputy');
    });
  });

  describe('are changed', () => {
    const change = (more: object, id = 'id-ming', by = ADMIN) =>
      changes.change(by, id, { ...FORM, ...more }, UNITS);

    it('and it is noted what was and what is, without addresses', async () => {
      await change({ name: '王大明', email: null, roles: ['UNIT_HEAD', 'CASE_HANDLER'] });
      expect(await row()).toMatchObject({
        name: '王大明',
        email: null,
        roles: ['CASE_HANDLER', 'UNIT_HEAD'],
      });
      expect(await noted()).toEqual([
        {
          ...{ type: 'STAFF_CHANGED', staffId: 'id-ming' },
          detail: {
            by: 'id-admin',
            from: { name: '王小明', email: true, roles: ['CASE_HANDLER'] },
            to: { name: '王大明', email: false, roles: ['CASE_HANDLER', 'UNIT_HEAD'] },
          },
        },
      ]);
    });

    it('nothing is noted where nothing differs', async () => {
      await change({});
      expect(await noted()).toEqual([]);
    });

    it('not beyond the agency, and not by others', async () => {
      expect(await fault(change({ unitId: 'sme.home' }))).toBe('unitId unknown-unit');
      expect(await fault(change({}, 'id-theirs'))).toBe('NOT_FOUND not-found');
      expect(await fault(change({}, "'"))).toBe('NOT_FOUND not-found');
      expect(await fault(change({}, 'id-ming', { ...ADMIN, roles: ['AUDITOR'] }))).toBe(
        'NOT_FOUND not-found',
      );
    });

    it('no one takes a role for oneself; giving one up is allowed where another administers', async () => {
      const own = (roles: Role[]) => change({ name: 'admin', roles }, 'id-admin');
      expect(await fault(own(['ADMIN', 'UNIT_HEAD']))).toBe('roles own-roles');
      expect(await fault(own(['CASE_HANDLER']))).toBe('roles own-roles');
      await put('second', { roles: ['ADMIN', 'UNIT_HEAD'] });
      await changes.change(
        { ...ADMIN, id: 'id-second' },
        'id-second',
        { ...FORM, roles: ['UNIT_HEAD'] },
        UNITS,
      );
      expect((await row('second')).roles).toEqual(['UNIT_HEAD']);
    });

    it('the last administrator stays one', async () => {
      await put('second', { roles: ['ADMIN'], active: false });
      const by = { ...ADMIN, id: 'id-else' };
      expect(await fault(change({}, 'id-admin', by))).toBe('NOT_ALLOWED last-admin');
    });
  });

  describe('are ended', () => {
    it('with their sessions and tokens; tokens that ended before keep their end', async () => {
      await session('id-ming');
      await session('id-admin');
      const token = { staffId: 'id-ming', label: 'x', createdAt: 0, expiresAt: null };
      await tables.put(ApiToken, { ...token, id: 'a', revokedAt: null }, { ...token, id: 'b', revokedAt: 7 });
      await tables.put(ApiToken, { ...token, id: 'c', staffId: 'id-admin', revokedAt: null });
      await changes.deactivate(ADMIN, 'id-ming');
      expect([(await row()).active, await sessions()]).toEqual([false, ['id-admin']]);
      const ends = await tables.manager.find(ApiToken, { order: { id: 'ASC' } });
      expect(ends.map(({ revokedAt }) => revokedAt)).toEqual([NOW, 7, null]);
      expect(await noted()).toEqual([
        { type: 'STAFF_DEACTIVATED', staffId: 'id-ming', detail: { by: 'id-admin' } },
      ]);
    });

    it('once, and not the last administrator', async () => {
      await changes.deactivate(ADMIN, 'id-ming');
      expect(await fault(changes.deactivate(ADMIN, 'id-ming'))).toBe('NOT_ALLOWED account-inactive');
      expect(await fault(changes.deactivate(ADMIN, 'id-admin'))).toBe('NOT_ALLOWED last-admin');
    });

    it('and begun again, once', async () => {
      expect(await fault(changes.reactivate(ADMIN, 'id-ming'))).toBe('NOT_ALLOWED account-active');
      await changes.deactivate(ADMIN, 'id-ming');
      await changes.reactivate(ADMIN, 'id-ming');
      expect((await row()).active).toBe(true);
      expect((await noted()).map(({ type }) => type)).toEqual(['STAFF_DEACTIVATED', 'STAFF_REACTIVATED']);
    });
  });

  it.each<[string, boolean]>([
    ...(['STAFF_CREATED', 'STAFF_CHANGED', 'STAFF_DEACTIVATED', 'STAFF_REACTIVATED'] as const).map(
      (type): [string, boolean] => [type, true],
    ),
    ...(['STAFF_UNLOCKED', 'LOCKED', 'PASSWORD_SET', 'PASSWORD_CHANGED', 'TOKEN_CREATED'] as const).map(
      (type): [string, boolean] => [type, true],
    ),
    ...(['ABSENCE_SET', 'ABSENCE_ENTERED', 'ABSENCE_WITHDRAWN'] as const).map((type): [string, boolean] => [
      type,
      true,
    ]),
    ...(['SIGNED_IN', 'SIGN_IN_FAILED', 'SIGN_IN_REFUSED', 'EXPORTED'] as const).map(
      (type): [string, boolean] => [type, false],
    ),
  ])('have in their history %s: %s', async (type, isShown) => {
    await trail.note(type, 'id-ming', {});
    const history = await accounts.history(ADMIN, 'id-ming');
    expect(history.map((event): string => event.type)).toEqual(isShown ? [type] : []);
  });

  it('locked ones are opened again, at both doors', async () => {
    await limits.count(BY_LOGIN, 'ming');
    await limits.count(BY_SESSION_OWNER, 'id-ming');
    await changes.unlock(ADMIN, 'id-ming');
    expect(await tables.manager.count(Failure)).toBe(0);
    expect(await noted()).toEqual([
      { type: 'STAFF_UNLOCKED', staffId: 'id-ming', detail: { by: 'id-admin' } },
    ]);
  });

  describe('get another password', () => {
    it('to be changed, which ends the sessions and the lock', async () => {
      await session('id-ming');
      await session('id-admin');
      await limits.count(BY_LOGIN, 'ming');
      const before = (await row()).passwordHash;
      expect(await changes.newPassword(ADMIN, 'id-ming')).toMatch(/^.{20}$/);
      expect(await row()).toMatchObject({ mustChangePassword: true });
      expect((await row()).passwordHash).not.toBe(before);
      expect([await sessions(), await tables.manager.count(Failure)]).toEqual([['id-admin'], 0]);
      expect(await noted()).toEqual([
        { type: 'PASSWORD_SET', staffId: 'id-ming', detail: { by: 'id-admin' } },
      ]);
    });

    it('not one’s own, not of who has left, not by others', async () => {
      expect(await fault(changes.newPassword(ADMIN, 'id-admin'))).toBe('NOT_ALLOWED own-password');
      await changes.deactivate(ADMIN, 'id-ming');
      expect(await fault(changes.newPassword(ADMIN, 'id-ming'))).toBe('NOT_ALLOWED account-inactive');
      const other = { ...ADMIN, roles: ['AUDITOR' as const] };
      expect(await fault(changes.newPassword(other, 'id-ming'))).toBe('NOT_FOUND not-found');
    });

    it('by the command line', async () => {
      await session('id-ming');
      await limits.count(BY_LOGIN, 'ming');
      await register.setPassword('id-ming', 'Harbour-Lantern-42');
      expect([await sessions(), await tables.manager.count(Failure)]).toEqual([[], 0]);
      expect((await row('admin')).passwordHash).toBe('');
      expect(await noted()).toEqual([{ type: 'PASSWORD_SET', staffId: 'id-ming', detail: {} }]);
    });
  });

  it('have an absence set by the command line; what is left out stays', async () => {
    const set = (input: object) => register.setAbsence('id-ming', input);
    expect(await set({ deputyId: 'id-admin' })).toEqual({ deputyId: 'id-admin', awayUntil: null });
    expect(await set({ awayUntil: '2026-08-30' })).toEqual({ deputyId: 'id-admin', awayUntil: '2026-08-30' });
    expect(await set({ deputyId: null })).toEqual({ deputyId: null, awayUntil: '2026-08-30' });
    expect(await row()).toMatchObject({ deputyId: null, awayUntil: '2026-08-30' });
    expect((await noted()).at(-1)).toEqual({
      ...{ type: 'ABSENCE_SET', staffId: 'id-ming', detail: { deputy: null, awayUntil: '2026-08-30' } },
    });
    expect(await fault(set({ deputyId: 'id-theirs' }))).toBe('deputy unknown-deputy');
  });

  it('are found by login and id, counted, and those of a unit', async () => {
    await put('gone', { active: false });
    expect([(await register.byLogin('ming'))?.id, (await register.byId('id-ming'))?.login]).toEqual([
      'id-ming',
      'ming',
    ]);
    expect([await register.byLogin('x'), await register.byId('x')]).toEqual([null, null]);
    expect(await register.count()).toBe(3);
    expect((await register.ofUnit('demo.home')).map(({ login }) => login).toSorted()).toEqual([
      'admin',
      'ming',
    ]);
  });

  it('are counted by unit and role', async () => {
    await put('both', { roles: ['CASE_HANDLER', 'UNIT_HEAD'] });
    await put('other', { unitId: 'demo.other' });
    await put('gone', { active: false });
    expect(Object.fromEntries(await people.count(ADMIN))).toEqual({
      'demo.home': { active: 3, roles: { ADMIN: 1, CASE_HANDLER: 2, UNIT_HEAD: 1 } },
      'demo.other': { active: 1, roles: { CASE_HANDLER: 1 } },
    });
    expect(await fault(people.count({ ...ADMIN, roles: ['AUDITOR'] }))).toBe('NOT_FOUND not-found');
  });
});

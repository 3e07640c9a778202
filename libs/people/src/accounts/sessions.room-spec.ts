import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { hours, minutes, Reader, UnitOfWork } from '@app/platform';
import { startDesk, WEDNESDAY_MORNING, type TestDesk } from '../../../../test/support/desk.js';
import { DATABASES } from '../../../../test/support/databases.js';
import { ApiToken, Credentials, Sessions, Staff, StaffRegister, StaffSession, Tokens } from '../index.js';

const PASSWORD = 'Harbour-Lantern-42';

describe.each(DATABASES)(
  'sessions, tokens and the connections opened with them, on %s',
  (_name, postgres) => {
    let desk: TestDesk;
    let number = 0;
    let one: { id: string; login: string };

    beforeAll(async () => void (desk = await startDesk({ postgres })));
    afterAll(() => desk.close());
    beforeEach(async () => {
      desk.time.set(WEDNESDAY_MORNING);
      one = await account();
    });

    const account = async (mustChange = false) => {
      const login = `staff${++number}`;
      const person = { login, name: `${login} 的姓名`, organisationId: 'demo', unitId: 'demo.guidance' };
      const roles = ['CASE_HANDLER' as const, 'UNIT_HEAD' as const];
      const options = mustChange ? {} : { password: PASSWORD };
      return { login, ...(await desk.get(StaffRegister).create({ ...person, roles }, options)) };
    };
    const sessions = () => desk.get(Sessions);
    const row = async () => (await desk.get(Reader).repository(StaffSession).findBy({ staffId: one.id }))[0]!;
    const change = (what: Partial<Staff>) =>
      desk.get(UnitOfWork).run((manager) => manager.update(Staff, { id: one.id }, what));
    const live = async (...credentials: Parameters<Credentials['holders']>[0]) =>
      [...(await desk.get(Credentials).holders(credentials))].map(([id, { id: staff }]) => [id, staff]);

    it('a session returns the staff member with the account’s current data', async () => {
      const cookie = await sessions().open(one.id);
      const who = { organisationId: 'demo', unitId: 'demo.guidance', roles: ['CASE_HANDLER', 'UNIT_HEAD'] };
      const actor = { kind: 'staff', id: one.id, name: `${one.login} 的姓名`, ...who };
      expect(await sessions().find(cookie)).toEqual({ actor, mustChangePassword: false });
      const key = desk.get(Credentials).session(cookie);
      expect(await desk.get(Credentials).holders([key])).toEqual(new Map([[key.id, actor]]));
      await change({ roles: ['AUDITOR'], unitId: 'demo.registry' });
      expect((await sessions().find(cookie))!.actor).toMatchObject({
        roles: ['AUDITOR'],
        unitId: 'demo.registry',
      });
    });

    it('only the keyed hash of the cookie is stored; another cookie finds no session', async () => {
      const cookie = await sessions().open(one.id);
      const stored = JSON.stringify(await row());
      expect(stored).not.toContain(cookie);
      expect(await sessions().find(`${cookie}x`)).toBeUndefined();
      expect(await sessions().find((await row()).id)).toBeUndefined();
      expect(await sessions().find('')).toBeUndefined();
    });

    it('a session is marked as active at most once a minute, and never by a script of the page', async () => {
      const cookie = await sessions().open(one.id);
      const seen = async (ms: number, unattended: boolean) => {
        desk.time.set(WEDNESDAY_MORNING + ms);
        expect(await sessions().find(cookie, { unattended })).toBeDefined();
        return (await row()).lastSeenAt - WEDNESDAY_MORNING;
      };
      expect(await seen(minutes(1) - 1, false)).toBe(0);
      expect(await seen(minutes(1), false)).toBe(minutes(1));
      expect(await seen(minutes(20), true)).toBe(minutes(1));
      desk.time.set(WEDNESDAY_MORNING + minutes(31) + 1);
      expect(await sessions().find(cookie, { unattended: true })).toBeUndefined();
    });

    it('one session can be ended alone, or all of a person together', async () => {
      const other = await account();
      const cookies = [
        await sessions().open(one.id),
        await sessions().open(one.id),
        await sessions().open(one.id),
      ];
      const theirs = await sessions().open(other.id);
      const open = () =>
        Promise.all(cookies.map(async (cookie) => (await sessions().find(cookie)) !== undefined));
      await sessions().end(cookies[1]!);
      expect(await open()).toEqual([true, false, true]);
      await sessions().endAll(one.id);
      expect(await open()).toEqual([false, false, false]);
      expect(await sessions().find(theirs)).toBeDefined();
    });

    it('a password set by an operator ends the sessions that the old one opened, and no others', async () => {
      const other = await account();
      const [cookie, theirs] = [await sessions().open(one.id), await sessions().open(other.id)];
      await desk.get(StaffRegister).setPassword(one.id, 'Another-Lantern-1');
      expect(await sessions().find(cookie)).toBeUndefined();
      expect(await sessions().find(theirs)).toBeDefined();
    });

    it('an open connection ends with its session: idle, long, ended, disabled, or a password to change', async () => {
      const credentials = desk.get(Credentials);
      const cookie = await sessions().open(one.id);
      const key = credentials.session(cookie);
      const holds = [[key.id, one.id]];
      expect(await live(key)).toEqual(holds);
      desk.time.forward(minutes(30));
      expect(await live(key)).toEqual(holds);
      desk.time.forward(1); // this check is no activity
      expect(await live(key)).toEqual([]);
      desk.time.set(WEDNESDAY_MORNING);
      await change({ mustChangePassword: true });
      expect(await live(key)).toEqual([]);
      await change({ mustChangePassword: false, active: false });
      expect(await live(key)).toEqual([]);
      await change({ active: true });
      expect(await live(key)).toEqual(holds);
      const late = { createdAt: WEDNESDAY_MORNING - hours(12) - 1 };
      await desk.get(UnitOfWork).run((manager) => manager.update(StaffSession, { id: key.id }, late));
      expect(await live(key)).toEqual([]);
      await sessions().end(cookie);
      expect(await live(key)).toEqual([]);
    });

    it('an open connection of a token ends when it expires, is revoked, or its owner is disabled; not with a new password', async () => {
      const end = desk.time.now() + hours(1);
      const key = desk.get(Credentials).token(await desk.get(Tokens).create(one.login, 'board', end));
      const holds = [[key.id, one.id]];
      await change({ mustChangePassword: true });
      expect(await live(key)).toEqual(holds);
      desk.time.set(end - 1);
      expect(await live(key)).toEqual(holds);
      desk.time.set(end);
      expect(await live(key)).toEqual([]);
      desk.time.set(end - 1);
      await change({ active: false });
      expect(await live(key)).toEqual([]);
      await change({ active: true });
      await desk.get(UnitOfWork).run((manager) => manager.update(ApiToken, { id: key.id }, { revokedAt: 1 }));
      expect(await live(key)).toEqual([]);
    });

    it.each([1, 2, 3, 5, 8, 9])('%s connections checked at once each get their answer', async (many) => {
      const cookies = [];
      for (let n = 0; n < many; n++) cookies.push(await sessions().open(one.id));
      const keys = cookies.map((cookie) => desk.get(Credentials).session(cookie));
      const unknown = [desk.get(Credentials).session('x'), desk.get(Credentials).token('x')];
      expect((await live(...keys, keys[0]!, ...unknown)).toSorted()).toEqual(
        keys.map(({ id }) => [id, one.id]).toSorted(),
      );
      expect(await live()).toEqual([]);
    });

    it('a session is not accepted as a token, nor a token as a session', async () => {
      const [cookie, token] = [await sessions().open(one.id), await desk.get(Tokens).create(one.login, 'x')];
      expect(await sessions().find(token)).toBeUndefined();
      await expect(desk.get(Tokens).actor(cookie)).rejects.toMatchObject({ kind: 'UNAUTHENTICATED' });
      const { kind, id } = desk.get(Credentials).session(cookie);
      expect(await live({ kind: 'token', id })).toEqual([]);
      expect(kind).toBe('session');
    });
  },
);

import { minutes, Reader, UnitOfWork, type Problem } from '@app/platform';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { DATABASES } from '../../../../test/support/databases.js';
import { startDesk, type TestDesk } from '../../../../test/support/desk.js';
import { SignIn, Staff, StaffRegister } from '../index.js';
import { BY_NETWORK } from './sign-in-limits.js';

jest.setTimeout(60_000);

const PASSWORD = 'Harbour-Lantern-42';
const AT_ONCE = 100;

describe.each(DATABASES)('the limits of sign-in, on %s', (_name, postgres) => {
  let desk: TestDesk;
  let number = 0;

  beforeAll(async () => void (desk = await startDesk({ postgres })), 60_000);
  afterAll(() => desk.close());

  const account = async () => {
    const login = `staff${++number}`;
    const where = { organisationId: 'demo', unitId: 'demo.service-desk' };
    const staff = { login, name: login, ...where, roles: ['FRONTLINE_AGENT' as const] };
    return { login, ...(await desk.get(StaffRegister).create(staff, { password: PASSWORD })) };
  };
  const outcome = (promise: Promise<unknown>) =>
    promise.then(
      () => 'done',
      (error: Problem) => error.detail.fields?.[0]?.code ?? error.code,
    );
  let addresses = 0;
  const elsewhere = () => `2001:db8:${(++addresses).toString(16)}::1`;
  const signIn = (login: string, password = PASSWORD, address = elsewhere()) =>
    outcome(desk.get(SignIn).signIn(login, password, address));
  const written = async () => {
    const sql = `SELECT type, "staffId" FROM audit_event WHERE type LIKE '%SIGN%' OR type = 'LOCKED' ORDER BY seq`;
    return desk.get(Reader).rows<{ type: string; staffId: string | null }>(sql);
  };
  const count = (all: readonly string[], what: string) => all.filter((one) => one === what).length;

  it('test five of a hundred concurrent passwords; the right one after them does not sign in', async () => {
    const { id, login } = await account();
    const wrong = Array.from({ length: AT_ONCE - 1 }, (_, n) => signIn(login, `wrong ${n}`));
    const answers = await Promise.all([...wrong, signIn(login)]);
    expect(count(answers, 'sign-in-failed')).toBe(AT_ONCE);
    const types = (await written()).filter(({ staffId }) => staffId === id).map(({ type }) => type);
    expect(count(types, 'SIGN_IN_FAILED') + count(types, 'LOCKED')).toBe(5);
    expect(count(types, 'LOCKED')).toBe(1);
    expect(await signIn(login)).toBe('sign-in-failed');
    desk.time.forward(minutes(15));
    expect(await signIn(login)).toBe('done');
  });

  it('do not affect a colleague who signs in from the same network', async () => {
    const [one, other] = [await account(), await account()];
    const address = elsewhere();
    await Promise.all(Array.from({ length: 60 }, () => signIn(one.login, 'wrong', address)));
    expect(await signIn(other.login, PASSWORD, address)).toBe('done');
  });

  it('allow a hundred accounts from one network in a quarter of an hour, known or not, then none', async () => {
    const { login } = await account();
    const address = elsewhere();
    const tried = Array.from({ length: BY_NETWORK.most + 20 }, (_, n) => signIn(`nobody${n}`, 'x', address));
    const answers = await Promise.all(tried);
    expect(BY_NETWORK.most).toBe(100);
    expect(count(answers, 'sign-in-failed')).toBe(BY_NETWORK.most);
    expect(count(answers, 'too-many-sign-ins')).toBe(20);
    const refusal = { kind: 'TOO_MANY', code: 'too-many-sign-ins', detail: { retryAfterSeconds: 900 } };
    await expect(desk.get(SignIn).signIn(login, PASSWORD, address)).rejects.toMatchObject(refusal);
    expect(await signIn(login, PASSWORD, elsewhere())).toBe('done');
    desk.time.forward(minutes(15));
    expect(await signIn(login, PASSWORD, address)).toBe('done');
  });

  it('do not count a hundred successful sign-ins from one network', async () => {
    const address = elsewhere();
    for (let n = 0; n < BY_NETWORK.most + 10; n++) {
      const { login } = await account();
      expect(await signIn(login, PASSWORD, address)).toBe('done');
    }
  });

  it.each([
    ['nobody', 'nobody-at-all'],
    ['other letters', 'Nobody'],
    ['a NUL', 'a\u0000b'],
    ['half a surrogate', 'a\ud800b'],
    ['much', 'x'.repeat(5_000)],
    ['nothing', ''],
  ])('writes for an unknown account (%s) what it writes for a wrong password', async (_what, unknown) => {
    const { login } = await account();
    const tables = ['failure', 'audit_event'];
    const rows = async () => {
      const sql = tables.map((table) => `(SELECT COUNT(*) FROM ${table}) AS ${table}`).join(', ');
      return Object.values((await desk.get(Reader).row<Record<string, number>>(`SELECT ${sql}`))!).map(
        Number,
      );
    };
    const units = jest.spyOn(desk.get(UnitOfWork), 'run');
    const traceOf = async (name: string) => {
      const before = await rows();
      units.mockClear();
      expect(await signIn(name, 'wrong')).toBe('sign-in-failed');
      const after = await rows();
      return { units: units.mock.calls.length, rows: after.map((n, at) => n - before[at]!) };
    };
    const [known, other] = [await traceOf(login), await traceOf(unknown)];
    units.mockRestore();
    expect(other).toEqual(known);
    expect(known.rows).toEqual([2, 1]);
    expect((await written()).at(-1)).toEqual({ type: 'SIGN_IN_FAILED', staffId: null });
  });

  it('test five of a hundred concurrent guesses of the current password', async () => {
    const { id } = await account();
    const change = (current: string) =>
      outcome(desk.get(SignIn).changePassword(id, current, 'Another-Lantern-1'));
    const wrong = Array.from({ length: AT_ONCE - 1 }, (_, n) => change(`wrong ${n}`));
    const answers = await Promise.all([...wrong, change(PASSWORD)]);
    expect(count(answers, 'password-wrong')).toBe(5);
    expect(count(answers, 'too-many-passwords')).toBe(AT_ONCE - 5);
    expect(await change(PASSWORD)).toBe('too-many-passwords');
    desk.time.forward(minutes(15));
    expect(await change(PASSWORD)).toBe('done');
  });

  it('do not count a right current password, also when the new one is too weak', async () => {
    const { id } = await account();
    for (let n = 0; n < 7; n++)
      expect(await outcome(desk.get(SignIn).changePassword(id, PASSWORD, 'short'))).toBe(
        'password-too-short',
      );
  });

  it('let one of several concurrent changes from the same password succeed', async () => {
    const { id, login } = await account();
    const fresh = Array.from({ length: 5 }, (_, n) => `Another-Lantern-${n}`);
    const change = (to: string) => outcome(desk.get(SignIn).changePassword(id, PASSWORD, to));
    const answers = await Promise.all(fresh.map(change));
    expect(count(answers, 'done')).toBe(1);
    expect(await signIn(login, fresh[answers.indexOf('done')])).toBe('done');
  });

  it('are reset when an operator sets a password', async () => {
    const { id, login } = await account();
    for (let n = 0; n < 5; n++) await signIn(login, 'wrong');
    expect(await signIn(login)).toBe('sign-in-failed');
    await desk.get(StaffRegister).setPassword(id, 'Another-Lantern-1');
    expect(await signIn(login, 'Another-Lantern-1')).toBe('done');
  });

  it('open no session when the password is changed while the old one is being tested', async () => {
    const [one, other] = [await account(), await account()];
    const accounts = desk.get(Reader).repository(Staff);
    const { passwordHash } = await accounts.findOneByOrFail({ id: other.id });
    const find = accounts.findOneBy.bind(accounts);
    const asked = jest.spyOn(accounts, 'findOneBy').mockImplementationOnce(async (where) => {
      const found = await find(where);
      await desk.get(UnitOfWork).run((manager) => manager.update(Staff, { id: one.id }, { passwordHash }));
      return found;
    });
    expect(await signIn(one.login)).toBe('sign-in-failed');
    asked.mockRestore();
    expect(await desk.get(Reader).rows('SELECT * FROM staff_session WHERE "staffId" = $1', [one.id])).toEqual(
      [],
    );
    expect(await signIn(one.login)).toBe('done');
  });
});

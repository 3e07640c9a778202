import { days, minutes, Problem, UnitOfWork } from '@app/platform';
import type { EntityManager } from 'typeorm';
import { DATABASES } from '../../../test/support/databases.js';
import { startDesk, type TestDesk } from '../../../test/support/desk.js';
import { ApiToken, Sessions, SignIn, Staff, StaffRegister, Tokens } from './index.js';

const PASSWORD = 'Harbour-Lantern-42';
const ADDRESS = '192.0.2.1';
const IDLE = minutes(30);
const LOCKED = minutes(15);

describe.each(DATABASES)('access of staff on %s', (_name, postgres) => {
  let desk: TestDesk;
  let number = 0;

  beforeAll(async () => void (desk = await startDesk({ postgres })), 60_000);
  afterAll(() => desk.close());

  const account = async (): Promise<{ id: string; login: string }> => {
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
  const refused = (promise: Promise<unknown>) =>
    promise.then(
      () => 'done',
      ({ kind, code, detail: { fields } }: Problem) =>
        fields ? fields.map(({ field, code: why }) => `${field} ${why}`).join() : `${kind} ${code}`,
    );
  const signIn = (login: string, password = PASSWORD) =>
    outcome(desk.get(SignIn).signIn(login, password, ADDRESS));
  const change = (work: (manager: EntityManager) => Promise<unknown>) => desk.get(UnitOfWork).run(work);
  const disable = (id: string) => change((manager) => manager.update(Staff, { id }, { active: false }));

  it('locks an account after five failures for a quarter of an hour, also for the right password', async () => {
    const { login } = await account();
    for (let n = 0; n < 4; n++) expect(await signIn(login, 'wrong')).toBe('sign-in-failed');
    expect(await signIn(login)).toBe('done'); // and the count begins again
    for (let n = 0; n < 5; n++) expect(await signIn(login, 'wrong')).toBe('sign-in-failed');
    expect(await signIn(login)).toBe('sign-in-failed');
    desk.time.forward(LOCKED - 1);
    expect(await signIn(login)).toBe('sign-in-failed');
    desk.time.forward(1);
    expect(await signIn(login)).toBe('done');
  });

  it('answers an unknown account as a wrong password', async () => {
    expect(await signIn('nobody')).toBe('sign-in-failed');
    const answer = refused(desk.get(SignIn).signIn('nobody', 'x', ADDRESS));
    expect(await answer).toBe('UNAUTHENTICATED sign-in-failed');
  });

  it('ends an idle session, and keeps one in use', async () => {
    const { login } = await account();
    const { session } = await desk.get(SignIn).signIn(login, PASSWORD, ADDRESS);
    desk.time.forward(IDLE);
    expect((await desk.get(Sessions).find(session))?.actor.name).toBe(login);
    desk.time.forward(IDLE);
    expect(await desk.get(Sessions).find(session)).toBeDefined();
    desk.time.forward(IDLE + 1);
    expect(await desk.get(Sessions).find(session)).toBeUndefined();
  });

  it('ends every session after twelve hours, also one in use', async () => {
    const { login } = await account();
    const { session } = await desk.get(SignIn).signIn(login, PASSWORD, ADDRESS);
    for (let n = 0; n < 24; n++) {
      desk.time.forward(IDLE);
      expect(await desk.get(Sessions).find(session)).toBeDefined();
    }
    desk.time.forward(1);
    expect(await desk.get(Sessions).find(session)).toBeUndefined();
  });

  it('accepts a new password by the rules, and none of the last three', async () => {
    const { id, login } = await account();
    const to = (fresh: string, current = PASSWORD) =>
      refused(desk.get(SignIn).changePassword(id, current, fresh));
    expect(await to('Another-Lantern-1', 'wrong')).toBe('current password-wrong');
    expect(await to('Short-1')).toBe('fresh password-too-short');
    expect(await to('onlysmallletters')).toBe('fresh password-too-simple');
    expect(await to(`Has-${login}-1234`)).toBe('fresh password-contains-login');
    expect(await to(PASSWORD)).toBe('fresh password-reused');
    const chain = [PASSWORD, 'Another-Lantern-1', 'Another-Lantern-2', 'Another-Lantern-3'];
    for (let n = 1; n < chain.length; n++) expect(await to(chain[n]!, chain[n - 1])).toBe('done');
    for (const former of chain.slice(1)) expect(await to(former, chain.at(-1))).toBe('fresh password-reused');
    expect(await to(PASSWORD, chain.at(-1))).toBe('done');
  });

  it('ends the sessions of the old password, and does not require another change', async () => {
    const { id, login } = await account();
    await change((manager) => manager.update(Staff, { id }, { mustChangePassword: true }));
    const { session } = await desk.get(SignIn).signIn(login, PASSWORD, ADDRESS);
    await desk.get(SignIn).changePassword(id, PASSWORD, 'Another-Lantern-1');
    expect(await desk.get(Sessions).find(session)).toBeUndefined();
    expect(await signIn(login)).toBe('sign-in-failed');
    const fresh = await desk.get(SignIn).signIn(login, 'Another-Lantern-1', ADDRESS);
    expect(fresh.mustChangePassword).toBe(false);
  });

  it('ends a token at its end, when it is revoked, and when its owner is disabled', async () => {
    const { id, login } = await account();
    const tokens = desk.get(Tokens);
    const end = desk.time.now() + days(1);
    const [dated, lasting] = [
      await tokens.create(login, 'dated', end),
      await tokens.create(login, 'lasting'),
    ];
    expect((await tokens.actor(dated)).id).toBe(id);
    desk.time.set(end);
    expect(await outcome(tokens.actor(dated))).toBe('token-unknown');
    expect((await tokens.actor(lasting)).id).toBe(id);
    const revokedAt = desk.time.now();
    await change((manager) => manager.update(ApiToken, { staffId: id, label: 'lasting' }, { revokedAt }));
    expect(await outcome(tokens.actor(lasting))).toBe('token-unknown');
    const another = await tokens.create(login, 'another');
    await disable(id);
    expect(await outcome(tokens.actor(another))).toBe('token-unknown');
    expect(await refused(tokens.create(login, 'late'))).toBe('NOT_FOUND no-such-staff');
  });

  it.each([Number.NaN, -days(5), 0])('refuses a token that ends in the past or never (%s)', async (away) => {
    const { login } = await account();
    const end = desk.time.now() + away;
    expect(await refused(desk.get(Tokens).create(login, 'x', end))).toBe('days days-above-0');
  });

  it('signs a disabled account out at once', async () => {
    const { id, login } = await account();
    const { session } = await desk.get(SignIn).signIn(login, PASSWORD, ADDRESS);
    await disable(id);
    expect(await desk.get(Sessions).find(session)).toBeUndefined();
    expect(await signIn(login)).toBe('sign-in-failed');
  });
});

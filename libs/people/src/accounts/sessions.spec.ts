import { Installation, Keyring, minutes, Reader, SetTime, type UnitOfWork } from '@app/platform';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { staffRow } from '../../../../test/support/case-rows.js';
import { refusal } from '../../../../test/support/story.js';
import { tablesInMemory, type Tables } from '../../../../test/support/tables.js';
import { Staff } from '../staff/staff.entity.js';
import { TrailEvent } from '../trail/trail-event.entity.js';
import { Trail } from '../trail/trail.js';
import { ApiToken, StaffSession } from './credentials.entities.js';
import { Credentials } from './credentials.js';
import { Sessions } from './sessions.js';
import { Tokens } from './tokens.js';

const NOW = Date.parse('2026-08-19T12:00:00+08:00');

describe('what a member of the staff signs in with', () => {
  let tables: Tables;
  let time: SetTime;
  let sessions: Sessions;
  let tokens: Tokens;
  let credentials: Credentials;

  beforeAll(async () => {
    tables = await tablesInMemory(Staff, StaffSession, ApiToken, TrailEvent, Installation);
  });
  beforeEach(async () => {
    await tables.empty();
    time = new SetTime(NOW);
    const work = { run: (change: (manager: unknown) => unknown) => change(tables.manager) } as UnitOfWork;
    const reader = new Reader(tables.manager);
    const keyring = new Keyring('the secret of this spec');
    const settings = { IDLE_LOGOUT_MINUTES: 30 } as never;
    sessions = new Sessions(work, reader, keyring, time, settings);
    tokens = new Tokens(work, reader, keyring, new Trail(work, reader, time), time);
    credentials = new Credentials(reader, keyring, time, settings);
    await tables.put(Staff, staffRow({ id: 'id-one', login: 'one', name: '王小明' }));
    await tables.put(Staff, staffRow({ id: 'id-two', login: 'two' }));
  });
  afterAll(() => tables.close());

  const change = (id: string, more: Partial<Staff>) => tables.manager.update(Staff, { id }, more);
  const who = { kind: 'staff', id: 'id-one', name: '王小明', organisationId: 'demo', unitId: 'demo.home' };
  const HOLDER = { ...who, roles: ['CASE_HANDLER'] };

  describe('a session', () => {
    it('is that of its person, known by the cookie alone, of which only a hash is stored', async () => {
      const [token, other] = [await sessions.open('id-one'), await sessions.open('id-two')];
      expect(await sessions.find(token)).toEqual({ actor: HOLDER, mustChangePassword: false });
      expect((await sessions.find(other))!.actor.id).toBe('id-two');
      expect(token.length).toBeGreaterThan(40);
      expect(await sessions.find('x')).toBeUndefined();
      expect(JSON.stringify(await tables.manager.find(StaffSession))).not.toContain(token);
    });

    it('says that the password must be changed', async () => {
      await change('id-one', { mustChangePassword: true });
      expect((await sessions.find(await sessions.open('id-one')))!.mustChangePassword).toBe(true);
    });

    it('ends after half an hour without a visit, and goes on with each', async () => {
      const token = await sessions.open('id-one');
      time.forward(minutes(30));
      expect(await sessions.find(token)).toBeDefined();
      time.forward(minutes(30));
      expect(await sessions.find(token)).toBeDefined();
      time.forward(minutes(30) + 1);
      expect(await sessions.find(token)).toBeUndefined();
    });

    it('does not go on by what a script of the page asks', async () => {
      const token = await sessions.open('id-one');
      time.forward(minutes(20));
      expect(await sessions.find(token, { unattended: true })).toBeDefined();
      time.forward(minutes(10) + 1);
      expect(await sessions.find(token)).toBeUndefined();
    });

    it('has the time of its last visit stored once in a minute', async () => {
      const token = await sessions.open('id-one');
      const seen = async () => (await tables.manager.find(StaffSession))[0]!.lastSeenAt;
      time.forward(minutes(1) - 1);
      await sessions.find(token);
      expect(await seen()).toBe(NOW);
      time.forward(1);
      await sessions.find(token);
      expect(await seen()).toBe(NOW + minutes(1));
    });

    it('is no one’s once the account is disabled', async () => {
      const token = await sessions.open('id-one');
      await change('id-one', { active: false });
      expect([await sessions.find(token), await sessions.lastOwner(token)]).toEqual([undefined, undefined]);
    });

    it('is ended alone, or with all of the person', async () => {
      const [a, b, c] = [
        await sessions.open('id-one'),
        await sessions.open('id-one'),
        await sessions.open('id-two'),
      ];
      await sessions.end(a);
      expect([await sessions.find(a), (await sessions.find(b))?.actor.id]).toEqual([undefined, 'id-one']);
      await sessions.endAll('id-one');
      expect([await sessions.find(b), (await sessions.find(c))?.actor.id]).toEqual([undefined, 'id-two']);
    });

    it('still says whose it was when it is over, for what was typed', async () => {
      const token = await sessions.open('id-one');
      time.forward(minutes(600));
      expect(await sessions.find(token)).toBeUndefined();
      expect(await sessions.lastOwner(token)).toBe('id-one');
      expect(await sessions.lastOwner('x')).toBeUndefined();
    });
  });

  describe('a token', () => {
    it('is that of its person, and noted when it is made', async () => {
      const token = await tokens.create('one', '統計');
      expect(token).toMatch(/^sw_[\w-]{40,}$/);
      expect(await tokens.actor(token)).toEqual(HOLDER);
      const stored = await tables.manager.find(ApiToken);
      expect(stored).toMatchObject([
        { staffId: 'id-one', label: '統計', createdAt: NOW, expiresAt: null, revokedAt: null },
      ]);
      expect(JSON.stringify(stored)).not.toContain(token);
      expect(await tables.manager.find(TrailEvent)).toMatchObject([
        { type: 'TOKEN_CREATED', staffId: 'id-one', detail: { label: '統計' } },
      ]);
    });

    it('is made for who is there, and until a day to come', async () => {
      await change('id-two', { active: false });
      for (const login of ['two', 'nobody'])
        expect(await refusal(tokens.create(login, 'x'))).toMatchObject({
          kind: 'NOT_FOUND',
          code: 'no-such-staff',
        });
      for (const end of [NOW, Number.NaN])
        expect((await refusal(tokens.create('one', 'x', end))).detail.fields).toEqual([
          { field: 'days', code: 'days-above-0' },
        ]);
      const token = await tokens.create('one', 'x', NOW + 1);
      expect((await tokens.actor(token)).id).toBe('id-one');
      time.forward(1);
      expect(await refusal(tokens.actor(token))).toMatchObject({
        kind: 'UNAUTHENTICATED',
        code: 'token-unknown',
      });
    });

    it('ends when it is revoked, and with its account', async () => {
      const token = await tokens.create('one', 'x');
      await change('id-one', { active: false });
      expect((await refusal(tokens.actor(token))).kind).toBe('UNAUTHENTICATED');
      await change('id-one', { active: true });
      await tables.manager.update(ApiToken, { label: 'x' }, { revokedAt: NOW });
      for (const one of [token, 'x']) expect((await refusal(tokens.actor(one))).kind).toBe('UNAUTHENTICATED');
    });
  });

  describe('of many open connections at once', () => {
    const holders = async (...all: ReturnType<Credentials['session']>[]) =>
      [...(await credentials.holders(all))].map(([id, { id: staff }]) => [id, staff] as const);

    it('are still valid those that are neither over nor revoked', async () => {
      const session = credentials.session(await sessions.open('id-one'));
      const token = credentials.token(await tokens.create('two', 'x'));
      expect([session.kind, token.kind]).toEqual(['session', 'token']);
      expect(await holders(session, token, session, credentials.session('x'))).toEqual([
        [session.id, 'id-one'],
        [token.id, 'id-two'],
      ]);
      expect((await credentials.holders([session])).get(session.id)).toEqual(HOLDER);
      await tables.manager.update(ApiToken, { label: 'x' }, { revokedAt: NOW });
      time.forward(minutes(30));
      expect(await holders(session, token)).toEqual([[session.id, 'id-one']]);
      time.forward(1);
      expect(await holders(session, token)).toEqual([]);
    });

    it('a session of who must change the password is none, a token of who has left, either', async () => {
      const session = credentials.session(await sessions.open('id-one'));
      const token = credentials.token(await tokens.create('two', 'x'));
      await change('id-one', { mustChangePassword: true });
      await change('id-two', { active: false });
      expect(await holders(session, token)).toEqual([]);
      expect(await holders()).toEqual([]);
    });

    it('each of seven is found, and of its own kind alone', async () => {
      const all = [];
      for (let n = 0; n < 7; n++) all.push(credentials.session(await sessions.open('id-one')));
      expect(new Map(await holders(...all)).size).toBe(7);
      const asTokens = all.map(({ id }) => ({ kind: 'token' as const, id }));
      expect(await holders(...asTokens)).toEqual([]);
    });
  });
});

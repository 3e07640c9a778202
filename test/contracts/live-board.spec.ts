import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Boards, NewestEvents } from '@app/lookups';
import { ApiToken, Credentials, Staff, StaffSession } from '@app/people';
import { days, hours, minutes, UnitOfWork } from '@app/platform';
import type { EntityManager } from 'typeorm';
import { ApiClient } from '../support/api-client.js';
import { Browse } from '../support/browse.js';
import { PASSWORD, DATABASES, startTestWeb, type TestWeb } from '../support/web.js';
import { LOGGED, problemOf } from './api-desk.js';
import { open, type Stream } from './board-stream.js';

jest.setTimeout(20_000);

const API = '/api/v1/staff/board/stream';
const PAGE = '/desk/board/stream';

describe.each(DATABASES)('a live board on %s', (_name, postgres) => {
  let web: TestWeb;
  let agent: ApiClient;
  let login: string;
  let id: string;
  let people = 0;
  const streams: Stream[] = [];

  beforeAll(async () => {
    web = await startTestWeb({ postgres, env: { IDLE_LOGOUT_MINUTES: '30', STREAMS: '40' } });
    await web.demoStaff();
    agent = await ApiClient.of(web, 'agent');
  });
  afterAll(() => web.close());

  beforeEach(async () => {
    login = `head${++people}`;
    const where = { organisationId: 'demo', unitId: 'demo.service-desk' };
    await web.staff({ login, name: login, ...where, roles: ['CONTROL_OFFICER'] }, PASSWORD);
    id = (await web.get(UnitOfWork).run((manager) => manager.findOneByOrFail(Staff, { login }))).id;
  });
  afterEach(() => {
    for (const stream of streams.splice(0)) stream.close();
    jest.restoreAllMocks();
  });

  const kept = (stream: Stream) => (streams.push(stream), stream);
  const follow = async (token: string) => kept(await open(web, API, { authorization: `Bearer ${token}` }));
  const onPage = async (browse: Browse) => kept(await open(web, PAGE, { cookie: browse.cookies }));
  const openCase = async () => (await agent.post('/api/v1/staff/cases', LOGGED)).body.caseNumber as string;
  const change = (work: (manager: EntityManager) => Promise<unknown>) => web.get(UnitOfWork).run(work);
  const signedIn = () => Browse.signedIn(web, login, PASSWORD);
  const used = (n: number) => web.time.forward(n);

  /** Ways in which access ends, each with the action that ends it. */
  const SESSION_ENDS: [string, (browse: Browse) => Promise<unknown>][] = [
    ['signing out', (browse) => browse.post('/desk/sign-out', {})],
    ['being disabled', () => change((m) => m.update(Staff, { id }, { active: false }))],
    [
      'changing the password elsewhere',
      async () => {
        const elsewhere = await signedIn();
        const { status } = await elsewhere.post('/desk/password', {
          current: PASSWORD,
          fresh: 'Another-Lantern-1',
        });
        expect(status).toBe(303);
      },
    ],
    [
      'a password that must be changed',
      () => change((m) => m.update(Staff, { id }, { mustChangePassword: true })),
    ],
    ['losing the role', () => change((m) => m.update(Staff, { id }, { roles: ['CASE_HANDLER'] }))],
    ['half an hour without activity', async () => used(minutes(30) + 1)],
    [
      'twelve hours, however busy',
      async () => {
        used(hours(12) + 1);
        await change((m) => m.update(StaffSession, { staffId: id }, { lastSeenAt: web.time.now() }));
      },
    ],
  ];
  const TOKEN_ENDS: [string, () => Promise<unknown>][] = [
    ['its being revoked', () => change((m) => m.update(ApiToken, { staffId: id }, { revokedAt: 1 }))],
    [
      'its last day',
      async () => {
        await change((m) => m.update(ApiToken, { staffId: id }, { expiresAt: web.time.now() + days(1) }));
        used(days(1));
      },
    ],
    ['its owner being disabled', () => change((m) => m.update(Staff, { id }, { active: false }))],
    ['its owner losing the role', () => change((m) => m.update(Staff, { id }, { roles: ['CASE_HANDLER'] }))],
  ];

  it.each(SESSION_ENDS)('on a page ends with %s, without another board', async (_how, end) => {
    const browse = await signedIn();
    const stream = await onPage(browse);
    await stream.text();
    await end(browse);
    await openCase();
    expect(await stream.ended).toEqual(['board', 'ended']);
    expect((await onPage(browse)).response.statusCode).not.toBe(200);
  });

  it.each(TOKEN_ENDS)('of a token ends with %s, without another board', async (_how, end) => {
    const token = await web.token(login);
    const stream = await follow(token);
    await stream.text();
    await end();
    await openCase();
    expect(await stream.ended).toEqual(['board', 'ended']);
    expect((await follow(token)).response.statusCode).not.toBe(200);
  });

  it('that reconnects by itself does not keep a session alive', async () => {
    const browse = await signedIn();
    const first = await onPage(browse);
    await first.text();
    used(minutes(20));
    const second = await onPage(browse);
    await second.text();
    used(minutes(11));
    expect(await first.ended).toEqual(['board', 'ended']);
    expect(await second.ended).toEqual(['board', 'ended']);
  });

  it('shows another board when the watcher is given another unit', async () => {
    const stream = await follow(await web.token(login));
    const before = JSON.parse(await stream.text());
    await openCase();
    expect(JSON.parse(await stream.text()).running).toBeGreaterThan(before.running);
    const moved = { organisationId: 'sme', unitId: 'sme.instant-service-centre' };
    await change((m) => m.update(Staff, { id }, moved));
    expect(JSON.parse(await stream.text())).toMatchObject({ running: 0, counts: [] });
  });

  it('is computed once for all who see the same, and not for others', async () => {
    const elsewhere = {
      organisationId: 'sme',
      unitId: 'sme.instant-service-centre',
      roles: ['UNIT_HEAD' as const],
    };
    await web.staff({ login: `${login}x`, name: 'x', ...elsewhere }, PASSWORD);
    const tokens = await Promise.all(
      [login, 'supervisor', 'agent', `${login}x`].map((who) => web.token(who)),
    );
    const watching = await Promise.all([...tokens, ...tokens, ...tokens].map((token) => follow(token)));
    await Promise.all(watching.map((stream) => stream.text()));
    const shown = jest.spyOn(web.get(Boards), 'show');
    const [asked, looked] = [
      jest.spyOn(web.get(Credentials), 'holders'),
      jest.spyOn(web.get(NewestEvents), 'mark'),
    ];
    const caseNumber = await openCase();
    web.time.forward(days(3));
    const boards = await Promise.all(watching.map((stream) => stream.text()));
    const rounds = looked.mock.calls.length;
    expect([shown.mock.calls.length <= 2 * rounds, asked.mock.calls.length <= rounds + 1]).toEqual([
      true,
      true,
    ]);
    const [one, other, third, stranger] = boards as [string, string, string, string];
    expect([one, third]).toEqual([other, other]);
    expect(JSON.parse(stranger)).toMatchObject({ running: 0, counts: [] });
    expect(JSON.parse(one).running).toBeGreaterThan(0);
    expect(stranger).not.toContain(caseNumber);
  });

  it("carries each watcher's own form token, and no other", async () => {
    await openCase();
    await web.pass(days(30));
    const browses = [await signedIn(), await signedIn()];
    const drawn = [];
    for (const browse of browses) {
      await browse.get('/desk/board');
      const { html } = JSON.parse(await (await onPage(browse)).text());
      // masked differently each time, so that compression tells nothing of it: what counts is who may use it
      const tokens: string[] = [...html.matchAll(/name="csrf" value="([^"]*)"/g)].map(([, value]) => value);
      const alert: string = /action="(\/desk\/board\/alerts\/[^"]+)"/.exec(html)![1]!;
      drawn.push({ browse, alert, csrf: tokens[0]! });
      expect(tokens.length).toBeGreaterThan(0);
    }
    const [one, other] = [drawn[0]!, drawn[1]!];
    expect((await other.browse.post(one.alert, { csrf: one.csrf })).status).toBe(403);
    expect((await one.browse.post(other.alert, { csrf: other.csrf })).status).toBe(403);
    for (const { browse, alert, csrf } of drawn)
      expect((await browse.post(alert, { csrf })).location).toBe('/desk/board');
  });

  it('can be open ten times per person, out of a thousand attempts; closing one allows another', async () => {
    const token = await web.token(login);
    const all = await Promise.all(Array.from({ length: 1_000 }, () => follow(token)));
    const counts = (status: number) => all.filter(({ response }) => response.statusCode === status).length;
    expect([counts(200), counts(429)]).toEqual([10, 990]);
    const refused = await new ApiClient(web, { authorization: `Bearer ${token}` }).get(API);
    expect(problemOf(refused)).toEqual([429, 'too-many-streams']);
    expect(refused.headers.get('retry-after')).toBe('60');
    const other = await follow(await web.token('supervisor'));
    expect(other.response.statusCode).toBe(200);
    all.find(({ response }) => response.statusCode === 200)!.close();
    let again = await follow(token);
    while (again.response.statusCode === 429) again = await follow(token);
    expect(JSON.parse(await again.text())).toMatchObject({ cursor: expect.any(Number) });
  });

  it('is limited in total, pages included', async () => {
    const tokens = await Promise.all(['supervisor', 'agent', 'head', login].map((who) => web.token(who)));
    const all = await Promise.all(tokens.flatMap((token) => Array.from({ length: 10 }, () => follow(token))));
    expect(all.every(({ response }) => response.statusCode === 200)).toBe(true);
    const more = `${login}y`;
    await web.staff(
      { login: more, name: 'y', organisationId: 'demo', unitId: 'demo.hq', roles: ['CONTROL_OFFICER'] },
      PASSWORD,
    );
    expect((await follow(await web.token(more))).response.statusCode).toBe(429);
    const page = await (await Browse.signedIn(web, more, PASSWORD)).get(PAGE);
    expect([page.status, /即時看板太多/.test(page.text)]).toEqual([429, true]);
  });
});

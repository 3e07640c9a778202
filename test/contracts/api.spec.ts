import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { PRIVACY_NOTICE_VERSION } from '@app/intake';
import { request } from 'node:http';
import { DEMO_STAFF } from '../../apps/desk/src/demonstration/staff.js';
import * as answer from '../../apps/web/src/api/answers.js';
import { ApiClient, type Answer } from '../journeys/api-client.js';
import type { ZodType } from 'zod';
import { DATABASES, startTestWeb, type TestWeb } from '../support/web.js';

jest.setTimeout(20_000);

const PASSWORD = 'Harbour-Lantern-42';
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?\+08:00$/;
const REPORT = {
  service: 'demo.finance-diagnosis',
  subject: '貸款問題',
  description: '想了解貸款',
  contact: { name: '王小明', email: 'ming@example.tw', phone: '0912-345-678' },
};
const LOGGED = {
  ...REPORT,
  channel: 'PHONE',
  noticeVersion: PRIVACY_NOTICE_VERSION,
  hotline: '0800-000000',
  service: 'demo.consultation',
};
const OPENED = {
  caseNumber: expect.stringMatching(/^DEMO-1150819-\d{5}-\d$/),
  lookupCode: expect.stringMatching(/^[2-9A-HJKMNP-Z]{10}$/),
  status: expect.any(String),
  dueAt: expect.stringMatching(INSTANT),
  progressUrl: expect.stringMatching(/\/progress$/),
};
const ROUTES = [
  'get /api/v1/services',
  'get /api/v1/commitments',
  'post /api/v1/cases',
  'post /api/v1/progress',
  'post /api/v1/surveys/{token}',
  'post /api/v1/staff/contacts',
  'post /api/v1/staff/cases',
  'get /api/v1/staff/cases',
  'get /api/v1/staff/cases/{caseNumber}',
  'post /api/v1/staff/cases/{caseNumber}/acts/{act}',
  'post /api/v1/staff/cases/{caseNumber}/referrals',
  'get /api/v1/staff/referrals',
  'get /api/v1/staff/referrals/{id}',
  'post /api/v1/staff/referrals/{id}/{act}',
  'get /api/v1/staff/board',
  'get /api/v1/staff/board/stream',
  'get /api/v1/staff/board/before-holiday',
  'post /api/v1/staff/calendar/days',
  'get /api/v1/staff/calendar/earlier-dates',
  'post /api/v1/staff/calendar/earlier-dates/{clock}/accept',
];

const problemOf = (answer: Answer) => {
  expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  expect(answer.body).toMatchObject({ status: answer.status, title: expect.any(String) });
  return [answer.status, answer.body.type.replace('urn:single-window:problem:', '')];
};

describe.each(DATABASES)('the JSON API on %s', (_name, postgres) => {
  let web: TestWeb;
  let anyone: ApiClient;
  let agent: ApiClient;
  let partner: ApiClient;
  let supervisor: ApiClient;

  const openCase = async (): Promise<string> =>
    (await agent.post('/api/v1/staff/cases', LOGGED)).body.caseNumber;
  const offer = async (caseNumber: string) => {
    const body = { partner: 'demo.finance-team', reason: '需要融資診斷' };
    return agent.post(`/api/v1/staff/cases/${caseNumber}/referrals`, body);
  };

  beforeAll(async () => {
    web = await startTestWeb({
      postgres,
      env: { INTAKE_PER_ADDRESS_HOUR: '1000', DEMO: 'true', TRUSTED_PROXIES: 'loopback' },
    });
    await web.demoStaff(PASSWORD);
    anyone = new ApiClient(web);
    [agent, partner, supervisor] = (await Promise.all(
      ['agent', 'partner', 'supervisor'].map((login) => ApiClient.of(web, login)),
    )) as [ApiClient, ApiClient, ApiClient];
  });
  afterAll(() => web.close());

  describe('for anyone', () => {
    it('lists services and promises, in the language asked for', async () => {
      const services = (await anyone.with({ 'accept-language': 'en' }).get('/api/v1/services')).body;
      expect(services).toContainEqual(
        expect.objectContaining({
          id: 'sme.finance-diagnosis',
          organisation: 'sme',
          channels: expect.any(Array),
        }),
      );
      expect(services.find(({ id }: any) => id === 'sme.finance-diagnosis').name).toBe(
        'Financing diagnosis and guidance',
      );
      const commitments = (await anyone.get('/api/v1/commitments')).body;
      expect(commitments.find(({ id }: any) => id === 'sme.referral-reply')).toMatchObject({
        kind: 'clock',
        length: '2w',
        measured: true,
        source: { clause: expect.any(String), document: expect.any(String) },
        assumption: expect.any(String),
        services: expect.arrayContaining(['sme.finance-diagnosis']),
      });
    });

    it('says of each promise what is special to its kind', async () => {
      const commitments = (await anyone.get('/api/v1/commitments')).body;
      const one = (id: string) => commitments.find((c: any) => c.id === id);
      expect(one('demo.first-contact-rate')).toMatchObject({ target: 0.98, measured: true, every: null });
      expect(one('demo.phone-courtesy')).toMatchObject({ every: '4m', times: 1, dueBy: null, length: null });
      expect(commitments.some(({ dueBy }: any) => dueBy?.date === '01-15')).toBe(true);
      expect(one('law.petition')).toMatchObject({ extension: { maxTimes: 2, maxLength: '30wd' } });
    });

    it('takes a case and shows its progress by number and code', async () => {
      const opened = await anyone.post('/api/v1/cases', REPORT);
      expect([opened.status, opened.body]).toEqual([201, OPENED]);
      expect(opened.headers.get('cache-control')).toBe('no-store');
      const { caseNumber, lookupCode } = opened.body;
      const shown = await anyone.post('/api/v1/progress', { caseNumber, lookupCode });
      expect(shown.status).toBe(200);
      expect(shown.body).toMatchObject({
        caseNumber,
        service: '示範融資診斷輔導',
        status: 'RECEIVED',
        stages: [{ stage: 'RECEIVED', at: expect.stringMatching(INSTANT) }],
        unit: { name: '示範輔導組', phone: '02-0000-0001' },
        referrals: [],
        replies: [],
      });
      expect(shown.body.clocks[0]).toMatchObject({
        commitment: 'house.first-step',
        dueAt: '2026-08-21T00:00:00+08:00',
        dueDate: '2026-08-20',
        state: 'RUNNING',
        why: expect.arrayContaining([{ date: '2026-08-20', counted: true, why: 'WORKING_DAY' }]),
      });
      const english = await anyone
        .with({ 'accept-language': 'en' })
        .post('/api/v1/progress', { caseNumber, lookupCode });
      expect(english.body.unit.name).toBe('Demonstration guidance division');
    });

    it('answers an unknown questionnaire like a page that is not there', async () => {
      expect(problemOf(await anyone.post('/api/v1/surveys/nothing', { score: 5 }))).toEqual([
        404,
        'not-found',
      ]);
    });

    it('names the wrong fields, in the language asked for', async () => {
      const wrong = {
        ...REPORT,
        subject: '',
        contact: { name: 'x', email: 'no' },
        service: 'nowhere.nothing',
      };
      const answer = await anyone.with({ 'accept-language': 'en' }).post('/api/v1/cases', wrong);
      expect(problemOf(answer)).toEqual([422, 'invalid']);
      expect(answer.body.errors.map(({ field, code }: any) => [field, code])).toEqual([
        ['subject', 'required'],
        ['contact.email', 'email'],
      ]);
      expect(answer.body.errors[0].message).toMatch(/^[ -~]+$/);
      const zh = await anyone.post('/api/v1/cases', wrong);
      expect(zh.body.errors[0].message).toMatch(/[一-鿿]/);
    });
  });

  describe('with an Idempotency-Key', () => {
    const keyed = (key: string) => anyone.with({ 'idempotency-key': key });

    it('gives the same case and code for the same body, 409 for another', async () => {
      const first = await keyed('key-1').post('/api/v1/cases', REPORT);
      const again = await keyed('key-1').post('/api/v1/cases', REPORT);
      expect([again.status, again.body]).toEqual([201, first.body]);
      const other = await keyed('key-1').post('/api/v1/cases', { ...REPORT, subject: '別的事' });
      expect(problemOf(other)).toEqual([409, 'idempotency-key-reused']);
    });

    it('is nobody else’s: the same key from another address is another case', async () => {
      const from = (address: string) => keyed('key-2').with({ 'x-forwarded-for': address });
      const first = await from('198.51.100.1').post('/api/v1/cases', REPORT);
      const stranger = await from('198.51.100.2').post('/api/v1/cases', REPORT);
      expect(stranger.status).toBe(201);
      expect(stranger.body.caseNumber).not.toBe(first.body.caseNumber);
      const again = await from('198.51.100.1').post('/api/v1/cases', REPORT);
      expect(again.body).toEqual(first.body);
    });

    it('is accepted and ignored by a look-up, which answers each time anew', async () => {
      const { caseNumber, lookupCode } = (await anyone.post('/api/v1/cases', REPORT)).body;
      const right = await keyed('look').post('/api/v1/progress', { caseNumber, lookupCode });
      const wrong = await keyed('look').post('/api/v1/progress', { caseNumber, lookupCode: 'AAAAAAAAAA' });
      expect([right.status, wrong.status]).toEqual([200, 404]);
    });

    it('makes one case of twins sent at the same instant', async () => {
      const before = (await web.rowCounts(['case_file']))['case_file']!;
      const twins = await Promise.all(
        Array.from({ length: 8 }, () => keyed('twins').post('/api/v1/cases', REPORT)),
      );
      expect(new Set(twins.map(({ status, body }) => `${status} ${JSON.stringify(body)}`)).size).toBe(1);
      expect(await web.rowCounts(['case_file'])).toEqual({ case_file: before + 1 });
    });

    it('is unique for the caller and the route', async () => {
      const contact = {
        channel: 'PHONE',
        service: 'demo.consultation',
        topic: '營業時間',
        answer: '九點到五點',
      };
      const key = { 'idempotency-key': 'key-1' };
      const first = await agent.with(key).post('/api/v1/staff/contacts', contact);
      expect([first.status, first.body]).toEqual([201, { id: expect.any(String) }]);
      expect((await agent.with(key).post('/api/v1/staff/contacts', contact)).body).toEqual(first.body);
      expect((await supervisor.with(key).post('/api/v1/staff/contacts', contact)).body).not.toEqual(
        first.body,
      );
    });

    it('lets an act happen once', async () => {
      const caseNumber = await openCase();
      const note = () =>
        agent
          .with({ 'idempotency-key': 'note-1' })
          .post(`/api/v1/staff/cases/${caseNumber}/acts/note`, { text: '已回電' });
      const [first, again] = [await note(), await note()];
      expect(again.body).toEqual(first.body);
      expect([first.status, again.status]).toEqual([200, 200]);
      const { history } = (await agent.get(`/api/v1/staff/cases/${caseNumber}`)).body;
      expect(history.filter(({ type }: any) => type === 'NOTED')).toHaveLength(1);
    });

    it.each(['x'.repeat(201), 'with space'])('is refused when it is no key: %p', async (key) => {
      const answer = await keyed(key).post('/api/v1/cases', REPORT);
      expect([...problemOf(answer), answer.body.errors[0].field]).toEqual([
        422,
        'invalid',
        'Idempotency-Key',
      ]);
    });
  });

  describe('for staff', () => {
    it('logs a case, lists it, and shows it whole with its version', async () => {
      const opened = await agent.post('/api/v1/staff/cases', LOGGED);
      expect([opened.status, opened.body]).toEqual([201, OPENED]);
      const { caseNumber, lookupCode } = opened.body;
      const list = (await agent.get(`/api/v1/staff/cases?q=${caseNumber}`)).body;
      expect(list).toEqual({
        cases: [
          expect.objectContaining({ caseNumber, service: 'demo.consultation', unit: 'demo.service-desk' }),
        ],
        next: null,
      });
      const shown = await agent.get(`/api/v1/staff/cases/${caseNumber}`);
      expect(shown.headers.get('etag')).toBe(`"${shown.body.version}"`);
      expect(shown.body).toMatchObject({
        contact: { name: '王小明' },
        history: [
          { type: 'RECEIVED', seq: 1 },
          { type: 'ACCEPTED', seq: 2 },
        ],
        clocks: expect.arrayContaining([expect.objectContaining({ commitment: 'house.first-step' })]),
        notices: expect.any(Array),
        acts: expect.arrayContaining(['refer', 'reply']),
      });
      expect(shown.text).not.toContain(lookupCode);
    });

    it('pages through a long list by cursor, each case once', async () => {
      for (let n = 0; n < 27; n++) await openCase();
      const first = (await agent.get('/api/v1/staff/cases?queue=all')).body;
      const second = (await agent.get(`/api/v1/staff/cases?queue=all&cursor=${first.next}`)).body;
      const numbers = [...first.cases, ...second.cases].map(({ caseNumber }: any) => caseNumber);
      expect(first.cases).toHaveLength(25);
      expect(new Set(numbers).size).toBe(numbers.length);
    });

    it('refuses an act on a case that has moved on, and takes it with the right ETag', async () => {
      const caseNumber = await openCase();
      const path = `/api/v1/staff/cases/${caseNumber}/acts/note`;
      const stale = await agent.with({ 'if-match': '"1"' }).post(path, { text: 'x' });
      expect(problemOf(stale)).toEqual([412, 'stale']);
      const right = await agent.with({ 'if-match': '"2"' }).post(path, { text: 'x' });
      expect([right.status, right.headers.get('etag')]).toEqual([200, '"3"']);
      expect(problemOf(await agent.with({ 'if-match': 'x' }).post(path, { text: 'x' }))).toEqual([
        412,
        'stale',
      ]);
    });

    it('names the acts that are allowed where one is not', async () => {
      const caseNumber = await openCase();
      const answer = await agent.post(`/api/v1/staff/cases/${caseNumber}/acts/close`);
      expect(problemOf(answer)).toEqual([409, 'act-not-allowed']);
      expect(answer.body.allowed).toEqual(expect.arrayContaining(['refer', 'assign', 'reply']));
      expect(answer.body.allowed).not.toContain('close');
      expect(problemOf(await agent.post(`/api/v1/staff/cases/${caseNumber}/acts/dance`))).toEqual([
        404,
        'not-found',
      ]);
    });

    it('refers as an act, too, and names it where it is allowed', async () => {
      const caseNumber = await openCase();
      const path = `/api/v1/staff/cases/${caseNumber}/acts/refer`;
      const nobody = await agent.post(path, { partner: 'nowhere.nothing', reason: '需要融資診斷' });
      expect([...problemOf(nobody), nobody.body.errors[0].field]).toEqual([422, 'invalid', 'partner']);
      const stale = agent.with({ 'if-match': '"1"' });
      expect(problemOf(await stale.post(path, { partner: 'demo.finance-team', reason: 'x' }))).toEqual([
        412,
        'stale',
      ]);
      const keyed = agent.with({ 'idempotency-key': 'refer-1' });
      const input = { partner: 'demo.finance-team', reason: '需要融資診斷' };
      const done = await keyed.post(path, input);
      expect([done.status, done.body]).toMatchObject([
        200,
        {
          caseNumber,
          status: 'ACCEPTED',
          version: 3,
          referral: { status: 'OFFERED', partner: 'demo.finance-team' },
        },
      ]);
      expect(done.headers.get('etag')).toBe('"3"');
      expect((await keyed.post(path, input)).body).toEqual(done.body);
      const { referrals } = (await agent.get(`/api/v1/staff/cases/${caseNumber}`)).body;
      expect(referrals.map(({ id }: any) => id)).toEqual([done.body.referral.id]);
    });

    it('refers, accepts, answers; closing waits for the open referral', async () => {
      const caseNumber = await openCase();
      const offered = await offer(caseNumber);
      expect([offered.status, offered.body]).toMatchObject([
        201,
        { status: 'OFFERED', partner: 'demo.finance-team' },
      ]);
      const path = `/api/v1/staff/referrals/${offered.body.id}`;
      const before = await partner.get(path);
      expect(before.body).toMatchObject({ contact: null, subject: null, description: null });
      expect(before.body).toMatchObject({
        ...{ acceptBy: '2026-08-21T00:00:00+08:00', replyBy: '2026-09-03T00:00:00+08:00' },
        district: null,
      });
      const inbox = (await partner.get('/api/v1/staff/referrals')).body;
      expect(inbox).toContainEqual(
        expect.objectContaining({
          id: offered.body.id,
          caseNumber,
          acceptBy: expect.stringMatching(INSTANT),
        }),
      );
      expect(problemOf(await partner.with({ 'if-match': '"9"' }).post(`${path}/accept`))).toEqual([
        412,
        'stale',
      ]);
      expect((await partner.post(`${path}/accept`)).body.status).toBe('ACCEPTED');
      expect((await partner.get(path)).body.contact.name).toBe('王小明');
      await agent.post(`/api/v1/staff/cases/${caseNumber}/acts/reply`, { text: '答復內容' });
      expect(problemOf(await agent.post(`/api/v1/staff/cases/${caseNumber}/acts/close`))).toEqual([
        409,
        'referral-open',
      ]);
      expect((await partner.post(`${path}/reply`, { text: '已協助' })).body.status).toBe('REPLIED');
      expect((await agent.post(`/api/v1/staff/cases/${caseNumber}/acts/close`)).body.status).toBe('CLOSED');
      const again = await partner.post(`${path}/accept`);
      expect([...problemOf(again), again.body.allowed]).toEqual([409, 'act-not-allowed', []]);
    });

    it('recalls an offer, and returns one with a reason', async () => {
      const caseNumber = await openCase();
      const recalled = (await offer(caseNumber)).body.id;
      const done = await agent.post(`/api/v1/staff/referrals/${recalled}/recall`, { reason: '自行辦理' });
      expect([done.status, done.body.status]).toEqual([200, 'RECALLED']);
      const returned = (await offer(caseNumber)).body.id;
      const nothing = await partner.post(`/api/v1/staff/referrals/${returned}/return`, {});
      expect(nothing.body.errors[0]).toMatchObject({ field: 'reason', code: 'required' });
      const body = { reason: '非本組業務', suggestedPartner: 'demo.startup-team' };
      expect((await partner.post(`/api/v1/staff/referrals/${returned}/return`, body)).body).toMatchObject({
        status: 'RETURNED',
        suggestedPartner: 'demo.startup-team',
      });
    });

    it.each([
      ['no token', {}],
      ['a wrong token', { authorization: 'Bearer sw_wrong' }],
      ['another scheme', { authorization: 'Basic YTpi' }],
    ])('answers 401 with %s on every route', async (_why, headers) => {
      const stranger = new ApiClient(web, headers as Record<string, string>);
      for (const route of ROUTES.filter((one) => one.includes('/staff/'))) {
        const [method, path] = route.replace(/\{\w+\}/g, 'x').split(' ') as ['get' | 'post', string];
        const answer = await stranger[method](path);
        expect([route, ...problemOf(answer)]).toEqual([route, 401, 'token-unknown']);
        expect(answer.headers.get('www-authenticate')).toBe('Bearer');
      }
    });
  });

  describe('the privacy notice', () => {
    const { noticeVersion: _read, ...unread } = LOGGED;
    const wrong = (body: object) => agent.post('/api/v1/staff/cases', body);

    it.each([
      ['PHONE', {}],
      ['COUNTER', {}],
      ['PHONE', { noticeVersion: '2020-01' }],
    ])('is to be read out in its present version (%s %j)', async (channel, read) => {
      const answer = await wrong({ ...unread, hotline: undefined, channel, ...read });
      expect(problemOf(answer)).toEqual([422, 'invalid']);
      expect(answer.body.errors).toMatchObject([{ field: 'noticeVersion', code: 'notice-version' }]);
      expect(answer.body.errors[0].message).toContain(PRIVACY_NOTICE_VERSION);
    });

    it('is not said to be read where nobody speaks', async () => {
      const letter = {
        ...unread,
        hotline: undefined,
        channel: 'LETTER',
        noticeVersion: PRIVACY_NOTICE_VERSION,
      };
      const { caseNumber } = (await agent.post('/api/v1/staff/cases', letter)).body;
      const { history } = (await agent.get(`/api/v1/staff/cases/${caseNumber}`)).body;
      expect(history[0].facts).toEqual({ channel: 'LETTER', unit: 'demo.service-desk' });
    });
  });

  describe('the questionnaire', () => {
    it('takes one answer by its token', async () => {
      const caseNumber = await openCase();
      const act = (name: string, body = {}) =>
        agent.post(`/api/v1/staff/cases/${caseNumber}/acts/${name}`, body);
      await act('reply', { text: '答復' });
      await act('close');
      await web.pass(24 * 3_600_000);
      await web.sweep();
      const mail = (await web.outbox('survey')).find((text) => text.includes(caseNumber))!;
      const token = /\/surveys\/(\S+)/.exec(mail)![1];
      const path = `/api/v1/surveys/${token}`;
      for (const score of [6, 0, 1.5, '1', true, null, undefined])
        expect((await anyone.post(path, { score })).body.errors[0].field).toBe('score');
      const answered = await anyone.post(path, { score: 1, comment: '沒有解決' });
      expect([answered.status, answered.body]).toEqual([200, { score: 1 }]);
      expect(problemOf(await anyone.post(path, { score: 5 }))).toEqual([409, 'survey-answered']);
      const { clocks } = (await agent.get(`/api/v1/staff/cases/${caseNumber}`)).body;
      expect(clocks).toContainEqual(
        expect.objectContaining({ commitment: 'demo.dissatisfied-followup', state: 'RUNNING' }),
      );
      web.clock.set(Date.parse('2026-08-19T10:00:00+08:00'));
    });
  });

  describe('around it', () => {
    it('is described route by route', async () => {
      const { body } = await anyone.get('/api/openapi.json');
      const described = Object.entries(body.paths as Record<string, object>).flatMap(([path, methods]) =>
        Object.keys(methods).map((method) => `${method} ${path}`),
      );
      for (const route of ROUTES) expect(described).toContain(route);
    });

    it('describes for every route its answer, and the headers it takes', async () => {
      const { paths } = (await anyone.get('/api/openapi.json')).body;
      for (const route of ROUTES) {
        const [method, path] = route.split(' ') as [string, string];
        const { responses, parameters } = paths[path][method];
        const good = Object.entries<any>(responses).find(([status]) => status.startsWith('2'))?.[1];
        const [media] = Object.values<any>(good.content);
        expect([route, media.schema.type]).toEqual([route, expect.stringMatching(/^(object|array)$/)]);
        expect(responses.default.content['application/problem+json'].schema.type).toBe('object');
        const taken = parameters.filter((one: any) => one.in === 'header').map(({ name }: any) => name);
        const versioned = /\{act\}|referrals$/.test(path);
        const wanted = method === 'post' ? ['Idempotency-Key', ...(versioned ? ['If-Match'] : [])] : [];
        expect([route, taken.toSorted()]).toEqual([route, wanted]);
      }
    });

    it('answers as it is described', async () => {
      const caseNumber = await openCase();
      const { id } = (await offer(caseNumber)).body;
      const { caseNumber: number, lookupCode } = (await anyone.post('/api/v1/cases', REPORT)).body;
      const asked: [ZodType, Promise<Answer>][] = [
        [answer.services, anyone.get('/api/v1/services')],
        [answer.commitments, anyone.get('/api/v1/commitments')],
        [answer.progress, anyone.post('/api/v1/progress', { caseNumber: number, lookupCode })],
        [answer.caseList, agent.get('/api/v1/staff/cases')],
        [answer.caseDetail, agent.get(`/api/v1/staff/cases/${caseNumber}`)],
        [answer.inbox, partner.get('/api/v1/staff/referrals')],
        [answer.partnerReferral, partner.get(`/api/v1/staff/referrals/${id}`)],
        [answer.board, supervisor.get('/api/v1/staff/board')],
        [answer.beforeHoliday, supervisor.get('/api/v1/staff/board/before-holiday')],
        [answer.earlierDates, supervisor.get('/api/v1/staff/calendar/earlier-dates')],
        [answer.problem, anyone.post('/api/v1/cases', {})],
      ];
      for (const [described, asking] of asked) {
        const { body } = await asking;
        expect(described.safeParse(body).error).toBeUndefined();
      }
    });

    it.each(['/metrics', '/api/docs'])('shows %s to this machine only', async (path) => {
      expect((await anyone.get(path)).status).toBe(200);
      expect((await anyone.with({ 'x-forwarded-for': '198.51.100.7' }).get(path)).status).toBe(404);
    });

    it('says that it is alive and what is late', async () => {
      expect((await anyone.get('/health/live')).body).toEqual({ status: 'ok' });
      const { status, body } = await anyone.get('/health/ready');
      expect([status, body.database]).toEqual([200, true]);
    });

    it('answers an unknown route with a problem', async () => {
      expect(problemOf(await anyone.get('/api/v1/nothing'))).toEqual([404, 'not-found']);
    });

    it('streams the board, what happens on it, and ends when the caller goes', async () => {
      const stream = await follow(web, await web.token('supervisor'));
      const { cursor } = await stream.next();
      const caseNumber = await openCase();
      const later = await stream.next();
      expect(later.cursor).toBeGreaterThan(cursor);
      expect(caseNumber).toMatch(/^DEMO/);
      stream.close();
    });

    it('lists what falls due by the first day after the next long holiday, and who holds it', async () => {
      const { holiday } = (await supervisor.get('/api/v1/staff/board/before-holiday')).body;
      const dates = {
        lastWorkingDay: '2026-09-24',
        offFrom: '2026-09-25',
        offTo: '2026-09-28',
        backOn: '2026-09-29',
      };
      expect(holiday).toEqual({ ...dates, near: false, due: [] });
      expect((await partner.get('/api/v1/staff/board/before-holiday')).status).toBe(404);
    });

    it('shows the board as the stream does', async () => {
      const board = (await supervisor.get('/api/v1/staff/board')).body;
      expect(board).toMatchObject({ running: expect.any(Number), warned: [], overdue: expect.any(Array) });
      expect(board.counts[0]).toMatchObject({ commitmentId: expect.any(String), unitId: expect.any(String) });
      expect(DEMO_STAFF.supervisor.roles).toContain('CONTROL_OFFICER');
    });
  });
});

describe('the web process', () => {
  it('ends within two seconds with a stream open', async () => {
    const web = await startTestWeb();
    await web.demoStaff(PASSWORD);
    const stream = await follow(web, await web.token('supervisor'));
    await stream.next();
    const start = performance.now();
    await web.close();
    expect(performance.now() - start).toBeLessThan(2_000);
    stream.close();
  });
});

interface Stream {
  /** The next board. */
  next(): Promise<{ cursor: number }>;
  close(): void;
}

/** The board's event stream as a plain HTTP client sees it. */
async function follow(web: TestWeb, token: string): Promise<Stream> {
  const boards: { cursor: number }[] = [];
  let wake = () => {};
  const call = request(`${web.url}/api/v1/staff/board/stream`, {
    headers: { authorization: `Bearer ${token}` },
  });
  call.on('error', () => {});
  call.on('response', (response) => {
    let rest = '';
    response.on('error', () => {});
    response.setEncoding('utf8').on('data', (chunk: string) => {
      const events = (rest + chunk).split('\n\n');
      rest = events.pop()!;
      for (const event of events.filter((text) => /^event: board$/m.test(text)))
        boards.push(JSON.parse(/^data: (.*)$/m.exec(event)![1]!));
      wake();
    });
  });
  call.end();
  const next = async () => {
    while (boards.length === 0) await new Promise<void>((resolve) => (wake = resolve));
    return boards.shift()!;
  };
  return { next, close: () => call.destroy() };
}

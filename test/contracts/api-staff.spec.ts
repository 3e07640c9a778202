import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { PRIVACY_NOTICE_VERSION } from '@app/intake';
import { ApiClient } from '../support/api-client.js';
import { DATABASES, type TestWeb } from '../support/web.js';
import { ApiDesk, INSTANT, LOGGED, OPENED, problemOf, ROUTES } from './api-desk.js';

jest.setTimeout(20_000);

describe.each(DATABASES)('the JSON API for staff on %s', (_name, postgres) => {
  let desk: ApiDesk;
  let web: TestWeb;
  let agent: ApiClient;
  let partner: ApiClient;

  beforeAll(async () => {
    desk = await ApiDesk.open(postgres);
    ({ web, agent, partner } = desk);
  });
  afterAll(() => desk.web.close());

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
        clocks: expect.arrayContaining([
          expect.objectContaining({ commitment: 'house.first-step', usedDays: 0.5 }),
        ]),
        notices: expect.any(Array),
        acts: expect.arrayContaining(['refer', 'reply']),
      });
      expect(shown.text).not.toContain(lookupCode);
    });

    it('pages through a long list by cursor, each case once', async () => {
      for (let n = 0; n < 27; n++) await desk.openCase();
      const first = (await agent.get('/api/v1/staff/cases?queue=all')).body;
      const second = (await agent.get(`/api/v1/staff/cases?queue=all&cursor=${first.next}`)).body;
      const numbers = [...first.cases, ...second.cases].map(({ caseNumber }: any) => caseNumber);
      expect(first.cases).toHaveLength(25);
      expect(new Set(numbers).size).toBe(numbers.length);
    });

    it('refuses an act on a case that has changed, and accepts it with the current ETag', async () => {
      const caseNumber = await desk.openCase();
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

    it('names the allowed acts where one is refused', async () => {
      const caseNumber = await desk.openCase();
      const answer = await agent.post(`/api/v1/staff/cases/${caseNumber}/acts/close`);
      expect(problemOf(answer)).toEqual([409, 'act-not-allowed']);
      expect(answer.body.allowed).toEqual(expect.arrayContaining(['refer', 'assign', 'reply']));
      expect(answer.body.allowed).not.toContain('close');
      expect(problemOf(await agent.post(`/api/v1/staff/cases/${caseNumber}/acts/dance`))).toEqual([
        404,
        'not-found',
      ]);
    });

    it('refers also as an act, and lists it where allowed', async () => {
      const caseNumber = await desk.openCase();
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
      const caseNumber = await desk.openCase();
      const offered = await desk.offer(caseNumber);
      expect([offered.status, offered.body]).toMatchObject([
        201,
        { status: 'OFFERED', partner: 'demo.finance-team' },
      ]);
      const path = `/api/v1/staff/referrals/${offered.body.id}`;
      const before = await partner.get(path);
      expect(before.body).toMatchObject({
        contact: null,
        subject: '貸款問題',
        description: null,
        chase: null,
      });
      expect(before.body).toMatchObject({
        ...{ acceptBy: '2026-08-21T00:00:00+08:00', replyBy: '2026-09-03T00:00:00+08:00' },
        acceptLeft: expect.objectContaining({ late: false, workingDays: 1 }),
        replyLeft: expect.objectContaining({ late: false, workingDays: 10 }),
        district: null,
      });
      const inbox = (await partner.get('/api/v1/staff/referrals')).body;
      expect(inbox).toContainEqual(
        expect.objectContaining({
          id: offered.body.id,
          caseNumber,
          acceptBy: expect.stringMatching(INSTANT),
          acceptLeft: expect.objectContaining({ late: false, workingDays: 1 }),
          replyLeft: expect.objectContaining({ late: false, workingDays: 10 }),
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
      const caseNumber = await desk.openCase();
      const recalled = (await desk.offer(caseNumber)).body.id;
      const done = await agent.post(`/api/v1/staff/referrals/${recalled}/recall`, { reason: '自行辦理' });
      expect([done.status, done.body.status]).toEqual([200, 'RECALLED']);
      const returned = (await desk.offer(caseNumber)).body.id;
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
      const stranger = new ApiClient(web, headers);
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

    it('has no version where it was not read out', async () => {
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
});

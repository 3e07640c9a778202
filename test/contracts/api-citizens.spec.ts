import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { ApiClient } from '../support/api-client.js';
import { TO_CONFIRM } from '../support/confirmations.js';
import { DATABASES, type TestWeb } from '../support/web.js';
import { ApiDesk, INSTANT, OPENED, problemOf, REPORT } from './api-desk.js';

jest.setTimeout(20_000);

describe.each(DATABASES)('the JSON API for citizens on %s', (_name, postgres) => {
  let desk: ApiDesk;
  let web: TestWeb;
  let anyone: ApiClient;
  let agent: ApiClient;
  let supervisor: ApiClient;

  beforeAll(async () => {
    desk = await ApiDesk.open(postgres);
    ({ web, anyone, agent, supervisor } = desk);
  });
  afterAll(() => desk.web.close());

  describe('for anyone', () => {
    it('lists services and promises, in the requested language', async () => {
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

    it('returns for each promise the fields of its kind', async () => {
      const commitments = (await anyone.get('/api/v1/commitments')).body;
      const one = (id: string) => commitments.find((c: any) => c.id === id);
      expect(one('demo.first-contact-rate')).toMatchObject({ target: 0.98, measured: true, every: null });
      expect(one('demo.phone-courtesy')).toMatchObject({ every: '4m', times: 1, dueBy: null, length: null });
      expect(commitments.some(({ dueBy }: any) => dueBy?.date === '01-15')).toBe(true);
      expect(one('law.petition')).toMatchObject({ extension: { maxTimes: 2, maxLength: '30wd' } });
    });

    it('asks for a confirmation where the service does, and promises nothing before it', async () => {
      const report = { ...REPORT, service: TO_CONFIRM };
      const { status, body } = await anyone.post('/api/v1/cases', report);
      expect([status, body]).toEqual([
        201,
        { ...OPENED, status: 'AWAITING_CONFIRMATION', dueAt: null, confirmBy: '2026-08-22' },
      ]);
      const { caseNumber, lookupCode } = body;
      const shown = await anyone.post('/api/v1/progress', { caseNumber, lookupCode });
      expect(shown.body).toMatchObject({ status: 'AWAITING_CONFIRMATION', clocks: [] });
      const [asked] = shown.body.stages;
      expect(asked.stage).toBe('CONFIRMATION_ASKED');
      const { email: _email, ...without } = REPORT.contact;
      const received = await anyone.post('/api/v1/cases', { ...report, contact: without });
      expect(received.body).toEqual(OPENED);
    });

    it('opens a case and shows its progress by number and code', async () => {
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
      expect(shown.body.clocks[0]).not.toHaveProperty('usedDays');
      const english = await anyone
        .with({ 'accept-language': 'en' })
        .post('/api/v1/progress', { caseNumber, lookupCode });
      expect(english.body.unit.name).toBe('Demonstration guidance division');
    });

    it('answers an unknown questionnaire with 404', async () => {
      expect(problemOf(await anyone.post('/api/v1/surveys/nothing', { score: 5 }))).toEqual([
        404,
        'not-found',
      ]);
    });

    it('names the wrong fields, in the requested language', async () => {
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

    it('returns the same case and code for the same body, 409 for another', async () => {
      const first = await keyed('key-1').post('/api/v1/cases', REPORT);
      const again = await keyed('key-1').post('/api/v1/cases', REPORT);
      expect([again.status, again.body]).toEqual([201, first.body]);
      const other = await keyed('key-1').post('/api/v1/cases', { ...REPORT, subject: '別的事' });
      expect(problemOf(other)).toEqual([409, 'idempotency-key-reused']);
    });

    it('is unique per address: the same key from another address makes another case', async () => {
      const from = (address: string) => keyed('key-2').with({ 'x-forwarded-for': address });
      const first = await from('198.51.100.1').post('/api/v1/cases', REPORT);
      const stranger = await from('198.51.100.2').post('/api/v1/cases', REPORT);
      expect(stranger.status).toBe(201);
      expect(stranger.body.caseNumber).not.toBe(first.body.caseNumber);
      const again = await from('198.51.100.1').post('/api/v1/cases', REPORT);
      expect(again.body).toEqual(first.body);
    });

    it('is accepted and ignored by a look-up', async () => {
      const { caseNumber, lookupCode } = (await anyone.post('/api/v1/cases', REPORT)).body;
      const right = await keyed('look').post('/api/v1/progress', { caseNumber, lookupCode });
      const wrong = await keyed('look').post('/api/v1/progress', { caseNumber, lookupCode: 'AAAAAAAAAA' });
      expect([right.status, wrong.status]).toEqual([200, 404]);
    });

    it('makes one case of concurrent requests', async () => {
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
      const caseNumber = await desk.openCase();
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

    it.each(['x'.repeat(201), 'with space'])('is refused when malformed: %p', async (key) => {
      const answer = await keyed(key).post('/api/v1/cases', REPORT);
      expect([...problemOf(answer), answer.body.errors[0].field]).toEqual([
        422,
        'invalid',
        'Idempotency-Key',
      ]);
    });
  });

  describe('the questionnaire', () => {
    it('accepts one answer by its token', async () => {
      const caseNumber = await desk.openCase();
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
      web.time.set(Date.parse('2026-08-19T10:00:00+08:00'));
    });
  });
});

import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { actNamed, type Fields } from '@app/cases';
import { WRITE_SOURCE } from '@app/platform';
import type { DataSource } from 'typeorm';
import type { ZodType } from 'zod';
import { problem } from '../../apps/web/src/api/answers.js';
import * as boardAnswers from '../../apps/web/src/board/board.answers.js';
import * as calendarAnswers from '../../apps/web/src/calendar/calendar.answers.js';
import * as casesAnswers from '../../apps/web/src/cases/cases.answers.js';
import { commitments } from '../../apps/web/src/commitments/commitments.answers.js';
import { progress } from '../../apps/web/src/progress/progress.answers.js';
import * as referralsAnswers from '../../apps/web/src/referrals/referrals.answers.js';
import { services } from '../../apps/web/src/services/services.answers.js';
import type { Answer, ApiClient } from '../support/api-client.js';
import { STATED_ACTS } from '../support/permissions.js';
import { DATABASES, startTestWeb, type TestWeb } from '../support/web.js';
import { follow } from './board-stream.js';
import { ApiDesk, problemOf, REPORT, ROUTES } from './api-desk.js';

jest.setTimeout(20_000);

describe.each(DATABASES)('the JSON API, described and served, on %s', (_name, postgres) => {
  let desk: ApiDesk;
  let web: TestWeb;
  let anyone: ApiClient;
  let agent: ApiClient;
  let partner: ApiClient;
  let supervisor: ApiClient;

  beforeAll(async () => {
    desk = await ApiDesk.open(postgres);
    ({ web, anyone, agent, partner, supervisor } = desk);
  });
  afterAll(() => desk.web.close());

  describe('in general', () => {
    it('describes all its routes, and exactly those listed here', async () => {
      const { body } = await anyone.get('/api/openapi.json');
      const described = Object.entries(body.paths as Record<string, object>).flatMap(([path, methods]) =>
        Object.keys(methods).map((method) => `${method} ${path}`),
      );
      expect(described.toSorted()).toEqual(ROUTES.toSorted());
    });

    it('keeps the names of the public operations, whichever controller has them', async () => {
      const { paths } = (await anyone.get('/api/openapi.json')).body;
      const named = ROUTES.filter((route) => !route.includes('/staff/')).map((route) => {
        const [method, path] = route.split(' ') as [string, string];
        return paths[path][method].operationId;
      });
      const names = ['services', 'commitments', 'open', 'find', 'answer'];
      expect(named).toEqual(names.map((name) => `PublicApi_${name}`));
    });

    it('describes for every route its answer and headers', async () => {
      const { paths } = (await anyone.get('/api/openapi.json')).body;
      for (const route of ROUTES) {
        const [method, path] = route.split(' ') as [string, string];
        const { responses, parameters } = paths[path][method];
        const good = Object.entries<any>(responses).find(([status]) => status.startsWith('2'))?.[1];
        const [media] = Object.values<any>(good.content);
        const kinds = path.endsWith('/attachments/{id}') ? /^string$/ : /^(object|array)$/;
        expect([route, media.schema.type]).toEqual([route, expect.stringMatching(kinds)]);
        expect(responses.default.content['application/problem+json'].schema.type).toBe('object');
        const taken = parameters.filter((one: any) => one.in === 'header').map(({ name }: any) => name);
        const versioned = /\{act\}|referrals$/.test(path);
        // the same rating again counts once by itself
        const keyed = method === 'post' && !path.endsWith('/rating');
        const wanted = keyed ? ['Idempotency-Key', ...(versioned ? ['If-Match'] : [])] : [];
        expect([route, taken.toSorted()]).toEqual([route, wanted]);
      }
    });

    /** The acts of a route that ends in `{act}`, and the body of each. */
    const actsOf = async (path: string) => {
      const { paths } = (await anyone.get('/api/openapi.json')).body;
      const { parameters, requestBody } = paths[path].post;
      const { enum: names } = parameters.find(({ name }: { name: string }) => name === 'act').schema;
      const bodies: any[] = requestBody.content['application/json'].schema.anyOf;
      expect(bodies.map(({ title }) => title)).toEqual(names);
      return bodies;
    };
    const asked = (fields: Fields) => ({
      names: Object.keys(fields),
      needed: Object.keys(fields).filter((name) => !fields[name]!.optional),
    });

    it('describes each act of staff: statuses, roles and fields', async () => {
      const bodies = await actsOf('/api/v1/staff/cases/{caseNumber}/acts/{act}');
      const ofStaff = Object.entries(STATED_ACTS).filter(
        ([, { who }]) => !who.every((doer) => doer === 'CITIZEN' || doer === 'SYSTEM'),
      );
      expect(bodies.map(({ title }) => title).toSorted()).toEqual(ofStaff.map(([name]) => name).toSorted());
      for (const { title, description, properties, required = [] } of bodies) {
        const { event, fields } = actNamed(title);
        expect([title, { names: Object.keys(properties), needed: required }]).toEqual([title, asked(fields)]);
        expect(description).toContain(event);
        for (const field of Object.values<any>(properties)) expect(field.type).toBe('string');
      }
    });

    it('describes a field by its kind: length, format, choices, what it names', async () => {
      const bodies = await actsOf('/api/v1/staff/cases/{caseNumber}/acts/{act}');
      const of = (act: string) => bodies.find(({ title }) => title === act);
      const text = (most: number) => ({ type: 'string', minLength: 1, maxLength: most });
      expect(of('transfer')).toMatchObject({ properties: { agency: text(200), reason: text(1_000) } });
      expect(of('extend').properties.length).toMatchObject({ type: 'string', pattern: expect.any(String) });
      expect(of('request-correction').properties.lastDay).toMatchObject({ format: 'date' });
      expect(of('no-action').properties.ground.enum).toContain('NO_ACTION_REPEATED');
      expect(of('merge').properties.into).toMatchObject({ ...text(100), description: expect.any(String) });
      // fields that an act does not have are ignored, not refused
      expect(of('reply').additionalProperties).toBeUndefined();
    });

    it('describes each act of a referral, and the offer', async () => {
      const bodies = await actsOf('/api/v1/staff/referrals/{id}/{act}');
      const known = bodies.map(({ title, properties }) => [title, Object.keys(properties)]);
      expect(Object.fromEntries(known)).toEqual({
        ...{ accept: [], return: ['reason', 'suggestedPartner'], reply: ['text'], recall: ['reason'] },
        ...{ attempt: ['how', 'outcome', 'on', 'time', 'text'], report: ['text'], continue: ['text'] },
        ...{ 'ask-time': ['length', 'reason'], 'grant-time': ['text'], 'refuse-time': ['reason'] },
      });
      const { paths } = (await anyone.get('/api/openapi.json')).body;
      const { requestBody } = paths['/api/v1/staff/cases/{caseNumber}/referrals'].post;
      const { schema } = requestBody.content['application/json'];
      expect(schema.required).toEqual(['partner', 'reason']);
    });

    it('answers as described', async () => {
      const caseNumber = await desk.openCase();
      const { id } = (await desk.offer(caseNumber)).body;
      const { caseNumber: number, lookupCode } = (await anyone.post('/api/v1/cases', REPORT)).body;
      const asked: [ZodType, Promise<Answer>][] = [
        [services, anyone.get('/api/v1/services')],
        [commitments, anyone.get('/api/v1/commitments')],
        [progress, anyone.post('/api/v1/progress', { caseNumber: number, lookupCode })],
        [casesAnswers.caseList, agent.get('/api/v1/staff/cases')],
        [casesAnswers.caseDetail, agent.get(`/api/v1/staff/cases/${caseNumber}`)],
        [referralsAnswers.coHandlings, agent.get('/api/v1/staff/co-handlings')],
        [referralsAnswers.inbox, partner.get('/api/v1/staff/referrals')],
        [referralsAnswers.partnerReferral, partner.get(`/api/v1/staff/referrals/${id}`)],
        [boardAnswers.board, supervisor.get('/api/v1/staff/board')],
        [boardAnswers.beforeHoliday, supervisor.get('/api/v1/staff/board/before-holiday')],
        [calendarAnswers.earlierDates, supervisor.get('/api/v1/staff/calendar/earlier-dates')],
        [problem, anyone.post('/api/v1/cases', {})],
      ];
      for (const [described, asking] of asked) {
        const { body } = await asking;
        expect(described.safeParse(body).error).toBeUndefined();
      }
    });

    it.each(['/metrics', '/api/docs', '/api/docs/start.js', '/api/docs/swagger-ui.css'])(
      'shows %s only to this machine',
      async (path) => {
        expect((await anyone.get(path)).status).toBe(200);
        expect((await anyone.with({ 'x-forwarded-for': '198.51.100.7' }).get(path)).status).toBe(404);
      },
    );

    it('reports that it is alive and what is late', async () => {
      expect((await anyone.get('/health/live')).body).toEqual({ status: 'ok' });
      const { status, body } = await anyone.get('/health/ready'); // no worker has swept here
      expect([status, body.database, body.status]).toEqual([200, true, 'degraded']);
      expect(body.troubles).toContain('worker');
    });

    it('says that it is not ready once the database is away', async () => {
      const source = web.app.get<DataSource>(WRITE_SOURCE);
      await source.query('ALTER TABLE timer RENAME TO away');
      const { status, body } = await anyone.get('/health/ready');
      await source.query('ALTER TABLE away RENAME TO timer');
      expect([status, body.status]).toEqual([503, 'failed']);
    });

    it('answers an unknown route with a problem', async () => {
      expect(problemOf(await anyone.get('/api/v1/nothing'))).toEqual([404, 'not-found']);
    });

    it('streams the board, what happens on it, and ends when the caller goes', async () => {
      const stream = await follow(web, await web.token('supervisor'));
      const before = await stream.next();
      await desk.openCase();
      const later = await stream.next();
      expect(later.cursor).toBeGreaterThan(before.cursor);
      expect(later.running).toBe(before.running + 2); // two clocks: first step and answer
      const sum = ({ counts }: typeof later) =>
        counts.reduce((n: number, of: { running: number }) => n + of.running, 0);
      expect([sum(before), sum(later)]).toEqual([before.running, later.running]);
      expect(boardAnswers.board.safeParse(later).error).toBeUndefined();
      stream.close();
    });

    it('lists what falls due by the first day after the next long holiday, and who must act', async () => {
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
      const caseNumber = await desk.openCase();
      const { id } = (await desk.offer(caseNumber)).body;
      await partner.post(`/api/v1/staff/referrals/${id}/accept`);
      const board = (await supervisor.get('/api/v1/staff/board')).body;
      const stream = await follow(web, await web.token('supervisor'));
      expect(await stream.next()).toEqual(board);
      stream.close();
      expect(board.kept.map((row: { caseNumber: string }) => row.caseNumber)).toContain(caseNumber);
      expect(board.counts).toContainEqual(
        expect.objectContaining({ commitmentId: 'demo.referral-reply', unitId: 'demo.finance-team' }),
      );
    });
  });
});

describe('the web process', () => {
  it('ends within two seconds with a stream open', async () => {
    const web = await startTestWeb();
    await web.demoStaff();
    const stream = await follow(web, await web.token('supervisor'));
    await stream.next();
    const start = performance.now();
    await web.close();
    expect(performance.now() - start).toBeLessThan(2_000);
    stream.close();
  });
});

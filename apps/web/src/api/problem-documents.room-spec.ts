import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Problem, type ProblemKind } from '@app/platform';
import { CaseActs } from '@app/cases';
import { CaseDetails } from '@app/lookups';
import { ApiClient } from '../../../../test/support/api-client.js';
import { startTestWeb, type TestWeb } from '../../../../test/support/web.js';
import { Browse } from '../../../../test/support/browse.js';
import { signedIn } from '../spec-support.js';

/** Written by hand: the answer for each kind of problem, from the API and as a page. */
const KINDS: Record<
  ProblemKind,
  { code: string; status: number; page: number; headers?: Record<string, string> }
> = {
  INVALID: { code: 'invalid', status: 422, page: 422 },
  UNAUTHENTICATED: {
    code: 'token-unknown',
    status: 401,
    page: 401,
    headers: { 'www-authenticate': 'Bearer' },
  },
  NOT_FOUND: { code: 'not-found', status: 404, page: 404 },
  NOT_ALLOWED: { code: 'act-not-allowed', status: 409, page: 409 },
  CONFLICT: { code: 'idempotency-key-reused', status: 409, page: 409 },
  STALE: { code: 'stale', status: 412, page: 412 },
  TOO_MANY: { code: 'too-many-codes', status: 429, page: 429, headers: { 'retry-after': '900' } },
  BUSY: { code: 'busy', status: 503, page: 503, headers: { 'retry-after': '900' } },
};

describe('a problem', () => {
  let web: TestWeb;
  let api: ApiClient;
  let browse: Browse;
  let thrown: unknown;
  const details = { show: () => Promise.reject(thrown) };

  beforeAll(async () => {
    web = await startTestWeb();
    browse = await signedIn(web, 'demo.guidance', ['CASE_HANDLER'], 'someone');
    api = await ApiClient.of(web, 'someone');
    Object.assign(web.get(CaseDetails), details);
    Object.assign(web.get(CaseActs), { perform: details.show });
  });
  afterAll(() => web.close());
  const CASE = 'cases/DEMO-1150819-00001-1';

  it.each(Object.entries(KINDS))('of kind %s', async (kind, { code, status, page, headers = {} }) => {
    const fields = [{ field: 'subject', code: 'too-long', params: { max: 200 } }];
    const detail = {
      retryAfterSeconds: 900,
      ...(kind === 'INVALID' && { fields }),
      ...(kind === 'NOT_ALLOWED' && { allowed: ['reply'] }),
    };
    thrown = new Problem(kind as ProblemKind, code, detail);
    const answer = await api.get(`/api/v1/staff/${CASE}`);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([
      status,
      'application/problem+json; charset=utf-8',
    ]);
    const { title, instance, ...document } = answer.body;
    expect(document).toEqual({
      ...{ type: `urn:single-window:problem:${code}`, status },
      ...(kind === 'INVALID' && {
        errors: [{ field: 'subject', code: 'too-long', message: '請不要超過 200 個字' }],
      }),
      ...(kind === 'NOT_ALLOWED' && { allowed: ['reply'] }),
    });
    expect([title, instance]).toEqual([
      expect.stringMatching(/[\u4e00-\u9fff]/),
      expect.stringMatching(/^urn:request:/),
    ]);
    for (const [name, value] of Object.entries(headers)) expect(answer.headers.get(name)).toBe(value);
    expect((await browse.get(`/desk/${CASE}`)).status).toBe(page);
  });

  it('is explained in the language requested', async () => {
    thrown = new Problem('NOT_FOUND', 'not-found');
    const { body } = await api.with({ 'accept-language': 'en' }).get(`/api/v1/staff/${CASE}`);
    expect(body.title).toMatch(/^[\x20-\x7e]+$/);
  });

  it.each([
    ['an error of ours', new Error('secret of the inside')],
    ['a lost connection', Object.assign(new Error('secret of the inside'), { code: 'ECONNRESET' })],
  ])('from %s says nothing of the inside', async (what, error) => {
    thrown = error;
    const status = what === 'a lost connection' ? 503 : 500;
    for (const answer of [await api.get(`/api/v1/staff/${CASE}`), await browse.get(`/desk/${CASE}`)]) {
      expect(answer.status).toBe(status);
      expect(answer.text).not.toMatch(/secret|node_modules|at /);
    }
  });

  it.each([
    ['a body that is no JSON', '{', 'application/json', 400, 'malformed'],
    ['a body of another type', 'x', 'application/xml', 415, 'wrong-content-type'],
    ['a body that is too large', `{"a":"${'x'.repeat(262_144)}"}`, 'application/json', 413, 'too-large'],
  ])('from %s', async (_what, body, type, status, code) => {
    const answer = await new ApiClient(web).raw('/api/v1/cases', body, type);
    expect([answer.status, answer.body.type]).toEqual([status, `urn:single-window:problem:${code}`]);
  });

  it.each([
    ['an empty key', { 'idempotency-key': '' }, 422, 'invalid'],
    ['a key with a space', { 'idempotency-key': 'a b' }, 422, 'invalid'],
    ['a key that is too long', { 'idempotency-key': 'x'.repeat(201) }, 422, 'invalid'],
    ['a version that is none', { 'if-match': 'seven' }, 412, 'stale'],
    ['a version without quotes', { 'if-match': '7' }, 412, 'stale'],
  ])('from %s', async (_what, headers, status, code) => {
    thrown = new Problem('NOT_FOUND', 'not-found');
    const answer = await api.with(headers).post(`/api/v1/staff/${CASE}/acts/note`, { text: 'x' });
    expect([answer.status, answer.body.type]).toEqual([status, `urn:single-window:problem:${code}`]);
  });

  it.each([
    ['idempotency-key', 'x'.repeat(200)],
    ['if-match', '*'],
    ['if-match', 'W/"7"'],
  ])('is none for %s: %s', async (name, value) => {
    thrown = new Problem('NOT_FOUND', 'not-found');
    const answer = await api.with({ [name]: value }).post(`/api/v1/staff/${CASE}/acts/note`, { text: 'x' });
    expect(answer.status).toBe(404);
  });
});

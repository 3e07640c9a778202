import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { PRIVACY_NOTICE_VERSION } from '@app/intake';
import * as fc from 'fast-check';
import { ApiClient, type Answer } from '../support/api-client.js';
import { startTestWeb, type TestWeb } from '../support/web.js';
import {
  HARMLESS_BUT_ODD,
  MALFORMED_NUMBERS,
  NASTY,
  RAW_BODIES,
  UNSEEN,
  WRONG_CONTENT_TYPES,
  WRONG_TYPES,
} from './values.js';

jest.setTimeout(30_000);

/** Where a refused request must leave nothing. */
const TABLES = [
  'case_file',
  'petitioner',
  'history_event',
  'contact',
  'referral',
  'notice',
  'timer',
  'clock',
];
const REPORT = {
  service: 'demo.consultation',
  subject: '貸款問題',
  description: '想了解貸款',
  contact: { name: '王小明', email: 'ming@example.tw', phone: '0912-345-678' },
};
const LOGGED = { ...REPORT, channel: 'PHONE', noticeVersion: PRIVACY_NOTICE_VERSION };
const CONTACT = { channel: 'PHONE', service: 'demo.consultation', topic: '時間', answer: '九點' };

let web: TestWeb;
let anyone: ApiClient;
let agent: ApiClient;
let partner: ApiClient;
let caseNumber: string;
let before: Record<string, number>;

beforeAll(async () => {
  const env = { INTAKE_PER_ADDRESS_HOUR: '100000' };
  web = await startTestWeb({ env: { ...env, DEMO: 'true' } });
  await web.demoStaff();
  anyone = new ApiClient(web);
  [agent, partner] = (await Promise.all(['agent', 'partner'].map((one) => ApiClient.of(web, one)))) as [
    ApiClient,
    ApiClient,
  ];
  caseNumber = (await agent.post('/api/v1/staff/cases', LOGGED)).body.caseNumber;
});
afterAll(() => web.close());
beforeEach(async () => {
  before = await web.rowCounts(TABLES);
});
afterEach(() => {
  if ('admin' in {}) throw new Error('a request changed the prototype of every object');
});

/** A clear refusal that wrote nothing: 4xx, a problem document, no stack and no SQL in it. */
async function expectRefused(answer: Answer, statuses: number[]): Promise<void> {
  expect(statuses).toContain(answer.status);
  expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  expect(answer.text).not.toMatch(/node_modules|SELECT |at \w+ \(/);
  expect(await web.rowCounts(TABLES)).toEqual(before);
}
const named = (answer: Answer): string[] => answer.body.errors.map(({ field }: { field: string }) => field);

type Body = Record<string, unknown>;
/** A copy with one field, given by its path, changed or left out. */
function changed(body: Body, path: string, value?: unknown): Body {
  const [outer, inner] = path.split('.') as [string, string?];
  if (inner) return { ...body, [outer]: changed(body[outer] as Body, inner, value) };
  const { [outer]: _gone, ...rest } = body;
  return value === undefined ? rest : { ...rest, [outer]: value };
}

const DOORS: [string, (of: { anyone: ApiClient; agent: ApiClient }) => ApiClient, string, Body][] = [
  ['a report', ({ anyone: c }) => c, '/api/v1/cases', REPORT],
  ['a case logged by staff', ({ agent: c }) => c, '/api/v1/staff/cases', LOGGED],
];
const REQUIRED = ['service', 'subject', 'description', 'contact', 'contact.name'];
const LIMITS: [string, number][] = [
  ['subject', 200],
  ['description', 4_000],
  ['contact.name', 100],
  ['contact.email', 254],
  ['contact.phone', 40],
  ['district', 40],
  ['service', 100],
];

describe.each(DOORS)('%s', (_name, whose, path, good) => {
  const send = (body: unknown) => whose({ anyone, agent }).post(path, body);

  it.each(REQUIRED)('without %s names it', async (field) => {
    const answer = await send(changed(good, field));
    await expectRefused(answer, [422]);
    expect(named(answer).some((one) => one.startsWith(field))).toBe(true);
  });

  it.each(REQUIRED.filter((field) => field !== 'contact'))('with an empty %s names it', async (field) => {
    for (const empty of ['', '   ', '\u3000', ...UNSEEN]) {
      const answer = await send(changed(good, field, empty));
      await expectRefused(answer, [422]);
      expect(named(answer)).toEqual([field]);
    }
  });

  it.each(LIMITS)('with a %s longer than %i names it', async (field, max) => {
    const answer = await send(changed(good, field, '長'.repeat(max + 1)));
    await expectRefused(answer, [422]);
    expect(named(answer)).toEqual([field]);
  });

  it.each(LIMITS)('with a %s of another type names it (limit %i)', async (field) => {
    const nothing = ['district', 'contact.email', 'contact.phone'].includes(field);
    for (const [, value] of WRONG_TYPES.filter(([, one]) => one !== null || !nothing)) {
      const answer = await send(changed(good, field, value));
      await expectRefused(answer, [422]);
      expect(named(answer)).toEqual([field]);
    }
  });

  it.each(NASTY)('with %s is refused in every field', async (_what, text) => {
    for (const field of [
      'subject',
      'description',
      'contact.name',
      'contact.email',
      'contact.phone',
      'district',
      'service',
    ]) {
      const answer = await send(changed(good, field, `x${text}`));
      await expectRefused(answer, [422]);
      expect(named(answer)).toEqual([field]);
    }
  });

  it.each(['nowhere.nothing', 'demo', '__proto__', 'constructor', 'toString', 'DEMO.CONSULTATION'])(
    'for the service %s names it',
    async (service) => {
      const answer = await send({ ...good, service });
      await expectRefused(answer, [422]);
      expect([named(answer), answer.body.errors[0].code]).toEqual([['service'], 'unknown-service']);
    },
  );

  it.each(['ming', 'a@', '@b.tw', 'a b@c.tw', 'a@b', 'a@b.tw, c@d.tw', 'x <a@b.tw>', 'a@b.tw\nBcc: c@d.tw'])(
    'with the address %j names it',
    async (email) => {
      const answer = await send(changed(good, 'contact.email', email));
      await expectRefused(answer, [422]);
      expect(named(answer)).toEqual(['contact.email']);
    },
  );

  it.each(['12', 'call me', '0912-345-67', '+886 9', '１２３', '09'.repeat(19)])(
    'with the telephone %j names it',
    async (phone) => {
      const answer = await send(changed(good, 'contact.phone', phone));
      await expectRefused(answer, [422]);
      expect(named(answer)).toEqual(['contact.phone']);
    },
  );

  it.each(HARMLESS_BUT_ODD)('keeps %j as text', async (text) => {
    const { status, body } = await send({ ...good, subject: text });
    expect(status).toBe(201);
    const shown = await agent.get(`/api/v1/staff/cases/${body.caseNumber}`);
    expect(shown.body.subject).toBe(text);
  });

  it.each(RAW_BODIES)('as %s is refused', async (_what, raw) => {
    await expectRefused(await whose({ anyone, agent }).raw(path, raw, 'application/json'), [400, 413, 422]);
  });

  it.each(WRONG_CONTENT_TYPES)('as %s is refused', async (contentType) => {
    const answer = await whose({ anyone, agent }).raw(path, JSON.stringify(good), contentType);
    await expectRefused(answer, [400, 415, 422]);
  });
});

describe('bodies nobody thought of', () => {
  const RUNS = 400;
  const text = fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.constantFrom(...HARMLESS_BUT_ODD));
  const anything = fc.oneof(
    text,
    fc.anything({ withNullPrototype: false, maxDepth: 3 }),
    fc.double(),
    fc.bigInt().map(String),
  );
  const fields = [
    'service',
    'subject',
    'description',
    'contact',
    'district',
    'locale',
    'channel',
    'hotline',
    'partner',
    'reason',
    'text',
    'score',
    'comment',
    'caseNumber',
    'lookupCode',
    'topic',
    'answer',
    'seconds',
    'unit',
    'length',
    'lastDay',
    ...['taskKind', 'task', 'due', 'doer', 'reached', 'number', 'outcome'],
  ];
  const body = fc.dictionary(fc.oneof(fc.constantFrom(...fields), text), anything, { maxKeys: 8 });
  const paths = fc.constantFrom(
    '/api/v1/cases',
    '/api/v1/progress',
    '/api/v1/surveys/token',
    '/api/v1/staff/contacts',
    '/api/v1/staff/cases',
    '/api/v1/staff/cases/NUMBER/referrals',
    ...[
      'assign',
      'co-handle',
      'request-correction',
      'request-supplement',
      'extend',
      'no-action',
      'merge',
      'transfer',
      'interim-reply',
      'reply',
      'reopen',
      ...['add-task', 'take-task', 'log-attempt', 'finish-task', 'cancel-task'],
    ].map((act) => `/api/v1/staff/cases/NUMBER/acts/${act}`),
    '/api/v1/staff/referrals/x/return',
  );

  it('are taken when they will do, else clearly refused with nothing written; never is anything broken', async () => {
    let refusals = 0;
    const property = fc.asyncProperty(paths, fc.oneof(body, anything), async (path, sent) => {
      const json = JSON.stringify(sent) ?? 'null';
      const rows = await web.rowCounts(TABLES);
      const answer = await agent.raw(path.replace('NUMBER', caseNumber), json, 'application/json');
      expect([path, json, answer.status < 500]).toEqual([path, json, true]);
      if (answer.status < 400) return;
      refusals++;
      expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
      expect(await web.rowCounts(TABLES)).toEqual(rows);
    });
    await fc.assert(property, { numRuns: RUNS });
    expect(refusals).toBeGreaterThan(RUNS / 2);
  });
});

describe('other bodies', () => {
  beforeAll(async () => {
    caseNumber = (await agent.post('/api/v1/staff/cases', LOGGED)).body.caseNumber;
  });

  it.each([
    ['no topic', { topic: undefined }, 'topic'],
    ['no answer', { answer: '' }, 'answer'],
    ['an unknown channel', { channel: 'PIGEON' }, 'channel'],
    ['an unknown hotline', { hotline: '0800-999999' }, 'hotline'],
    ['another agency’s service', { service: 'sme.consultation' }, 'service'],
    ['half a second', { seconds: 0.5 }, 'seconds'],
    ['negative seconds', { seconds: -1 }, 'seconds'],
    ['endless seconds', { seconds: 1e15 }, 'seconds'],
  ])('a contact with %s names the field', async (_what, change, field) => {
    const answer = await agent.post('/api/v1/staff/contacts', { ...CONTACT, ...change });
    await expectRefused(answer, [422]);
    expect(named(answer)).toEqual([field]);
  });

  it.each([
    ['assign', { unit: 'nowhere' }, 'unit'],
    ['assign', {}, 'unit'],
    ['reply', { text: '' }, 'text'],
    ['reply', { text: '長'.repeat(20_000) }, 'text'],
    ['interim-reply', { text: 7 }, 'text'],
    ['note', { text: 'a\u0000b' }, 'text'],
    ['withdraw', { reason: ' ' }, 'reason'],
    ['add-task', {}, 'taskKind'],
    ['add-task', { taskKind: 'care_call' }, 'taskKind'],
    ['add-task', { taskKind: '__proto__' }, 'taskKind'],
    ['add-task', { taskKind: 'VISIT', due: '2026-02-30' }, 'due'],
    ['add-task', { taskKind: 'VISIT', due: '1999-01-01' }, 'due'],
    ['add-task', { taskKind: 'VISIT', doer: "' OR 1=1" }, 'doer'],
    ['add-task', { taskKind: 'VISIT', text: 'a\u0000b' }, 'text'],
    ['log-attempt', { task: 'x', reached: 'MAYBE' }, 'reached'],
    ['log-attempt', { task: 'x', reached: 'REACHED', number: '０９１２a' }, 'number'],
    ['finish-task', { task: 'x' }, 'outcome'],
    ['cancel-task', { task: 'x', reason: ' ' }, 'reason'],
  ])('the act %s with %j names the field', async (act, input, field) => {
    const answer = await agent.post(`/api/v1/staff/cases/${caseNumber}/acts/${act}`, input);
    await expectRefused(answer, [422]);
    expect(named(answer)).toEqual([field]);
  });

  it.each(UNSEEN)('%j is no answer, note, reason or topic, on any door', async (nothing) => {
    const acts = {
      reply: 'text',
      'interim-reply': 'text',
      note: 'text',
      message: 'text',
      withdraw: 'reason',
    };
    for (const [act, field] of Object.entries(acts)) {
      const input = { [field]: nothing };
      const answer = await agent.post(`/api/v1/staff/cases/${caseNumber}/acts/${act}`, input);
      await expectRefused(answer, [422]);
      expect(answer.body.errors).toMatchObject([{ field, code: 'required' }]);
    }
    const contact = { ...CONTACT, topic: nothing, answer: nothing };
    const offer = { partner: 'demo.finance-team', reason: nothing };
    const solved = await agent.post('/api/v1/staff/contacts', contact);
    const offered = await agent.post(`/api/v1/staff/cases/${caseNumber}/referrals`, offer);
    for (const answer of [solved, offered]) await expectRefused(answer, [422]);
    expect([named(solved), named(offered)]).toEqual([['topic', 'answer'], ['reason']]);
  });

  it.each(['subject', 'district', 'contact.name'])(
    'a %s that reads in another order is refused',
    async (field) => {
      const answer = await anyone.post('/api/v1/cases', changed(REPORT, field, '\u202Egpj.exe 我的附件'));
      await expectRefused(answer, [422]);
      expect(answer.body.errors).toMatchObject([{ field, code: 'direction-signs' }]);
    },
  );

  it.each([
    [{ partner: 'nowhere', reason: 'x' }, 'partner'],
    [{ partner: 'demo.finance-team' }, 'reason'],
    [{ partner: ['demo.finance-team'], reason: 'x' }, 'partner'],
  ])('a referral as %j names the field', async (input, field) => {
    const answer = await agent.post(`/api/v1/staff/cases/${caseNumber}/referrals`, input);
    await expectRefused(answer, [422]);
    expect(named(answer)).toEqual([field]);
  });

  it.each([
    '?queue=none',
    '?status=HAPPY',
    '?cursor=x',
    '?cursor=1_2',
    `?q=${'x'.repeat(101)}`,
    '?q=%00',
    '?queue=open&queue=all',
    '?q=a&q=b',
    '?cursor=9999999999999999_x',
    '?__proto__[x]=1&queue=none',
  ])('the list %s is refused', async (query) =>
    expectRefused(await agent.get(`/api/v1/staff/cases${query}`), [422, 400]),
  );

  it.each(MALFORMED_NUMBERS)('the case %j is not there', async (number) => {
    await expectRefused(await agent.get(`/api/v1/staff/cases/${number}`), [400, 404, 414]);
    await expectRefused(
      await agent.post(`/api/v1/staff/cases/${number}/acts/note`, { text: 'x' }),
      [400, 404, 414],
    );
    await expectRefused(await partner.get(`/api/v1/staff/referrals/${number}`), [400, 404, 414]);
  });

  it.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'let-confirmation-lapse', ''])(
    'the act %j is not one',
    async (act) => {
      await expectRefused(await agent.post(`/api/v1/staff/cases/${caseNumber}/acts/${act}`, {}), [404, 409]);
      await expectRefused(await agent.post(`/api/v1/staff/referrals/${caseNumber}/${act}`, {}), [404]);
    },
  );

  it.each([
    ['another method', 'PUT'],
    ['a deletion', 'DELETE'],
    ['a patch', 'PATCH'],
  ])('%s is not offered', async (_what, method) => {
    const response = await fetch(`${web.url}/api/v1/cases`, { method });
    expect([404, 405]).toContain(response.status);
    expect(response.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  });
});

import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { PRIVACY_NOTICE_VERSION } from '@app/intake';
import * as fc from 'fast-check';
import { Browse, type Page } from '../support/browse.js';
import { ApiClient } from '../support/api-client.js';
import { PASSWORD, startTestWeb, type TestWeb } from '../support/web.js';
import { HARMLESS_BUT_ODD, MALFORMED_NUMBERS, NASTY } from './values.js';

jest.setTimeout(30_000);

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
const LOGGED = {
  channel: 'PHONE',
  noticeVersion: PRIVACY_NOTICE_VERSION,
  service: 'demo.consultation',
  subject: '貸款問題',
  description: '想了解貸款',
  contact: { name: '王小明' },
};

let web: TestWeb;
let citizen: Browse;
let agent: Browse;
let caseNumber: string;
let before: Record<string, number>;

beforeAll(async () => {
  web = await startTestWeb({
    env: { INTAKE_PER_ADDRESS_HOUR: '100000' },
  });
  await web.demoStaff();
  citizen = new Browse(web);
  await citizen.get('/progress');
  agent = await Browse.signedIn(web, 'agent', PASSWORD);
  caseNumber = (await (await ApiClient.of(web, 'agent')).post('/api/v1/staff/cases', LOGGED)).body.caseNumber;
});
afterAll(() => web.close());
beforeEach(async () => {
  before = await web.rowCounts(TABLES);
});

/** A page for people, with a heading, that says no more than it should; and nothing was written. */
async function expectCalm(page: Page, statuses = [page.status]): Promise<void> {
  expect(page.status).toBeLessThan(500);
  expect(statuses).toContain(page.status);
  expect(page.text).toMatch(/<h1/);
  expect(page.text).not.toMatch(/node_modules|SELECT |\[object Object\]|undefined<|"statusCode"/);
  expect(await web.rowCounts(TABLES)).toEqual(before);
}

/** Where a form leads. */
async function followed(browse: Browse, { status, text, location }: Page): Promise<Page> {
  return status === 303 ? followed(browse, await browse.get(location!)) : { status, text, location };
}

/** Fields of the forms anyone can reach, with what they take. */
const FORMS: [string, Record<string, string>][] = [
  ['/progress', { caseNumber: 'DEMO-1150819-00001-0', lookupCode: 'AAAAAAAAAA' }],
  ['/cases/new/subject', { subject: 'x', go: '', service: '' }],
  ['/cases/new/details', { description: 'x', district: '', go: '', remove: '' }],
  ['/cases/new/check', { go: '' }],
  ['/surveys/unknown', { score: '5', comment: 'x' }],
  ['/confirmations/unknown', { button: 'x' }],
  ['/desk/sign-in', { login: 'nobody', password: 'x', next: '/desk' }],
];
const DESK_FORMS = (): [string, Record<string, string>][] => [
  [
    '/desk/calls/case',
    { channel: 'PIGEON', service: 'x', subject: 'x', description: 'x', noticeRead: 'yes' },
  ],
  ['/desk/calls/who', { caller: 'x', 'contact.phone': 'x', filled: 'x' }],
  ['/desk/calls/faq', { subject: 'x', answer: 'x', use: 'x', knowledge: 'x' }],
  ['/desk/calls/attached', { channel: 'PIGEON', caseNumber, said: 'x', answer: 'x', knowledge: 'x' }],
  ['/desk/calls/asked', { channel: 'PHONE', hotline: 'x', caseNumber: 'x' }],
  ['/desk/calls/undo', { id: 'x' }],
  ['/desk/calls/solved', { channel: 'PIGEON', service: 'x', subject: 'x', answer: 'x' }],
  [`/desk/cases/${caseNumber}/acts/close`, { version: 'x', key: '' }],
  [`/desk/cases/${caseNumber}/acts/refer`, { partner: 'x', reason: 'x' }],
  [`/desk/cases/${caseNumber}/acts/dance`, {}],
  ['/desk/password', { current: 'x', fresh: 'x' }],
];

describe('a form', () => {
  it('that this site did not give is refused as a page', async () => {
    for (const [path, fields] of FORMS)
      await expectCalm(await new Browse(web).raw(path, new URLSearchParams(fields).toString()), [403]);
  });

  it('with more than a request may hold is refused as a page that says so', async () => {
    for (const [path, fields] of FORMS) {
      const page = await citizen.post(path, { ...fields, comment: 'x'.repeat(300_000) });
      await expectCalm(page, [413]);
      expect(page.text).toMatch(/<h1>送來的內容太大/);
    }
  });

  it('of another content type is refused as a page', async () => {
    for (const [path] of FORMS)
      for (const type of ['text/plain', 'application/xml', 'multipart/form-data; boundary=x'])
        await expectCalm(await citizen.raw(path, 'x', type), [400, 403, 415]);
  });

  it('as JSON that does not parse, or is deep, or is no object, is refused as a page', async () => {
    const bodies = [
      '{',
      '[]',
      '42',
      'null',
      '{"__proto__":{"a":1}}',
      `${'['.repeat(5_000)}${']'.repeat(5_000)}`,
    ];
    for (const [path] of FORMS)
      for (const body of bodies)
        await expectCalm(await citizen.raw(path, body, 'application/json'), [400, 403, 422]);
  });

  it.each(NASTY)('with %s in any field comes back with words, not with an error', async (_what, text) => {
    for (const [path, fields] of FORMS)
      for (const name of Object.keys(fields))
        await expectCalm(
          await followed(citizen, await citizen.post(path, { ...fields, [name]: `x${text}` })),
          [200, 401, 404, 422, 429],
        );
  });

  it.each(NASTY)('with %s, kept while it is typed, comes back as it was', async (_what, text) => {
    const typed = { 'contact.name': `x${text}`, 'contact.email': '', 'contact.phone': text };
    const { status } = await citizen.post('/cases/new/contact/keep', typed);
    expect([204, 422]).toContain(status);
    await expectCalm(await followed(citizen, await citizen.get('/cases/new/contact?check')), [200, 422]);
  });

  it('that names where to go next in too many words comes back with what was typed', async () => {
    const typed = { caseNumber: 'DEMO-1150819-00001-0', lookupCode: 'AAAAAAAAAA', to: 'x'.repeat(3_000) };
    const page = await followed(citizen, await citizen.post('/progress', typed));
    expect(page.text).toContain('DEMO-1150819-00001-0');
  });

  it('with every field twice keeps the last, and can be loaded again', async () => {
    for (const [path, fields] of FORMS) {
      const twice = Object.entries(fields).flatMap((one) => [one, one]);
      const body = new URLSearchParams([['csrf', citizen.token], ...twice]).toString();
      await expectCalm(await followed(citizen, await citizen.raw(path, body)), [200, 401, 404, 422]);
      await citizen.get('/cases/new/subject');
    }
  });

  it('with the same field many times keeps one', async () => {
    const twice = new URLSearchParams([
      ['csrf', citizen.token],
      ['caseNumber', 'a'],
      ['caseNumber', 'b'],
      ['lookupCode', 'c'],
      ['lookupCode[]', 'd'],
      ['constructor', 'f'],
    ]);
    const sent = await citizen.raw('/progress', twice.toString());
    const page = await citizen.get(sent.location!);
    await expectCalm(page, [404]);
    const shown = (name: string) => [
      ...page.text.matchAll(new RegExp(`name="${name}" value="([^"]*)"`, 'g')),
    ];
    expect(page.text).toMatch(/name="caseNumber"[^>]* value="b"/);
    expect(page.text).not.toMatch(/name="caseNumber"[^>]* value="a"/);
    expect(shown('constructor')).toEqual([]);
    await expectCalm(await citizen.raw('/progress', `${twice}&__proto__=e`), [400]);
  });
});

describe('what was typed', () => {
  it.each(HARMLESS_BUT_ODD)('%j is shown as text, never as part of the page', async (text) => {
    const pages = [
      await citizen.submit('/progress', { caseNumber: text, lookupCode: text }),
      await agent.post('/desk/calls/solved', { subject: text, answer: text }),
      await agent.get(`/desk/cases?q=${encodeURIComponent(text)}`),
      await new Browse(web).get(`/desk/sign-in?next=${encodeURIComponent(text)}`),
    ];
    for (const page of pages) {
      await expectCalm(page);
      expect(page.text).not.toMatch(/<script>alert|<img src=x/);
    }
    expect(pages[0]!.text).toContain(
      text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;'),
    );
  });

  it('in an address to go on to leads nowhere else', async () => {
    for (const next of [
      'https://evil.example',
      '//evil.example',
      '/\\evil.example',
      '/desk/../..//evil.example',
      '/desk\n/x',
    ]) {
      const browse = new Browse(web);
      await browse.get(`/desk/sign-in?next=${encodeURIComponent(next)}`);
      const { location } = await browse.post('/desk/sign-in', { login: 'agent', password: PASSWORD, next });
      expect(new URL(location!, web.url).origin).toBe(web.url);
    }
  });
});

describe('at the desk', () => {
  it('forms with wrong fields come back with words', async () => {
    for (const [path, fields] of DESK_FORMS())
      await expectCalm(await agent.post(path, fields), [404, 409, 412, 422]);
  });

  it('lists asked for nonsense answer with a page', async () => {
    const queries = [
      '?queue=none',
      '?status=HAPPY',
      '?cursor=x',
      '?q=%00',
      '?q=a&q=b',
      `?q=${'x'.repeat(300)}`,
      '?done=x',
    ];
    for (const query of queries) await expectCalm(await agent.get(`/desk/cases${query}`));
  });

  it.each(MALFORMED_NUMBERS)('the case %j is not there', async (number) => {
    for (const path of [`/desk/cases/${number}`, `/desk/referrals/${number}`, `/surveys/${number}`])
      await expectCalm(await agent.get(path), [404]);
    await expectCalm(await agent.post(`/desk/cases/${number}/acts/note`, { text: 'x' }), [404]);
  });
});

describe('forms nobody thought of', () => {
  it('never break a page', async () => {
    const text = fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.constantFrom(...HARMLESS_BUT_ODD));
    const names = [
      'step',
      'draft',
      'go',
      'lang',
      'again',
      'key',
      'version',
      'csrf2',
      'score',
      'contact.name',
      'contact.name.x',
      'lastDay.year',
      'login',
    ];
    const typed = fc.dictionary(fc.oneof(fc.constantFrom(...names), text), text, { maxKeys: 6 });
    const forms = fc.constantFrom(...FORMS, ...DESK_FORMS());
    const property = fc.asyncProperty(forms, typed, async ([path, fields], more) => {
      const { csrf: _csrf, ...rest } = { ...fields, ...more } as Record<string, string>;
      const page = await (path.startsWith('/desk/s') ? citizen : agent).post(path, rest);
      expect([path, rest, page.status < 500]).toEqual([path, rest, true]);
    });
    await fc.assert(property, { numRuns: 250 });
    expect(await web.rowCounts(TABLES)).toEqual(before);
  });
});

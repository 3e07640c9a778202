import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import * as fc from 'fast-check';
import { ServerResponse } from 'node:http';
import { connect } from 'node:net';
import { ApiClient } from '../support/api-client.js';
import { Browse, type Page } from '../support/browse.js';
import { PASSWORD, startTestWeb, type TestWeb } from '../support/web.js';
import { HARMLESS_BUT_ODD, NASTY } from './values.js';

jest.setTimeout(60_000);

/** What a header cannot carry as it is, or what an address may not be. */
const ODD: [string, string][] = [
  ...NASTY,
  ...HARMLESS_BUT_ODD.map((text): [string, string] => [text, text]),
  ['Chinese', '案件/中'],
  ['Latin letters with signs', 'é'],
  ['a line feed', 'a\r\nSet-Cookie: desk=x'],
  ['a soft hyphen and marks of direction', 'a\u00ad\u202eb'],
  ['broken percent signs', '%zz%e4%'],
  ['an encoded NUL', '%00'],
  ['much', 'x'.repeat(3_000)],
  ['much Chinese', '長'.repeat(1_000)],
  ['dots', '../../..//evil.example'],
  ['encoded dots', '%2e%2e/%2e%2e//evil.example'],
  ['a backslash', '\\evil.example'],
];

let web: TestWeb;
let agent: Browse;

beforeAll(async () => {
  web = await startTestWeb();
  await web.demoStaff();
  agent = await Browse.signedIn(web, 'agent', PASSWORD);
});
afterAll(() => web.close());
afterEach(() => void jest.restoreAllMocks());

/** An answer with nothing inner in it; where it leads elsewhere, to a place of this site that answers, too. */
async function expectSafe(page: Page, browse: Browse): Promise<void> {
  expect(page.status).toBeLessThan(500);
  expect(page.text).not.toMatch(/ERR_|Invalid character|header content|node_modules/);
  if (page.status !== 303) return;
  expect(page.location).toMatch(/^\/(?!\/)[\x21-\x7e]*$/);
  const there = await browse.get(page.location!);
  expect([page.location, there.status < 500]).toEqual([page.location, true]);
}

describe.each(ODD)('an address to go on to with %s in it', (_what, text) => {
  const next = (start: string) => `${start}${text}`;
  const starts = ['/desk/', '/desk/cases?q=', '/desk', ''];

  it('does not keep anybody from signing in', async () => {
    for (const start of starts) {
      const browse = new Browse(web);
      await expectSafe(await browse.get(`/desk/sign-in?next=${encodeForm(next(start))}`), browse);
      const entered = await browse.post('/desk/sign-in', {
        login: 'agent',
        password: PASSWORD,
        next: next(start),
      });
      expect(entered.status).toBe(303);
      expect(entered.location).toMatch(/^\/desk(?![\w-])/);
      await expectSafe(entered, browse);
      expect((await browse.get('/desk/cases')).status).toBe(200);
    }
  });

  it('leads staff who are signed in on or to the desk, and a stranger to sign in', async () => {
    const stranger = new Browse(web);
    for (const start of starts) {
      await expectSafe(await agent.get(`/desk/sign-in?next=${encodeForm(next(start))}`), agent);
      const asked = await stranger.get(`/desk/${encodeForm(text)}?q=${encodeForm(text)}`);
      await expectSafe(asked, stranger);
    }
  });

  it('in the other parts that a redirect is made of breaks nothing', async () => {
    const odd = encodeForm(text);
    const paths = [
      `/desk/cases/${odd}/acts/note`,
      `/desk/cases/DEMO-1150819-00001-0/acts/${odd}`,
      `/desk/referrals/${odd}/accept`,
      `/desk/board/alerts/${odd}/acknowledge`,
    ];
    for (const path of paths) await expectSafe(await agent.post(path, { text: 'x', reason: text }), agent);
    const day = { date: text, why: text, region: text, id: text, clock: text };
    for (const path of [
      '/desk/calendar/days',
      '/desk/calendar/days/withdraw',
      `/desk/calendar/earlier-dates/${odd}/accept`,
    ])
      await expectSafe(await agent.post(path, day), agent);
  });
});

/** As a browser would; half a surrogate is none that one could send otherwise. */
const encodeForm = (text: string): string => encodeURIComponent(text.toWellFormed());

it('an address of the desk in Chinese is the one that signing in leads to', async () => {
  const browse = new Browse(web);
  await browse.get('/desk/sign-in');
  const next = '/desk/cases?q=貸款&queue=all';
  const { location } = await browse.post('/desk/sign-in', { login: 'agent', password: PASSWORD, next });
  expect(location).toBe('/desk/cases?q=%E8%B2%B8%E6%AC%BE&queue=all');
  expect((await browse.get(location!)).status).toBe(200);
});

it('no address to go on to breaks signing in', async () => {
  const text = fc.oneof(
    fc.string(),
    fc.string({ unit: 'binary' }),
    fc.constantFrom(...ODD.map(([, odd]) => odd)),
  );
  const property = fc.asyncProperty(
    fc.constantFrom('/desk/', '/desk?', '/', ''),
    text,
    async (start, odd) => {
      const page = await agent.get(`/desk/sign-in?next=${encodeForm(start + odd)}`);
      await expectSafe(page, agent);
      expect(page.location).toMatch(/^\/desk(?![\w-])/);
    },
  );
  await fc.assert(property, { numRuns: 200 });
});

describe('an answer that cannot be sent', () => {
  it.each([
    ['an address of the API', '/api/v1/services'],
    ['a page', '/services'],
    ['a redirect', '/desk/cases'],
  ])('becomes one that shows nothing inner (%s)', async (_what, path) => {
    jest.spyOn(ServerResponse.prototype, 'writeHead').mockImplementationOnce((_status, headers) => {
      Object.assign(headers as object, { 'x-broken': ['fine', '案件'] });
      throw new TypeError('Invalid character in header content ["x-broken"]');
    });
    const { status, text, headers } = await new ApiClient(web).get(path);
    expect(status).toBe(500);
    expect(headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect(JSON.parse(text)).toMatchObject({ type: 'urn:single-window:problem:internal', status: 500 });
    expect(text).not.toMatch(/Invalid character|broken|TypeError/);
  });
});

it.each([
  ['no request at all', 'nonsense\r\n\r\n', 400, 'malformed'],
  [
    'a header without end',
    `GET / HTTP/1.1\r\nhost: x\r\nx: ${'y'.repeat(100_000)}\r\n\r\n`,
    431,
    'too-large',
  ],
])('%s is refused with a problem document', async (_what, sent, status, code) => {
  const answer = await new Promise<string>((resolve, reject) => {
    let text = '';
    const socket = connect(Number(new URL(web.url).port), '127.0.0.1', () => socket.write(sent));
    socket.on('data', (chunk) => (text += chunk.toString()));
    socket.on('error', reject).on('close', () => resolve(text));
  });
  expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
  const [head, body] = answer.split('\r\n\r\n') as [string, string];
  expect(head).toContain('content-type: application/problem+json');
  expect(JSON.parse(body)).toMatchObject({ type: `urn:single-window:problem:${code}`, status });
});

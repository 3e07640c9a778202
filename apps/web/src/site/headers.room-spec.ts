import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Browse } from '../../../../test/support/browse.js';
import { startTestWeb, type TestWeb } from '../../../../test/support/web.js';
import { signedIn } from '../spec-support.js';

/** Written by hand: headers of every response. */
const ALWAYS = {
  'content-security-policy':
    "default-src 'self';script-src 'self';style-src 'self';img-src 'self' data:;object-src 'none';base-uri 'none';form-action 'self';frame-ancestors 'none'",
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'SAMEORIGIN',
};
const NEVER = ['server', 'x-powered-by', 'access-control-allow-origin'];
const HTML = 'text/html; charset=utf-8';
const JSON_TYPE = 'application/json; charset=utf-8';
const PROBLEM = 'application/problem+json; charset=utf-8';

type Kind = [
  path: string,
  init: RequestInit,
  status: number,
  type: string | null,
  cache: string | null,
  noindex: boolean,
];
const POST_JSON = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' };
const FORM = { method: 'POST', body: new URLSearchParams({ a: 'b' }) };

/** Written by hand: kinds of responses, their content type, caching, and whether search engines are excluded. */
const KINDS: Kind[] = [
  ['/', {}, 200, HTML, 'private, no-cache', false],
  ['/services', {}, 200, HTML, 'private, no-cache', false],
  ['/commitments', {}, 200, HTML, 'private, no-cache', false],
  ['/progress', {}, 200, HTML, 'no-store', false],
  ['/cases/new', {}, 200, HTML, 'no-store', false],
  ['/surveys/none', {}, 404, HTML, 'no-store', true],
  ['/gallery', {}, 200, HTML, 'no-store', true],
  ['/nothing', {}, 404, HTML, 'no-store', true],
  ['/%zz', {}, 404, HTML, 'no-store', true],
  ['/desk/sign-in', {}, 200, HTML, 'no-store', true],
  ['/desk', {}, 303, null, 'no-store', false],
  ['/desk/board/stream', {}, 303, null, 'no-store', false],
  ['/progress', FORM, 403, HTML, 'no-store', true],
  ['/cases/new', { method: 'POST', body: 'x'.repeat(300_000) }, 413, HTML, 'no-store', true],
  ['/assets/citizen.css', {}, 200, 'text/css; charset=utf-8', 'public, max-age=3600', false],
  ['/assets/citizen.js?v=old', {}, 200, 'text/javascript; charset=utf-8', 'public, max-age=3600', false],
  ['/favicon.ico', {}, 200, 'image/x-icon', 'public, max-age=3600', false],
  ['/assets/none.css', {}, 404, HTML, 'no-store', true],
  ['/api/v1/services', {}, 200, JSON_TYPE, null, false],
  ['/api/openapi.json', {}, 200, JSON_TYPE, null, false],
  ['/api/docs', {}, 200, HTML, null, false],
  ['/api/v1/staff/cases', {}, 401, PROBLEM, 'no-store', false],
  ['/api/v1/nothing', {}, 404, PROBLEM, 'no-store', false],
  ['/api/v1/cases', POST_JSON, 422, PROBLEM, 'no-store', false],
  [
    '/api/v1/progress',
    { ...POST_JSON, body: '{"caseNumber":"x","lookupCode":"y"}' },
    404,
    PROBLEM,
    'no-store',
    false,
  ],
  ['/api/v1/cases', { ...POST_JSON, body: '{' }, 400, PROBLEM, 'no-store', false],
  ['/health/live', {}, 200, JSON_TYPE, 'no-store', false],
  ['/metrics', {}, 200, 'text/plain; version=0.0.4; charset=utf-8', null, false],
];

/** Answers of 1 KB and more besides pages: sent compressed. */
const LARGE = [
  '/assets/citizen.css',
  '/assets/citizen.js?v=old',
  '/api/v1/services',
  '/api/openapi.json',
  '/metrics',
];

function varyOf(path: string, type: string | null): string | null {
  if (type === HTML && !path.startsWith('/api')) return 'cookie, accept-language, accept-encoding';
  return LARGE.includes(path) ? 'accept-encoding' : null;
}

/** The cookies of an answer: name → its flags, sorted. */
function cookiesOf(headers: Headers): Record<string, string[]> {
  const parts = headers.getSetCookie().map((cookie) => cookie.split(/;\s*/));
  return Object.fromEntries(parts.map(([pair, ...flags]) => [pair!.split('=')[0]!, flags.toSorted()]));
}

describe.each([
  ['http', 'http://desk.example', null, []],
  ['https', 'https://desk.example', 'max-age=31536000; includeSubDomains', ['Secure']],
] as const)('an answer of a site of %s', (scheme, PUBLIC_URL, hsts, secure) => {
  let web: TestWeb;
  const name = (cookie: string) => (scheme === 'https' ? `__Host-${cookie}` : cookie);
  beforeAll(async () => {
    web = await startTestWeb({ env: { PUBLIC_URL } });
  });
  afterAll(() => web.close());
  const ask = (path: string, init: RequestInit = {}) =>
    fetch(`${web.url}${path}`, { redirect: 'manual', ...init });

  it.each(KINDS.map((kind) => [kind[0], kind[2], ...kind] as const))(
    '%s, %i',
    async (_path, _status, ...kind) => {
      const [path, init, status, type, cache, noindex] = kind;
      const { headers, status: answered } = await ask(path, init);
      expect([answered, headers.get('content-type'), headers.get('cache-control')]).toEqual([
        status,
        type,
        cache,
      ]);
      const said = Object.fromEntries(Object.keys(ALWAYS).map((header) => [header, headers.get(header)]));
      expect(said).toEqual(ALWAYS);
      expect(headers.get('strict-transport-security')).toBe(hsts);
      expect(headers.get('x-robots-tag')).toBe(noindex ? 'noindex' : null);
      expect(NEVER.filter((header) => headers.has(header))).toEqual([]);
      expect(headers.get('vary')).toBe(varyOf(path, type));
    },
  );

  const HIDDEN = ['HttpOnly', 'Path=/', 'SameSite=Lax', ...secure].toSorted();

  it('sets the secret of a form in a host cookie that scripts cannot read', async () => {
    expect(cookiesOf((await ask('/progress')).headers)).toEqual({ [name('form')]: HIDDEN });
    expect(cookiesOf((await ask('/')).headers)).toEqual({});
  });

  it.each(['/progress', '/progress/lost-code', '/cases/new/contact', '/surveys/none'])(
    'is not stored where she typed, also when the secret of the form is there already: %s',
    async (path) => {
      const browse = new Browse(web);
      await browse.get('/progress');
      const { headers } = await ask(path, { headers: { cookie: browse.cookies } });
      expect(headers.get('cache-control')).toBe('no-store');
    },
  );

  it('keeps the mark of a shared screen out of reach of scripts, for a year', async () => {
    const anyone = new Browse(web);
    await anyone.get('/kiosk');
    const body = new URLSearchParams({ csrf: anyone.token });
    const { headers } = await ask('/kiosk', { method: 'POST', body, headers: { cookie: anyone.cookies } });
    expect(cookiesOf(headers)[name('kiosk')]).toEqual([...HIDDEN, 'Max-Age=31536000'].toSorted());
  });

  it('stores the language for a year when it is chosen', async () => {
    const flags = ['Max-Age=31536000', 'Path=/', 'SameSite=Lax', ...secure].toSorted();
    expect(cookiesOf((await ask('/?lang=en')).headers)).toEqual({ lang: flags });
    const known = { headers: { cookie: 'lang=en' } };
    expect(cookiesOf((await ask('/?lang=en', known)).headers)).toEqual({});
    expect((await ask('/', known)).headers.get('content-language')).toBe('en');
  });

  it('signs in by a session cookie, a new one each time, and out by an expired one', async () => {
    const browse = await signedIn(web, 'demo.guidance', ['CASE_HANDLER'], `cookie-${scheme}`);
    const sign = async (path: string, typed: Record<string, string>, from: Browse) => {
      const body = new URLSearchParams({ csrf: from.token, ...typed });
      return (await ask(path, { method: 'POST', body, headers: { cookie: from.cookies } })).headers;
    };
    const anyone = new Browse(web);
    await anyone.get('/desk/sign-in');
    const who = { login: `cookie-${scheme}`, password: 'Harbour-Lantern-42' };
    const [one, other] = [await sign('/desk/sign-in', who, anyone), await sign('/desk/sign-in', who, anyone)];
    expect(cookiesOf(one)).toEqual({ [name('desk')]: HIDDEN });
    expect(one.getSetCookie()).not.toEqual(other.getSetCookie());
    expect(/=([^;]*)/.exec(one.getSetCookie()[0]!)![1]).toMatch(/^[\w-]{43}$/);
    const out = await sign('/desk/sign-out', {}, browse);
    expect(cookiesOf(out)).toEqual({
      [name('desk')]: [...HIDDEN, 'Max-Age=0', 'Expires=Thu, 01 Jan 1970 00:00:00 GMT'].toSorted(),
    });
    expect((await browse.get('/desk')).location).toBe('/desk/sign-in?next=%2Fdesk');
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { HTML_LANG } from '../../apps/web/src/site/language.js';
import { Browse } from '../support/browse.js';
import { PUBLIC_PAGES } from '../support/public-pages.js';
import { ask, weigh, type Weight } from '../support/weigh.js';
import { startTestWeb, type TestWeb } from '../support/web.js';

const MOST_REQUESTS = 5;
const MOST_BYTES = 30 * 1024;
const MOST_HTML = 15 * 1024;

let web: TestWeb;
beforeAll(async () => {
  web = await startTestWeb();
});
afterAll(() => web.close());

describe.each(Object.keys(HTML_LANG))('a first visit in %s', (locale) => {
  it.each(['br', 'gzip'])('is light on every public page, with %s', async (encoding) => {
    const headers = { 'accept-encoding': encoding, cookie: `lang=${locale}` };
    const weights: Weight[] = [];
    for (const path of PUBLIC_PAGES) weights.push(await weigh(web, path, headers));
    const heavy = weights.filter(
      ({ html, requests, bytes }) => html > MOST_HTML || requests > MOST_REQUESTS || bytes > MOST_BYTES,
    );
    expect(heavy).toEqual([]);
  });
});

describe('an answer', () => {
  const encodingOf = async (path: string, headers: Record<string, string>) =>
    (await ask(web, path, headers)).headers['content-encoding'];

  it.each([
    ['br, gzip', 'br'],
    ['gzip', 'gzip'],
    ['gzip, br;q=0', 'gzip'],
    ['BR', 'br'],
    ['*', 'br'],
    ['*;q=0', undefined],
    ['deflate', undefined],
    ['', undefined],
  ])('is sent to a client that accepts "%s" as %s', async (accepts, encoding) => {
    for (const path of ['/', '/assets/citizen.css', '/api/v1/services', '/nowhere'])
      expect([path, await encodingOf(path, { 'accept-encoding': accepts })]).toEqual([path, encoding]);
  });

  it('reads the same however it was sent, and says that it differs by encoding', async () => {
    for (const path of ['/services', '/assets/citizen.css', '/api/v1/commitments']) {
      const [plain, ...encoded] = await Promise.all(
        ['identity', 'br', 'gzip'].map((encoding) => ask(web, path, { 'accept-encoding': encoding })),
      );
      for (const { text, headers } of encoded) {
        expect(text).toBe(plain!.text);
        expect(headers.vary).toContain('accept-encoding');
      }
      expect(plain!.headers.vary).toContain('accept-encoding');
    }
  });

  it('too small to gain is sent as it is', async () => {
    expect(await encodingOf('/health/live', { 'accept-encoding': 'br' })).toBeUndefined();
    expect(await encodingOf('/assets/icon.svg', { 'accept-encoding': 'br' })).toBeUndefined();
  });

  it('is kept for a year where its address names its content', async () => {
    const { text } = await ask(web, '/');
    const [sheet] = /\/assets\/citizen\.css[^"]*/.exec(text)!;
    const cacheOf = async (path: string) => (await ask(web, path)).headers['cache-control'];
    expect(await cacheOf(sheet)).toBe('public, max-age=31536000, immutable');
    expect(await cacheOf('/assets/citizen.css?v=earlier1')).toBe('public, max-age=3600');
  });
});

describe('a page of a session', () => {
  const sizes = async (site: string | undefined, cookie: string) => {
    const headers = { 'accept-encoding': 'br', cookie, ...(site && { 'sec-fetch-site': site }) };
    return (await ask(web, '/desk/sign-in', headers)).headers['content-encoding'];
  };

  it.each([
    ['same-origin', 'br'],
    ['none', 'br'],
    ['same-site', undefined],
    ['cross-site', undefined],
    [undefined, undefined],
  ])(
    'opened from %s is sent as %s: its size must not tell another site what it holds',
    async (site, sent) => {
      expect(await sizes(site, 'desk=some-session')).toBe(sent);
      expect(await sizes(site, 'lang=en; form=abc; other=1')).toBe(sent);
      expect(await sizes(site, 'lang=en; form=abc')).toBe('br');
    },
  );

  it('has another form token in each answer', async () => {
    const browse = new Browse(web);
    const tokens = new Set<string>();
    for (let n = 0; n < 5; n++) {
      await browse.get('/progress');
      tokens.add(browse.token);
    }
    expect(tokens.size).toBe(5);
  });
});

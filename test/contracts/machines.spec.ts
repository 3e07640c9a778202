import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestWeb, type TestWeb } from '../support/web.js';

const PUBLIC_URL = 'https://desk.example';
const CONTACT = 'mailto:security@desk.example';

describe('what machines look for at fixed addresses', () => {
  let web: TestWeb;
  const get = async (path: string, from = web) => {
    const answer = await fetch(`${from.url}${path}`);
    return { status: answer.status, type: answer.headers.get('content-type'), text: await answer.text() };
  };
  beforeAll(async () => {
    web = await startTestWeb({ env: { PUBLIC_URL, SECURITY_CONTACT: CONTACT } });
  });
  afterAll(() => web.close());

  it('robots.txt keeps robots from the desk and from links that are personal', async () => {
    const { type, text } = await get('/robots.txt');
    expect(type).toBe('text/plain; charset=utf-8');
    for (const line of [
      'Disallow: /desk',
      'Disallow: /surveys/',
      'Disallow: /confirmations/',
      `Sitemap: ${PUBLIC_URL}/sitemap.xml`,
    ])
      expect(text.split('\n')).toContain(line);
  });

  it('sitemap.xml names pages that answer, every service among them, and none of staff or demonstration', async () => {
    const { type, text } = await get('/sitemap.xml');
    expect(type).toBe('application/xml; charset=utf-8');
    const places = [...text.matchAll(/<loc>([^<]+)<\/loc>/g)].map(([, url]) => url!.replaceAll('&amp;', '&'));
    expect(places.every((url) => url.startsWith(`${PUBLIC_URL}/`))).toBe(true);
    expect(places.filter((url) => /desk\/|gallery|demo|surveys/.test(url.slice(PUBLIC_URL.length)))).toEqual(
      [],
    );
    expect(places).toContain(`${PUBLIC_URL}/services/sme.finance-diagnosis`);
    const statuses = await Promise.all(
      places.map(async (url) => (await get(url.slice(PUBLIC_URL.length))).status),
    );
    expect(new Set(statuses)).toEqual(new Set([200]));
  });

  it('security.txt says whom to tell, and until when that holds', async () => {
    const { text } = await get('/.well-known/security.txt');
    const fields = Object.fromEntries(
      text
        .trim()
        .split('\n')
        .map((line) => line.split(/: (.*)/).slice(0, 2)),
    );
    expect(fields['Contact']).toBe(CONTACT);
    expect(fields['Canonical']).toBe(`${PUBLIC_URL}/.well-known/security.txt`);
    const left = Date.parse(fields['Expires']!) - web.time.now();
    expect(left).toBeGreaterThan(150 * 86_400_000);
    expect(left).toBeLessThan(366 * 86_400_000);
  });

  it('security.txt is not there where no one is named', async () => {
    const other = await startTestWeb();
    expect((await get('/.well-known/security.txt', other)).status).toBe(404);
    await other.close();
  });

  it('the icon is there at the address that browsers guess', async () => {
    expect((await get('/favicon.ico')).type).toBe('image/x-icon');
  });
});

describe('the head of a page', () => {
  let web: TestWeb;
  beforeAll(async () => {
    web = await startTestWeb();
  });
  afterAll(() => web.close());
  const metaOf = async (path: string, locale = 'zh-TW') => {
    const html = await (await fetch(`${web.url}${path}`, { headers: { cookie: `lang=${locale}` } })).text();
    const found = [...html.matchAll(/<meta name="([^"]+)" content="([^"]*)"/g)];
    return { html, meta: Object.fromEntries(found.map(([, name, content]) => [name!, content!])) };
  };

  it('describes the page, and says who keeps it and when its content changed', async () => {
    const { html, meta } = await metaOf('/services/sme.finance-diagnosis');
    expect(meta).toMatchObject({
      'DC.Title': '融資診斷輔導',
      'DC.Creator': '經濟部中小及新創企業署',
      'DC.Language': 'zh-Hant-TW',
    });
    expect(meta['description']).toContain('企業融資遇到困難');
    expect(meta['DC.Date']).toBe('2026-08-19');
    web.time.forward(40 * 86_400_000);
    expect((await metaOf('/services/sme.finance-diagnosis')).meta['DC.Date']).toBe('2026-08-19');
    expect(html).toContain('內容更新日期：民國115年8月19日（三）');
    expect(html).toContain('本頁內容由經濟部中小及新創企業署提供。');
  });

  it('leaves out what is not known, and is not on pages that are hidden', async () => {
    const { html, meta } = await metaOf('/', 'en');
    expect(Object.keys(meta).filter((name) => /Category|DC\.Date|DC\.Creator/.test(name))).toEqual([]);
    expect(html).not.toContain('Content changed');
    expect(Object.keys((await metaOf('/nowhere')).meta)).not.toContain('DC.Title');
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestWeb, type TestWeb } from '../../../../test/support/web.js';

describe.each([
  ['http', '', 'draft', ''],
  ['https', 'https://desk.example', '__Host-draft', '; Secure'],
])('the cookie of a draft, on %s', (_name, publicUrl, name, secure) => {
  let web: TestWeb;
  beforeAll(async () => void (web = await startTestWeb(publicUrl ? { env: { PUBLIC_URL: publicUrl } } : {})));
  afterAll(() => web.close());

  /** Posts a subject with these cookies; returns the cookie of the draft as it is set. */
  const keep = async (cookies = '') => {
    const page = await fetch(`${web.url}/cases/new/subject?service=sme.consultation`);
    const [form = ''] = page.headers.getSetCookie();
    const csrf = /name="csrf" value="([^"]+)"/.exec(await page.text())![1]!;
    const answer = await fetch(`${web.url}/cases/new/subject`, {
      ...{ method: 'POST', redirect: 'manual' },
      headers: { cookie: [form.split(';')[0], cookies].filter(Boolean).join('; ') },
      body: new URLSearchParams({ csrf, service: 'sme.consultation', subject: '路燈' }),
    });
    return answer.headers.getSetCookie().find((cookie) => cookie.startsWith(`${name}=`));
  };

  it('is random, for this host alone, out of reach of scripts, and stays a week longer than the draft', async () => {
    const set = (await keep())!;
    const [, token, rest] = /^[^=]+=([\w-]{22})(.*)$/.exec(set)!;
    expect(rest).toBe(`; Max-Age=${8 * 86_400}; Path=/; HttpOnly${secure}; SameSite=Lax`);
    expect(await keep(`${name}=${token}`)).toBe(set);
    expect(await keep()).not.toBe(set);
  });

  it('of another form than ours is replaced', async () => {
    for (const odd of ['x', 'x'.repeat(200), `${'a'.repeat(21)}.`])
      expect(await keep(`${name}=${odd}`)).toMatch(new RegExp(`^${name}=[\\w-]{22};`));
  });
});

import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Contact } from '@app/intake';
import { SignIn } from '@app/people';
import { Problem, Reader } from '@app/platform';
import { Browse } from '../../../../test/support/browse.js';
import { PASSWORD, startTestWeb, type TestWeb } from '../../../../test/support/web.js';
import { signedIn } from '../spec-support.js';

jest.setTimeout(60_000);

describe('the pages of an account', () => {
  let web: TestWeb;
  beforeAll(async () => {
    web = await startTestWeb();
  });
  afterAll(() => web.close());

  it('let a first password do nothing but be changed, neither by a page nor by a form', async () => {
    const who = { login: 'first', name: 'first', organisationId: 'demo', unitId: 'demo.guidance' };
    const password = await web.staff({ ...who, roles: ['UNIT_HEAD', 'FRONTLINE_AGENT'] });
    const first = new Browse(web);
    await first.get('/desk/sign-in');
    const entered = await first.post('/desk/sign-in', { login: 'first', password, next: '/desk/board' });
    expect(entered.location).toBe('/desk/password');
    const { text } = await first.get('/desk/password');
    for (const path of ['/desk/absences', '/desk/mails']) expect(text).not.toContain(`href="${path}"`);
    for (const path of ['/desk', '/desk/board', '/desk/absences'])
      expect([path, (await first.get(path)).location]).toEqual([path, '/desk/password']);
    const call = {
      channel: 'PHONE',
      matter: 'CONSULTATION',
      service: 'demo.consultation',
      subject: '營業時間',
    };
    const solved = await first.post('/desk/calls/solved', {
      ...call,
      answer: '九點到五點',
      key: 'key-12345678',
    });
    expect(solved.location).toBe('/desk/password');
    expect(await web.get(Reader).repository(Contact).count()).toBe(0);
    const changed = await first.submit('/desk/password', { current: password, fresh: PASSWORD });
    for (const path of ['/desk/absences', '/desk/mails']) expect(changed.text).toContain(`href="${path}"`);
    expect((await first.get('/desk/board')).status).toBe(200);
  });

  it('offer the setting of the morning mail to those who get one, and the password to be changed as a new one', async () => {
    const handler = await signedIn(web, 'demo.guidance', ['CASE_HANDLER'], 'no.mails');
    const { text } = await handler.get('/desk/password');
    expect([text.includes('href="/desk/absences"'), text.includes('href="/desk/mails"')]).toEqual([
      true,
      false,
    ]);
    for (const [name, autocomplete] of [
      ['current', 'current-password'],
      ['fresh', 'new-password'],
    ]) {
      const input = [...text.matchAll(/<input[^>]*>/g)].find(([one]) => one.includes(`name="${name}"`))![0];
      expect(input).toContain(`autocomplete="${autocomplete}"`);
    }
  });

  it('say when to come again where a network failed too often', async () => {
    const signIn = jest
      .spyOn(web.get(SignIn), 'signIn')
      .mockRejectedValue(new Problem('TOO_MANY', 'too-many-sign-ins', { retryAfterSeconds: 900 }));
    const browse = new Browse(web);
    await browse.get('/desk/sign-in');
    const body = new URLSearchParams({ csrf: browse.token, login: 'x', password: 'y' });
    const answer = await fetch(`${web.url}/desk/sign-in`, {
      ...{ method: 'POST', body, redirect: 'manual', headers: { cookie: browse.cookies } },
    });
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([429, '900']);
    signIn.mockRestore();
  });

  it('show the own setting of the morning mail, also once it is off', async () => {
    const head = await signedIn(web, 'demo.guidance', ['UNIT_HEAD'], 'mails');
    const chosen = async () => {
      const { text } = await head.get('/desk/mails');
      return [...text.matchAll(/<input[^>]*name="sheet"[^>]*>/g)]
        .filter(([input]) => input.includes('checked'))
        .map(([input]) => /value="(\w+)"/.exec(input)![1]);
    };
    expect(await chosen()).toEqual(['yes']);
    await head.submit('/desk/mails', { sheet: 'no' });
    expect(await chosen()).toEqual(['no']);
    await head.submit('/desk/mails', { sheet: 'yes' });
    expect(await chosen()).toEqual(['yes']);
  });

  it('signed out, a session is over also for who kept its cookie', async () => {
    const who = await signedIn(web, 'demo.guidance', ['CASE_HANDLER'], 'leaves');
    const kept = who.cookies;
    await who.post('/desk/sign-out', {});
    const answer = await fetch(`${web.url}/desk`, { redirect: 'manual', headers: { cookie: kept } });
    expect(answer.headers.get('location')).toMatch(/^\/desk\/sign-in/);
  });
});

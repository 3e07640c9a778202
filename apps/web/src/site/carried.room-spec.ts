import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Drafts, Problem } from '@app/platform';
import { PRIVACY_NOTICE_VERSION } from '@app/intake';
import { pdf } from '../../../../test/support/sample-files.js';
import { problemWords } from './problem-words.js';
import { Browse, formOf, type Page } from '../../../../test/support/browse.js';
import { PASSWORD, startTestWeb, type TestWeb } from '../../../../test/support/web.js';
import { signedIn } from '../spec-support.js';
import { siteWords } from './words.js';

const { carried, problemPages } = siteWords['zh-TW'];
const REPORT: [string, Record<string, string>][] = [
  ['service', { service: 'sme.consultation' }],
  ['subject', { subject: '路燈' }],
  ['privacy', { read: `${PRIVACY_NOTICE_VERSION} sme.consultation` }],
];
const TYPED = { subject: '<b>路燈</b> "不亮"' };

describe('a form that was not taken', () => {
  let web: TestWeb;
  let jar: Map<string, string>;
  let browse: Browse;
  beforeAll(async () => void (web = await startTestWeb()));
  afterAll(() => web.close());
  beforeEach(async () => {
    jar = new Map();
    browse = new Browse(web, jar);
    await browse.get('/cases/new/subject?service=sme.consultation');
  });
  const plain = (text: string) =>
    text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&');
  /** The fields behind the button that sends the form again. */
  const offered = ({ text }: Page) => {
    const [, action, form] =
      /<form method="post" action="([^"]+)"[^>]*>(.*?)<\/form>/s.exec(text.split('<main')[1]!) ?? [];
    const fields = [...(form ?? '').matchAll(/name="([^"]+)" value="([^"]*)"/g)];
    return { action, fields: Object.fromEntries(fields.map(([, name, value]) => [name!, plain(value!)])) };
  };

  it('because the cookies were cleared keeps what was typed, and is taken when it is sent again', async () => {
    jar.clear();
    const page = await browse.post('/cases/new/subject', { ...TYPED, service: 'sme.consultation' });
    expect(page.status).toBe(403);
    for (const words of [problemPages.forbidden.kept, carried.text]) expect(page.text).toContain(words);
    expect(page.text).not.toContain('<b>路燈');
    const { action, fields } = offered(page);
    expect(page.text).toContain('form="carried" name="lang"');
    expect([action, fields]).toMatchObject(['/cases/new/subject', TYPED]);
    expect((await browse.post(action!, fields)).location).toBe('/cases/new/privacy');
    expect(plain((await browse.get('/cases/new/subject')).text)).toContain(TYPED.subject);
  });

  it('with files keeps what was typed, and asks for the files again', async () => {
    for (const [name, typed] of REPORT) await browse.post(`/cases/new/${name}`, typed);
    const cookies = [...jar];
    jar.clear();
    const typed = { description: '巷口', district: '西屯' };
    const page = await browse.upload('/cases/new/details', typed, [{ name: 'a.pdf', bytes: pdf() }]);
    const { fields } = offered(page);
    expect([page.status, fields]).toMatchObject([403, typed]);
    for (const [name, value] of cookies) if (!jar.has(name)) jar.set(name, value);
    const again = await browse.post('/cases/new/details', fields);
    expect(again.location).toBe('/cases/new/details?check');
    const asked = (await browse.get(again.location!)).text;
    for (const words of [problemWords('files-lost', 'zh-TW'), '>巷口</textarea>'])
      expect(asked).toContain(words);
  });

  it('with files is in the other language where its switch was pressed, a button before the form', async () => {
    for (const [name, typed] of REPORT) await browse.post(`/cases/new/${name}`, typed);
    const { text } = await browse.get('/cases/new/details');
    const csrf = /name="csrf" value="([^"]+)"/.exec(text)![1]!;
    const body = formOf({ lang: 'en', csrf, description: '巷口', district: '' }, []);
    const headers = { cookie: browse.cookies };
    const sent = await fetch(`${web.url}/cases/new/details`, {
      ...{ method: 'POST', body, headers, redirect: 'manual' },
    });
    expect([sent.status, sent.headers.getSetCookie().join()]).toEqual([
      303,
      expect.stringContaining('lang=en'),
    ]);
    expect((await browse.get('/cases/new/details')).text).toContain('>巷口</textarea>');
  });

  it('twice without any cookie says that cookies are refused, and what else one can do', async () => {
    const refusing = () => new Browse(web);
    const first = await refusing().post('/cases/new/subject', TYPED);
    expect(first.text).not.toContain(carried.noCookies);
    const second = await refusing().post('/cases/new/subject', offered(first).fields);
    expect([second.status, offered(second).fields]).toMatchObject([403, TYPED]);
    for (const words of [carried.noCookies, carried.otherwise, 'href="/services"'])
      expect(second.text).toContain(words);
  });

  it('because another site sent it is not offered again, nor is one of the desk', async () => {
    const there = new Browse(web, jar, { 'sec-fetch-site': 'cross-site' });
    const page = await there.post('/cases/new/subject', TYPED);
    expect([page.status, page.text.includes('路燈'), page.text.includes(carried.again)]).toEqual([
      403,
      false,
      false,
    ]);
    const staff = await signedIn(web, 'demo.guidance', ['FRONTLINE_AGENT'], 'agent');
    const desk = await staff.post('/desk/calls/solved', { csrf: 'x', answer: '已說明' });
    expect([desk.status, desk.text.includes('已說明')]).toEqual([403, false]);
  });

  describe('of the desk', () => {
    const day = { 'date.year': '115', 'date.month': '8', 'date.day': '26', remark: '颱風停班' };
    const DAYS = '/desk/calendar/days';
    const open = async (login: string) => {
      await signedIn(web, 'demo.head-office', ['CONTROL_OFFICER'], login);
      const cookies = new Map<string, string>();
      const tab = new Browse(web, cookies, { 'sec-fetch-site': 'same-origin', 'sec-fetch-mode': 'navigate' });
      const signIn = async () => {
        const other = new Browse(web, cookies);
        await other.get('/desk/sign-in');
        await other.post('/desk/sign-in', { login, password: PASSWORD });
      };
      await signIn();
      await tab.get('/desk/calendar');
      return { tab, cookies, signIn };
    };

    it('whose session ended in another tab keeps what was typed, and is taken after signing in there', async () => {
      const { tab, cookies, signIn } = await open('control1');
      cookies.delete('desk');
      const page = await tab.post(DAYS, day);
      expect([page.status, offered(page)]).toMatchObject([403, { action: DAYS, fields: day }]);
      for (const words of [problemPages.forbidden.signedOut, 'href="/desk/sign-in" target="_blank"'])
        expect(page.text).toContain(words);
      await signIn();
      const again = await tab.post(DAYS, offered(page).fields);
      expect([again.status, offered(again)]).toMatchObject([403, { action: DAYS, fields: day }]);
      expect(again.text).not.toContain(problemPages.forbidden.signedOut);
      const taken = await tab.post(DAYS, offered(again).fields);
      expect([taken.status, taken.text.includes(day.remark)]).not.toContain(403);
    });

    it('whose session ended on the server keeps what was typed, too, also when it is sent again without signing in', async () => {
      const { tab, cookies } = await open('control3');
      const elsewhere = new Browse(web, new Map(cookies));
      await elsewhere.get('/desk/password');
      expect((await elsewhere.post('/desk/sign-out', {})).location).toBe('/desk/sign-in');
      const page = await tab.post(DAYS, day);
      expect([page.status, offered(page)]).toMatchObject([403, { action: DAYS, fields: day }]);
      expect(page.text).toContain(problemPages.forbidden.signedOut);
      cookies.delete('desk');
      const signedOut = await tab.post(DAYS, day);
      const again = await tab.post(DAYS, offered(signedOut).fields);
      expect([again.status, offered(again)]).toMatchObject([403, { action: DAYS, fields: day }]);
      const nothing = await tab.post(DAYS, {});
      expect([nothing.status, nothing.location]).toEqual([303, '/desk/sign-in?next=%2Fdesk%2Fcalendar']);
    });

    it('is not kept on the server, and not offered where another site sent it or with a password', async () => {
      const { tab, cookies } = await open('control2');
      cookies.delete('desk');
      expect((await tab.post(DAYS, day)).location).toBeNull();
      const there = new Browse(web, cookies, { 'sec-fetch-site': 'cross-site' });
      const typed = { login: 'control2', password: 'typed in secret', csrf: 'x' };
      for (const page of [await there.post(DAYS, day), await tab.post('/desk/sign-in', typed)])
        expect([page.text.includes(day.remark), page.text.includes(typed.password)]).toEqual([false, false]);
    });
  });

  it.each([
    ['too many tries', new Problem('TOO_MANY', 'too-many-drafts', { retryAfterSeconds: 3_600 }), 429],
    ['a busy database', new Problem('BUSY', 'busy'), 503],
    ['a fault of ours', new Error('boom'), 500],
  ])('because of %s keeps what was typed', async (_what, error, status) => {
    const typed = { ...TYPED, service: 'sme.consultation' };
    const save = jest.spyOn(web.get(Drafts), 'save').mockRejectedValue(error);
    const page = await browse.post('/cases/new/subject', typed);
    save.mockRestore();
    expect([page.status, offered(page).fields]).toMatchObject([status, typed]);
    expect((await browse.post('/cases/new/subject', offered(page).fields)).location).toBe(
      '/cases/new/privacy',
    );
  });
});

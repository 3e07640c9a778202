import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { CaseFile } from '@app/cases';
import { Intake, PRIVACY_NOTICE_VERSION } from '@app/intake';
import { Staff, type StaffActor } from '@app/people';
import { minutes, Reader } from '@app/platform';
import { Browse } from '../../../../test/support/browse.js';
import { Navigator } from '../../../../test/support/navigator.js';
import { DATABASES, PASSWORD, startTestWeb, type TestWeb } from '../../../../test/support/web.js';
import { signedIn } from '../spec-support.js';

const UNIT = 'demo.guidance';
const TEXT = '字'.repeat(4_001);
const ROLES = ['CASE_HANDLER' as const, 'FRONTLINE_AGENT' as const];

describe.each(DATABASES)('the page that answers a form, on %s', (_name, postgres) => {
  let web: TestWeb;
  let browser: Navigator;
  let file: CaseFile;
  let keys = 0;

  beforeAll(async () => {
    web = await startTestWeb({ postgres, env: { IDLE_LOGOUT_MINUTES: '600', DRAFTS_PER_ADDRESS_HOUR: '5' } });
    await signedIn(web, UNIT, ROLES, 'handler');
    const { id } = await web.get(Reader).repository(Staff).findOneByOrFail({ login: 'handler' });
    const actor: StaffActor = {
      ...{ kind: 'staff', id, name: 'handler', organisationId: 'demo', unitId: UNIT, roles: ROLES },
    };
    const matter = { service: 'demo.finance-diagnosis', subject: '路燈', description: '內容' };
    const taken = { ...matter, contact: { name: '王小明' }, channel: 'PHONE' };
    ({ file } = await web.get(Intake).logCase(actor, { ...taken, noticeVersion: PRIVACY_NOTICE_VERSION }));
  }, 60_000);
  afterAll(() => web.close());
  beforeEach(async () => {
    browser = new Navigator(web, {}, await Browse.signedIn(web, 'handler', PASSWORD));
  });

  const page = () => `/desk/cases/${file.caseNumber}`;
  const note = (more: Record<string, string> = {}) => ({ text: TEXT, key: `key-${++keys}`, ...more });
  const refused = (more: Record<string, string> = {}, by = browser) =>
    by.post(`${page()}/acts/note`, note(more), page());
  const ours = /^\/desk\/cases\/[\w-]+\?refused=[\w-]{22}$/;
  const kept = () =>
    web.get(Reader).rows<{ body: string }>('SELECT body FROM draft WHERE place LIKE $1', ['refused %']);
  const events = async () =>
    (await web.get(Reader).rows('SELECT seq FROM history_event WHERE "caseId" = $1', [file.id])).length;
  const signIn = async (login: string) => new Navigator(web, {}, await Browse.signedIn(web, login, PASSWORD));

  it('has an address of its own, which can be loaded again and sends nothing', async () => {
    const before = await events();
    const sent = await refused();
    expect(sent).toMatchObject({ status: 303, location: expect.stringMatching(ours), text: '' });
    for (const _again of [1, 2]) {
      const { status, text } = await browser.get(sent.location!);
      expect([status, text.includes(TEXT), text.includes('error-summary')]).toEqual([422, true, true]);
    }
    expect(await events()).toBe(before);
  });

  it('stays in no cache', async () => {
    const browse = await Browse.signedIn(web, 'handler', PASSWORD);
    const { location } = await refused({}, new Navigator(web, {}, browse));
    const { headers } = await fetch(`${web.url}${location}`, { headers: { cookie: browse.cookies } });
    expect(headers.get('cache-control')).toBe('no-store');
  });

  it('is not kept where it shows a password once', async () => {
    await signedIn(web, 'demo.head-office', ['ADMIN'], 'admin');
    const admin = await signIn('admin');
    const before = (await kept()).length;
    const typed = { login: 'lin', name: '林小美', email: '', unitId: UNIT, 'role-CASE_HANDLER': 'yes' };
    const made = await admin.post('/desk/admin/people', typed, '/desk/admin/people/new');
    expect([made.status, made.text.includes('<code>')]).toEqual([200, true]);
    expect(await kept()).toHaveLength(before);
  });

  it('can be corrected and sent from there', async () => {
    const { location } = await refused();
    const before = await events();
    const sent = await browser.post(`${page()}/acts/note`, note({ text: '短了' }), location!);
    expect([sent.status, sent.location]).toEqual([303, `${page()}?done=note`]);
    expect(await events()).toBe(before + 1);
  });

  it('is for the browser and the sessions that it was drawn for', async () => {
    const { location } = await refused();
    await signedIn(web, UNIT, ROLES, `other-${keys}`);
    const other = await (await signIn(`other-${keys}`)).get(location!);
    expect([other.status, other.text.includes(TEXT)]).toEqual([200, false]);
    const again = await (await signIn('handler')).get(location!);
    expect([again.status, again.text.includes('error-summary')]).toEqual([200, false]);
    expect((await new Navigator(web).get(location!)).location).toContain('/desk/sign-in?next=');
  });

  it('ends after half an hour; then the page of the form is there, with its draft', async () => {
    const { location } = await refused();
    web.time.forward(minutes(30) - 1);
    expect((await browser.get(location!)).status).toBe(422);
    web.time.forward(1);
    const { status, text } = await browser.get(location!);
    expect([status, text.includes(TEXT), text.includes('error-summary')]).toEqual([200, true, false]);
  });

  it('is sealed', async () => {
    await refused();
    const rows = await kept();
    expect(rows.length).toBeGreaterThan(0);
    for (const { body } of rows) expect(body).not.toMatch(/字字|王小明|html/);
  });

  it('in the other language has one, too', async () => {
    const { location } = await refused({ text: 'short', lang: 'en' });
    expect(location).toMatch(ours);
    const { status, text } = await browser.get(location!);
    expect([status, text.includes('short'), text.includes('lang="en"')]).toEqual([200, true, true]);
  });

  it('is the answer itself for a script, which shows no page', async () => {
    const handler = await Browse.signedIn(web, 'handler', PASSWORD);
    const script = new Navigator(web, { 'sec-fetch-mode': 'cors' }, handler);
    expect((await refused({}, script)).status).toBe(422);
  });

  it('is kept nowhere when it shows a secret once', async () => {
    const before = (await kept()).length;
    const issued = await browser.post(`${page()}/lookup-code`, { key: `key-${++keys}` }, page());
    expect([issued.status, issued.text.includes('查詢碼')]).toEqual([200, true]);
    expect((await kept()).length).toBe(before);
  });

  it('leaves nothing for a form that another site sent', async () => {
    const before = (await kept()).length;
    const handler = await Browse.signedIn(web, 'handler', PASSWORD);
    const forged = new Navigator(web, { 'sec-fetch-site': 'cross-site' }, handler);
    expect((await refused({}, forged)).status).toBe(403);
    expect((await kept()).length).toBe(before);
  });

  it('of a visitor has one, until one network has had too many: then it is the answer itself', async () => {
    const answers: number[] = [];
    for (let n = 0; n < 6; n++) {
      const visitor = new Navigator(web);
      const wrong = { login: `nobody-${n}`, password: 'wrong' };
      const sent = await visitor.post('/desk/sign-in', wrong, '/desk/sign-in');
      answers.push(sent.status);
      if (sent.status !== 303) continue;
      const shown = await visitor.get(sent.location!);
      expect([shown.status, shown.text.includes(`nobody-${n}`)]).toEqual([401, true]);
      expect((await new Navigator(web).get(sent.location!)).text).not.toContain(`nobody-${n}`);
    }
    expect(answers).toEqual([303, 303, 303, 303, 303, 401]);
  });
});

import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { PRIVACY_NOTICE_VERSION } from '@app/intake';
import { Reader } from '@app/platform';
import { ApiClient } from '../../../../test/support/api-client.js';
import { Browse } from '../../../../test/support/browse.js';
import { DATABASES } from '../../../../test/support/databases.js';
import { pdf } from '../../../../test/support/sample-files.js';
import { startTestWeb, type TestWeb } from '../../../../test/support/web.js';
import { fileWords } from '../case-parts/files/words.js';
import { problemWords } from '../site/problem-words.js';
import { siteWords } from '../site/words.js';
import { kioskWords } from './words.js';

const said = kioskWords['zh-TW'];
const seconds = (n: number) => n * 1_000;
const SECONDS = 60;
const WARNED = 20;
const SLACK = 60;
const SERVICE = 'sme.finance-diagnosis';
const REPORT: [string, Record<string, string>][] = [
  ['service', { service: SERVICE }],
  ['subject', { subject: '路燈不亮' }],
  ['privacy', { read: `${PRIVACY_NOTICE_VERSION} ${SERVICE}` }],
];
const HERS = ['case', 'draft', 'form', 'lang', 'tried'];

describe.each(DATABASES)('a shared screen, on %s', (_name, postgres) => {
  let web: TestWeb;
  let jar: Map<string, string>;
  let browse: Browse;
  let number: string;
  let code: string;
  beforeAll(async () => {
    const env = { KIOSK_SECONDS: String(SECONDS), KIOSK_PIN: '24681357', INTAKE_PER_ADDRESS_HOUR: '1000' };
    web = await startTestWeb({ postgres, env: { ...env, UPLOADS_PER_ADDRESS_HOUR: '1000' } });
    const contact = { name: '王小明', email: 'ming@example.tw' };
    const report = { service: SERVICE, subject: '貸款', description: '想了解貸款', contact };
    const { body } = await new ApiClient(web).post('/api/v1/cases', report);
    [number, code] = [body.caseNumber, body.lookupCode];
  }, 60_000);
  afterAll(() => web.close());
  beforeEach(async () => {
    jar = new Map();
    browse = new Browse(web, jar);
    await browse.get('/kiosk');
    await browse.post('/kiosk', {});
  });

  const headers = async (path: string) => {
    const answer = await fetch(`${web.url}${path}`, {
      redirect: 'manual',
      headers: { cookie: browse.cookies },
    });
    return answer.headers;
  };
  const table = async (name: string) => (await web.rowCounts([name]))[name]!;
  /** A draft with a file, an opened case with something typed for it, and the other language. */
  async function used(): Promise<void> {
    await browse.get('/?lang=en');
    await browse.get('/cases/new/service');
    for (const [name, typed] of REPORT) await browse.post(`/cases/new/${name}`, typed);
    await browse.get('/cases/new/details');
    const files = [{ name: 'a.pdf', bytes: pdf() }];
    await browse.upload('/cases/new/details', { description: '巷口', district: '' }, files);
    await browse.get('/progress');
    await browse.post('/progress', { caseNumber: number, lookupCode: code });
    await browse.get(`/cases/${number}/message`);
    const pressed = { text: '還沒寫完', lang: 'en' };
    await browse.upload(`/cases/${number}/message`, pressed, [{ name: 'b.pdf', bytes: pdf('b') }]);
    expect([await table('draft'), await staged()]).toEqual([2, 2]);
  }
  const staged = async () =>
    (await web.get(Reader).rows('SELECT id FROM attachment WHERE draft IS NOT NULL')).length;
  /** Nothing of hers is here, in the database or in the browser. */
  async function expectCleared(): Promise<void> {
    expect(await table('draft')).toBe(0);
    expect(await staged()).toBe(0);
    expect([...jar].filter(([name]) => HERS.includes(name))).toEqual([]);
    const stranger = new Browse(web);
    for (const path of [
      '/cases/new/details',
      '/cases/new/done',
      `/cases/${number}`,
      `/cases/${number}/message`,
    ]) {
      const [mine, theirs] = [await browse.get(path), await stranger.get(path)];
      expect([path, mine.status, mine.location]).toEqual([path, theirs.status, theirs.location]);
    }
  }

  it('begins without what was in the browser before', async () => {
    jar = new Map();
    browse = new Browse(web, jar);
    await used();
    await browse.get('/kiosk');
    await browse.post('/kiosk', {});
    expect([await table('draft'), await staged()]).toEqual([0, 0]);
    expect(['case', 'draft', 'tried'].filter((name) => jar.has(name))).toEqual([]);
  });

  it('is cleared by its button: drafts, their files, her case, the language', async () => {
    await used();
    expect((await browse.post('/kiosk/done', {})).location).toBe('/kiosk/cleared');
    await expectCleared();
    expect((await browse.get('/kiosk/cleared')).text).toContain(said.cleared.title);
  });

  it('is cleared when the warning has passed, and not before', async () => {
    await used();
    const still = await headers('/kiosk/still?to=/cases/new/details');
    expect(still.get('refresh')).toBe(`${WARNED};url=/kiosk/over`);
    await browse.get('/kiosk/still?to=/cases/new/details');
    web.time.forward(seconds(WARNED - 2));
    expect([(await browse.get('/kiosk/over')).location, await table('draft')]).toEqual(['/', 2]);
    web.time.forward(seconds(WARNED));
    expect((await browse.get('/kiosk/over')).location).toBe('/kiosk/cleared');
    await expectCleared();
  });

  it.each([
    ['without script', {}, SECONDS * 5],
    ['with script', { 'kiosk-script': 'on' }, SECONDS],
  ])('clears by itself what was left, at the next request, %s', async (_what, cookies, after) => {
    await used();
    for (const [name, value] of Object.entries(cookies)) jar.set(name, value);
    web.time.forward(seconds(after + SLACK));
    expect((await browse.get('/cases/new/details')).status).toBe(200);
    web.time.forward(seconds(after + SLACK) + 1);
    const sent = await browse.post('/cases/new/details', { description: 'the next visitor' });
    expect(sent.location).toBe('/kiosk/over');
    expect((await browse.get('/kiosk/over')).location).toBe('/kiosk/cleared');
    await expectCleared();
  });

  it('is not left while somebody touches it, on one page', async () => {
    await used();
    jar.set('kiosk-script', 'on');
    for (let minute = 0; minute < 10; minute++) {
      web.time.forward(seconds(SECONDS));
      expect((await browse.post('/kiosk/touch', {})).status).toBe(204);
    }
    expect((await browse.get('/cases/new/details')).status).toBe(200);
    await browse.post('/kiosk/done', {});
  });

  it('warns by a header where there is no script: later where she types', async () => {
    const refresh = async (path: string) => (await headers(path)).get('refresh');
    const to = (path: string) => `/kiosk/still?${new URLSearchParams({ to: path })}`;
    expect(await refresh('/services?q=補助')).toBe(
      `${SECONDS - WARNED};url=${to(`/services?${new URLSearchParams({ q: '補助' })}`)}`,
    );
    expect(await refresh('/cases/new/service')).toBe(
      `${SECONDS * 5 - WARNED};url=${to('/cases/new/service')}`,
    );
    for (const path of ['/kiosk', '/kiosk/cleared']) expect(await refresh(path)).toBeNull();
    jar.set('kiosk-script', 'on');
    expect(await refresh('/services')).toBeNull();
    expect(await refresh('/surveys/geheim')).toBeNull();
    jar.delete('kiosk-script');
    expect(await refresh('/surveys/geheim')).not.toContain('geheim');
  });

  it.each(['//evil.example', 'https://evil.example', '/\\evil.example', 'x', ''])(
    'leads back to no other place: %j',
    async (to) => {
      const { text } = await browse.get(`/kiosk/still?${new URLSearchParams({ to })}`);
      expect(/href="([^"]*)" role="button"/.exec(text)?.[1]).toBe('/');
    },
  );

  it('keeps no page in the browser, and no field is filled in by it', async () => {
    for (const path of ['/', '/services', '/progress', '/kiosk/cleared', '/nowhere'])
      expect([path, (await headers(path)).get('cache-control')]).toEqual([path, 'no-store']);
    await browse.get('/cases/new/service');
    for (const [name, typed] of REPORT) await browse.post(`/cases/new/${name}`, typed);
    await browse.post('/cases/new/details', { description: '巷口', district: '' });
    for (const path of [
      '/cases/new/contact',
      '/cases/new/subject',
      '/progress',
      '/progress/lost-code',
      '/services',
    ]) {
      const { text } = await browse.get(path);
      const main = text.split('<main')[1]!;
      const forms = main.match(/<form [^>]*>/g) ?? [];
      expect([path, forms.length > 0, forms.filter((one) => !one.includes('autocomplete="off"'))]).toEqual([
        ...[path, true, []],
      ]);
      expect([path, main.match(/autocomplete="(?!off)[^"]*"/g)]).toEqual([path, null]);
    }
    await browse.post('/kiosk/done', {});
  });

  it('downloads nothing of a case, and says where to', async () => {
    await used();
    await browse.upload(`/cases/${number}/message`, { text: '附件' }, [{ name: 'c.pdf', bytes: pdf('c') }]);
    const { text } = await browse.get(`/cases/${number}`);
    expect(text).toContain(fileWords.en.notHere);
    expect(text).not.toMatch(/attachments\/[\w-]+"/);
    const [{ id } = { id: '' }] = await web
      .get(Reader)
      .rows<{ id: string }>('SELECT id FROM attachment WHERE draft IS NULL');
    const refused = await browse.get(`/cases/${number}/attachments/${id}`);
    expect([refused.status, refused.text.includes(problemWords('not-on-shared-screen', 'en'))]).toEqual([
      409,
      true,
    ]);
    await browse.post('/kiosk/done', {});
  });

  it('stays one until the PIN is given; wrong ones are counted', async () => {
    expect((await browse.get('/kiosk')).text).toContain(said.off.pin);
    const wrong = await browse.post('/kiosk/leave', { pin: '1234' });
    expect([wrong.status, wrong.text.includes(said.off.wrong)]).toEqual([422, true]);
    expect((await browse.post('/kiosk/leave', {})).status).toBe(422);
    expect((await browse.post('/kiosk/leave', { pin: '24681357' })).location).toBe('/');
    expect((await browse.get('/')).text).not.toContain(siteWords['zh-TW'].kiosk.done);
    const many = new Browse(web);
    await many.get('/kiosk');
    await many.post('/kiosk', {});
    await many.get('/kiosk');
    const answers = await Promise.all(
      Array.from({ length: 100 }, (_, n) => many.post('/kiosk/leave', { pin: `wrong ${n}` })),
    );
    expect(answers.filter(({ status }) => status === 422).length).toBe(10);
    expect(answers.filter(({ status }) => status === 429).length).toBe(90);
  });

  it('is what only its own browser is: others have neither button nor clearing', async () => {
    const other = new Browse(web);
    expect((await other.get('/')).text).not.toContain('kiosk');
    await other.get('/kiosk');
    for (const path of ['/kiosk/done', '/kiosk/leave'])
      expect((await other.post(path, {})).location).toBe('/kiosk');
    expect((await other.get('/kiosk/over')).location).toBe('/kiosk');
  });
});

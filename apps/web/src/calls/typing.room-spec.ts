import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { PRIVACY_NOTICE_VERSION } from '@app/intake';
import { days, minutes, Reader } from '@app/platform';
import { Browse, type Page } from '../../../../test/support/browse.js';
import { DATABASES, PASSWORD, startTestWeb, type TestWeb } from '../../../../test/support/web.js';
import { signedIn } from '../spec-support.js';

const FORM = '/desk/calls/new';
const TEXT = '路燈在下雨天就不亮';

describe.each(DATABASES)('a call that is being typed, on %s', (_name, postgres) => {
  let web: TestWeb;
  let agent: Browse;
  let keys = 0;

  beforeAll(async () => {
    web = await startTestWeb({ postgres, env: { IDLE_LOGOUT_MINUTES: '30', STAFF_DRAFT_DAYS: '3' } });
    await signedIn(web, 'demo.guidance', ['FRONTLINE_AGENT'], 'agent');
  }, 60_000);
  afterAll(() => web.close());
  beforeEach(async () => {
    agent = await Browse.signedIn(web, 'agent', PASSWORD);
  });

  const form = (more: Record<string, string> = {}) => {
    const key = `call-key-${++keys}`;
    return {
      ...{ channel: 'PHONE', matter: 'CONSULTATION', service: 'demo.consultation', subject: '路燈' },
      ...{ description: TEXT, 'contact.name': '王小明', key, page: `page-${keys}`, ...more },
    };
  };
  const keep = (typed: Record<string, string>, turn = 1) =>
    agent.post('/desk/calls/keep', { ...typed, turn: `${turn}` });
  const page = ({ key }: { key: string }) => `${FORM}?draft=${key}`;
  const shown = (typed: { key: string }, by = agent): Promise<Page> => by.get(page(typed));
  const CASE = { noticeRead: 'yes', noticeVersion: PRIVACY_NOTICE_VERSION };
  const contacts = async () => (await web.get(Reader).rows('SELECT id FROM contact')).length;

  it('is kept, goes on at an address of its own, and is seen by no one else', async () => {
    const typed = form();
    expect((await keep(typed)).status).toBe(204);
    expect((await shown(typed)).text).toMatch(/草稿，儲存於[^]*路燈在下雨天就不亮[^]*王小明/);
    await signedIn(web, 'demo.guidance', ['FRONTLINE_AGENT'], `other-${keys}`);
    const other = await Browse.signedIn(web, `other-${keys}`, PASSWORD);
    expect((await shown(typed, other)).text).not.toContain('王小明');
    expect((await other.get(FORM)).text).not.toContain('還沒送出的來電');
  });

  it('is not mixed with the next caller: a new form is empty and names it', async () => {
    const first = form({ subject: '第一通' });
    const second = form({ subject: '第二通', 'contact.name': '陳大同' });
    await keep(first);
    web.time.forward(minutes(1));
    await keep(second);
    const { text } = await agent.get(FORM);
    expect(text).toMatch(/還沒送出的來電[^]*第二通[^]*第一通/);
    expect(text).not.toContain('王小明');
    expect((await shown(first)).text).toContain('王小明');
    expect((await shown(second)).text).toMatch(/第一通[^]*陳大同/);
  });

  it.each<[string, string, Record<string, string>, number]>([
    ['is refused', 'case', {}, 422],
    ['would lose what is filled in', 'solved', { answer: '已說明' }, 422],
    ['is sent for the other language', 'case', { lang: 'en' }, 200],
    ['asks for the cases of the caller', 'who', { caller: '0912-345-678' }, 200],
    ['asks for answers', 'faq', {}, 200],
  ])('stays when the form %s', async (_what, ending, more, status) => {
    const typed = form(more);
    expect((await agent.post(`/desk/calls/${ending}`, typed)).status).toBe(status);
    expect((await shown(typed)).text).toContain(TEXT);
  });

  it.each(['solved', 'case', 'attached', 'asked', 'who', 'faq', 'save'])(
    'is there after signing in, at the same form, when it was sent to %s with an ended session',
    async (ending) => {
      const typed = form();
      const before = await contacts();
      web.time.forward(minutes(31));
      const sent = await agent.post(`/desk/calls/${ending}`, typed);
      expect(sent.location).toBe(`/desk/sign-in?next=${encodeURIComponent(page(typed))}`);
      expect(await contacts()).toBe(before);
      agent = await Browse.signedIn(web, 'agent', PASSWORD);
      expect((await shown(typed)).text).toContain(TEXT);
    },
  );

  it('is kept also by the script of a page whose session has ended', async () => {
    const typed = form();
    web.time.forward(minutes(31));
    expect((await keep(typed)).status).toBe(303);
    agent = await Browse.signedIn(web, 'agent', PASSWORD);
    expect((await shown(typed)).text).toContain(TEXT);
  });

  it('without script is kept by a button, and leads back to itself', async () => {
    const typed = form();
    expect((await agent.get(FORM)).text).toMatch(/<noscript>[^]*\/desk\/calls\/save[^]*<\/noscript>/);
    expect((await agent.post('/desk/calls/save', typed)).location).toBe(page(typed));
    expect((await shown(typed)).text).toContain(TEXT);
  });

  it('is discarded by one press', async () => {
    const typed = form();
    await keep(typed);
    expect((await agent.post('/desk/calls/discard', { key: typed.key })).location).toBe(FORM);
    expect((await shown(typed)).text).not.toContain(TEXT);
    await keep(typed, 2);
    expect((await shown(typed)).text).not.toContain(TEXT);
  });

  it.each<[string, string, Record<string, string>]>([
    ['counted', 'solved', { answer: '已說明', description: '', 'contact.name': '' }],
    ['made a case', 'case', CASE],
  ])('ends when the call is %s, and a late save does not bring it back', async (_what, ending, more) => {
    const typed = form({ subject: `記下的來電 ${++keys}`, ...more });
    await keep(typed);
    expect((await agent.post(`/desk/calls/${ending}`, typed)).status).toBe(ending === 'case' ? 200 : 303);
    await keep(typed, 2);
    expect((await agent.get(FORM)).text).not.toContain(typed.subject);
    expect((await shown(typed)).text).not.toContain(typed.subject);
  });

  it('is remembered as logged for ten minutes, and no longer', async () => {
    const typed = form({ answer: '已說明', description: '', 'contact.name': '' });
    await keep(typed);
    expect((await agent.post('/desk/calls/solved', typed)).status).toBe(303);
    const until = async () => {
      const sql = 'SELECT "expiresAt" FROM draft WHERE place = $1';
      return Number(
        (await web.get(Reader).row<{ expiresAt: number }>(sql, [`call ${typed.key}`]))!.expiresAt,
      );
    };
    expect(await until()).toBe(web.time.now() + minutes(10));
  });

  it('drawn again takes what its new page sends, and nothing late of the old page', async () => {
    const typed = form();
    await keep({ ...typed, description: 'old' }, 7);
    await keep({ ...typed, page: 'drawn-again', description: 'new' }, 1);
    expect((await shown(typed)).text).toContain('new');
    await keep({ ...typed, page: 'drawn-again', description: 'newer' }, 3);
    await keep({ ...typed, page: 'drawn-again', description: 'late' }, 2);
    expect((await shown(typed)).text).toContain('newer');
  });

  it('leaves nothing of a form in which nothing was filled in', async () => {
    await keep({ key: 'untouched', page: 'p', channel: 'COUNTER', matter: 'PETITION', noticeVersion: 'x' });
    expect((await agent.get(FORM)).text).not.toContain('untouched');
    await keep({ key: 'looked-for', page: 'p', caller: '0912-345-678' });
    expect((await agent.get(FORM)).text).toContain('looked-for');
  });

  it('is sealed, and gone after the days that were set', async () => {
    const typed = form();
    await keep(typed);
    const [row] = await web
      .get(Reader)
      .rows<{ body: string }>('SELECT body FROM draft WHERE place = $1', [`call ${typed.key}`]);
    expect(row!.body).not.toMatch(/王小明|路燈/);
    web.time.forward(days(3));
    agent = await Browse.signedIn(web, 'agent', PASSWORD);
    expect((await shown(typed)).text).not.toContain(TEXT);
  });

  it('is kept for no one who logs no calls, and at no place but its own', async () => {
    const auditor = await signedIn(web, 'demo.guidance', ['AUDITOR'], `auditor-${keys}`);
    const typed = form();
    for (const path of ['keep', 'save', 'discard'])
      expect((await auditor.post(`/desk/calls/${path}`, typed)).status).toBe(404);
    await keep({ ...typed, key: 'a b' });
    const places = await web.get(Reader).rows('SELECT place FROM draft WHERE place LIKE $1', ['call a%']);
    expect(places).toEqual([]);
  });
});

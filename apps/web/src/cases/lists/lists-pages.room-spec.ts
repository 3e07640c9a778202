import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TrailEvent } from '@app/people';
import { days, Reader } from '@app/platform';
import { ApiClient } from '../../../../../test/support/api-client.js';
import { Browse, type Page } from '../../../../../test/support/browse.js';
import { PASSWORD, DATABASES, startTestWeb, type TestWeb } from '../../../../../test/support/web.js';

const MATTER = { service: 'demo.consultation', description: '內容' };

describe.each(DATABASES)('lists at the desk, on %s', (_name, postgres) => {
  let web: TestWeb;
  let api: ApiClient;
  let agent: Browse;
  let head: Browse;
  let supervisor: Browse;
  const numbers: string[] = [];

  /** Counted lists are those of cases that came by e-mail; what a test logs for itself came by letter. */
  async function log(subject: string, changes: { name?: string; channel?: 'EMAIL' } = {}): Promise<string> {
    const { name = '王小明', channel = 'LETTER' } = changes;
    const contact = { name, email: 'ming@example.tw', phone: '0912-345-678' };
    const { body } = await api.post('/api/v1/staff/cases', { ...MATTER, subject, channel, contact });
    web.time.forward(1_000);
    return String(body.caseNumber);
  }
  beforeAll(async () => {
    web = await startTestWeb({ postgres, env: { DEMO: 'true' } });
    await web.demoStaff();
    api = await ApiClient.of(web, 'agent');
    for (let n = 0; n < 30; n++) numbers.push(await log(`第 ${n} 案`, { channel: 'EMAIL' }));
    [agent, head, supervisor] = (await Promise.all(
      ['agent', 'head', 'supervisor'].map((login) => Browse.signedIn(web, login, PASSWORD)),
    )) as [Browse, Browse, Browse];
  }, 60_000);
  afterAll(() => web.close());

  const links = ({ text }: Page, path: RegExp) =>
    [...text.matchAll(/href="([^"]+)"/g)]
      .map(([, href]) => href!.replaceAll('&amp;', '&'))
      .filter((href) => path.test(href));
  const casesOn = (page: Page) => links(page, /^\/desk\/cases\/DEMO-[^?]+\?from=/);
  const numberIn = (href: string) => /cases\/([^?]+)/.exec(href)![1]!;

  describe('the ways from case to case', () => {
    it('lead through a list in its order and across its pages, and back to it', async () => {
      const [first] = casesOn(await agent.get('/desk/cases?queue=open&channel=EMAIL'));
      const seen: string[] = [];
      for (let at: string | undefined = first; at;) {
        seen.push(numberIn(at));
        const page: Page = await agent.get(at);
        expect(page.text).toContain(`第 ${seen.length} 件，共 30 件`);
        expect(links(page, /^\/desk\/cases\?queue=open/)).toContain('/desk/cases?queue=open&channel=EMAIL');
        at = casesOn(page).find((href) => !seen.includes(numberIn(href)));
      }
      expect(seen).toHaveLength(30);
      expect(new Set(seen)).toEqual(new Set(numbers));
    });

    it('stay where the case was while acts give it another date', async () => {
      const list = casesOn(await agent.get('/desk/cases?queue=open'));
      const [before, here, after] = list.slice(3, 6) as [string, string, string];
      const back = `list ${new URL(here, web.url).searchParams.get('from')!}`;
      const done = await agent.post(`/desk/cases/${numberIn(here)}/acts/note`, {
        text: '已聯絡',
        back,
        key: 'a note',
      });
      expect(done.location).toContain('?done=note&from=');
      const page = await agent.get(done.location!);
      expect(casesOn(page).map(numberIn)).toEqual([numberIn(before), numberIn(after)]);
    });

    it.each(['0912345678', '0912-345-678', '＋886 912 345 678', 'ming@example.tw'])(
      'are not carried on from a search for a person: %s',
      async (q) => {
        const page = await supervisor.get(`/desk/cases?q=${encodeURIComponent(q)}`);
        expect(page.text).toContain('DEMO-');
        const carried = links(page, /^\/desk\/(cases\/|export)/);
        expect(carried.filter((href) => /\?|export/.test(href))).toEqual([]);
        expect(/name="back" value="([^"]*)"/.exec(page.text)![1]).toBe('/desk/cases');
      },
    );

    it.each([
      'https://elsewhere.example/desk/cases?cursor=1_01900000-0000-7000-8000-000000000000',
      '//elsewhere.example',
      '/desk/board?cursor=1_01900000-0000-7000-8000-000000000000',
      '/desk/cases?queue=open',
      '/desk/cases/export?cursor=1_01900000-0000-7000-8000-000000000000',
      '/desk/cases?queue=none&cursor=1_01900000-0000-7000-8000-000000000000',
      '/desk/cases?unit=sme.service-desk&cursor=1_01900000-0000-7000-8000-000000000000',
      "/desk/cases?cursor=1_'--",
      '/desk/cases?q=%00',
      'javascript:alert(1)',
    ])('are not shown for %s, and the case is', async (from) => {
      const page = await agent.get(`/desk/cases/${numbers[0]!}?from=${encodeURIComponent(from)}`);
      expect([page.status, page.text.includes('清單中的前後案件')]).toEqual([200, false]);
      const back = { text: '註記', back: `list ${from}`, key: `key ${from}` };
      const { location } = await agent.post(`/desk/cases/${numbers[0]!}/acts/note`, back);
      expect(location!.startsWith(`/desk/cases/${numbers[0]!}?done=note`)).toBe(true);
    });
  });

  describe('a saved list', () => {
    const save = (who: Browse, typed: Record<string, string>) => who.submit('/desk/lists', typed);
    /** The address of a new list of the agent. */
    const saved = async (name: string) => {
      const page = await save(agent, { name, queue: 'open', channel: 'EMAIL' });
      return /(\/desk\/lists\/[\w-]{36})"[^>]*aria-current/.exec(page.text)![1]!;
    };

    it('stands in the menu with its number, and opens filtered', async () => {
      const page = await save(agent, {
        name: '電郵 <b>案件</b>',
        queue: 'open',
        channel: 'EMAIL',
        status: '',
      });
      expect(page.text).toContain('電郵 &lt;b>案件&lt;/b>');
      expect(page.text).not.toContain('<b>案件');
      expect(page.text).toContain('30<span class="unseen">件</span>');
      expect(page.text).toMatch(/<option selected value="EMAIL"|<option value="EMAIL" selected/);
      expect(casesOn(page)).toHaveLength(25);
    });

    it('is where a case that was opened from it leads back to, also past a step and an act', async () => {
      const list = await saved('回到這份清單');
      const opened = casesOn(await agent.get(list))[0]!;
      const isBack = (page: Page) => links(page, /^\/desk\/(lists\/|cases\?)/).includes(list);
      const backIn = async (href: string) => {
        const page = await agent.get(href);
        const way = /<nav class="case-way[^]*?<\/nav>/.exec(page.text)![0];
        expect(isBack({ ...page, text: way })).toBe(true);
        return casesOn({ ...page, text: way });
      };
      const [next] = await backIn(opened);
      await backIn(next!);
      const back = `list ${new URL(opened, web.url).searchParams.get('from')!}`;
      const done = await agent.post(`/desk/cases/${numberIn(opened)}/acts/note`, {
        text: 'x',
        back,
        key: back,
      });
      await backIn(done.location!);
    });

    it('stands in the menu with its number also where there are many', async () => {
      for (let n = 0; n < 12; n++)
        await save(supervisor, { name: `第 ${n} 份`, queue: 'open', channel: 'EMAIL' });
      const { text } = await supervisor.get('/desk/cases');
      const counted = [...text.matchAll(/<bdi>第 \d+ 份<\/bdi>[^]*?<\/a>/g)].map(
        ([item]) => /\d+(?=<)/.exec(item.slice(item.indexOf('</bdi>')))?.[0],
      );
      expect(counted).toHaveLength(12);
      expect(new Set(counted).size).toBe(1);
      expect(counted[0]).toMatch(/^\d+$/);
    });

    it('goes on to its second page', async () => {
      const first = await agent.get(await saved('有第二頁的'));
      const [next] = links(first, /cursor=[^&]+$/).filter((href) => href.startsWith('/desk/lists'));
      expect(casesOn(await agent.get(next!))).toHaveLength(5);
    });

    it('is refused in words under a name that is taken, and what was typed stays', async () => {
      await save(head, { name: '同名', queue: 'unit' });
      const again = await save(head, { name: '同名', queue: 'open', status: 'RECEIVED' });
      expect([again.status, again.text.includes('您已經有一份同名的清單')]).toEqual([422, true]);
      expect(again.text).toContain('value="同名"');
      expect(again.text).toContain('name="status" value="RECEIVED"');
    });

    it.each([
      [{ name: '', queue: 'open' }],
      [{ name: 'x'.repeat(10_000), queue: 'open' }],
      [{ name: 'x', queue: 'open', unit: 'sme.service-desk' }],
      [{ name: 'x', queue: 'open', status: 'NONE' }],
      [{ name: 'x', queue: 'open', handler: "' OR 1=1 --" }],
    ])('is not saved for %j', async (typed) =>
      expect((await save(agent, typed as Record<string, string>)).status).toBe(422),
    );

    it('of another person is not there', async () => {
      const own = await saved('自己的');
      for (const call of [head.get(own), head.post(own, { name: 'x' }), head.post(`${own}/remove`, {})])
        expect((await call).status).toBe(404);
      expect((await agent.get(own)).status).toBe(200);
    });

    it('whose values are gone says so and opens', async () => {
      const { SavedLists } = await import('@app/lists');
      const { Staff } = await import('@app/people');
      const row = await web.get(Reader).repository(Staff).findOneByOrFail({ login: 'agent' });
      const actor = { ...row, kind: 'staff' as const };
      const filters = {
        queue: 'open',
        unit: 'demo.gone',
        service: 'demo.gone',
        handler: 'gone',
        status: 'OLD',
      };
      const { id } = await web.get(SavedLists).save(actor, { name: '舊的', shared: false, filters });
      const page = await agent.get(`/desk/lists/${id}`);
      expect([page.status, casesOn(page).length]).toEqual([200, 25]);
      for (const name of ['狀態', '服務項目', '承辦單位', '承辦人'])
        expect(page.text).toContain(`「${name}」的值已不存在`);
    });

    it('is shared by a head with her unit, and marked there', async () => {
      await save(head, { name: '單位要看的', queue: 'unit', shared: 'yes' });
      const handler = await Browse.signedIn(web, 'handler', PASSWORD);
      expect((await handler.get('/desk/cases')).text).toMatch(
        /單位要看的<\/bdi><span class="origin">單位分享/,
      );
      expect((await agent.get('/desk/cases')).text).not.toContain('單位要看的');
      const refused = await save(handler, { name: '我也要', queue: 'unit', shared: 'yes' });
      expect([refused.status, refused.text.includes('只有主管可以')]).toEqual([422, true]);
    });
  });

  describe('an export', () => {
    const rowsOf = ({ text }: Page) => text.trim().split('\r\n').length - 1;
    const logged = () => web.get(Reader).repository(TrailEvent).findBy({ type: 'EXPORTED' });

    it('has the whole list, the contact in part, and is logged', async () => {
      const file = await supervisor.post('/desk/export', { queue: 'open', channel: 'EMAIL' });
      expect(file.status).toBe(200);
      expect(rowsOf(file)).toBe(30);
      expect(file.text).toContain('王○明,***678,m***@example.tw');
      for (const whole of ['王小明', 'ming@', '912345678']) expect(file.text).not.toContain(whole);
      const rows = await logged();
      const detail = { organisation: 'demo', filters: { queue: 'open', channel: 'EMAIL' }, searched: false };
      expect(rows.at(-1)).toMatchObject({ detail });
    });

    it('begins with a BOM, and no subject can become a formula', async () => {
      const attack = await log('=HYPERLINK("http://x","按這裡")', { name: '＋小明' });
      const response = await fetch(`${web.url}/desk/export`, {
        method: 'POST',
        headers: { cookie: supervisor.cookies, 'content-type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams({ csrf: await tokenOf(supervisor), cases: attack }).toString(),
      });
      const bytes = Buffer.from(await response.arrayBuffer());
      expect(bytes.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
      expect(response.headers.get('content-disposition')).toContain(
        'attachment; filename="cases.csv"; filename*=UTF-8\'\'',
      );
      const row = bytes.toString().split('\r\n')[1]!;
      expect(row).toContain(`${attack},"'=HYPERLINK(""http://x"",""按這裡"")"`);
      expect(row).not.toMatch(/,[=+\-@＝＋－＠]/);
    });

    it('of a search does not log its words', async () => {
      const file = await supervisor.post('/desk/export', { queue: 'all', q: '0912345678' });
      expect(rowsOf(file)).toBeGreaterThan(0);
      const last = (await logged()).at(-1)!;
      expect(last.detail).toMatchObject({ searched: true });
      expect(JSON.stringify(last.detail)).not.toContain('912');
    });

    it('is for some roles only, and for what they see', async () => {
      const before = (await logged()).length;
      expect((await agent.post('/desk/export', { queue: 'open' })).status).toBe(404);
      expect((await agent.get('/desk/export')).status).toBe(404);
      expect((await logged()).length).toBe(before);
      const own = await head.post('/desk/export', { cases: numbers.slice(0, 2).join(' ') });
      expect([own.status, rowsOf(own)]).toEqual([200, 0]);
    });
    const tokenOf = async (browse: Browse) => {
      await browse.get('/desk/password');
      return browse.token;
    };
  });

  describe('an act on ticked cases', () => {
    it('asks first, says what was done and why not, and does nothing again on Reload', async () => {
      const [one, two] = [await log('要分派的'), await log('已撤回的')];
      await api.post(`/api/v1/staff/cases/${two}/acts/withdraw`, { reason: '不需要了' });
      const form = await agent.get(
        `/desk/bulk/assign?cases=${one}&cases=${two}&back=%2Fdesk%2Fcases%3Fqueue%3Dopen`,
      );
      expect(form.text).toContain('選取的案件，共 2 件');
      const key = /name="key" value="([^"]+)"/.exec(form.text)![1]!;
      const typed = {
        key,
        cases: `${one} ${two}`,
        assignee: 'demo.guidance',
        back: '/desk/cases?queue=open',
      };
      const done = await agent.submit('/desk/bulk/assign', typed);
      expect(done.text).toContain('2 件中完成 1 件');
      expect(done.text).toContain('目前的狀態不能做這個動作');
      expect(links(done, /queue=open/)).toContain('/desk/cases?queue=open');
      const again = await agent.post('/desk/bulk/assign', typed);
      const undo = await agent.submit(again.location!.replace(/\?.*/, '/undo'), { back: '/desk' });
      expect(undo.text).toContain('已復原');
      const { body } = await api.get(`/api/v1/staff/cases/${one}`);
      expect(body.history.filter(({ type }: { type: string }) => type.endsWith('ASSIGNED'))).toHaveLength(2);
    });

    it.each([
      ['nothing chosen', { cases: 'ALL', assignee: '' }, 422],
      ['no case', { cases: '', assignee: 'demo.guidance' }, 422],
      ['10,000 numbers', { cases: 'x '.repeat(10_000), assignee: 'demo.guidance' }, 422],
      ['no number', { cases: "' OR 1=1 --", assignee: 'demo.guidance' }, 422],
      ['a unit of another agency', { cases: 'ALL', assignee: 'sme.service-desk' }, 422],
      ['markup', { cases: 'ALL', assignee: '<script>' }, 422],
    ])('refuses %s in words', async (_what, typed, status) => {
      const cases = typed.cases === 'ALL' ? numbers[15]! : typed.cases;
      const page = await agent.post('/desk/bulk/assign', {
        ...{ ...typed, cases, key: 'x' },
        back: 'javascript:alert(1)',
      });
      expect(page.status).toBe(status);
      expect(page.text).toContain('error-summary');
      expect(page.text).not.toContain('<script>');
      expect(page.text).not.toContain('javascript:');
    });

    it('says of an empty choice what to do', async () => {
      const page = await agent.get('/desk/bulk/assign');
      expect([page.status, page.text.includes('還沒有選取案件')]).toEqual([200, true]);
      expect((await agent.get('/desk/bulk/reply')).status).toBe(404);
      expect((await agent.get('/desk/bulk/chase')).status).toBe(404);
    });
  });

  describe('the page of all places', () => {
    it('has the places of the role, the lists, the saved ones and the acts of a case', async () => {
      await agent.submit('/desk/lists', { name: '我存的', queue: 'open' });
      const page = await agent.get(`/desk/go?case=${numbers[20]!}`);
      for (const text of ['新來電', '未結案件', '我存的', '分派', '管理我的清單'])
        expect(page.text).toContain(text);
      expect(page.text).toContain(`/desk/cases/${numbers[20]!}#form-assign`);
      expect(page.text).not.toContain('辦公日曆');
    });

    it('opens a case by its number, also a short one, and no other', async () => {
      const number = numbers[21]!;
      const { location } = await agent.get(`/desk/go?q=${number.replaceAll('-', '')}`);
      expect(location).toBe(`/desk/cases/${number}`);
      expect((await head.get(`/desk/go?q=${number}`)).status).toBe(200);
      expect((await agent.get('/desk/go?q=0912345678')).status).toBe(200);
      expect((await agent.get(`/desk/go?q=${'9'.repeat(10_000)}`)).status).toBe(200);
    });

    it('narrows what it shows to what is typed', async () => {
      const page = await agent.get(`/desk/go?q=${encodeURIComponent('逾期')}`);
      expect(page.text).toContain('queue=overdue');
      expect(page.text).not.toContain('queue=closed"');
      expect((await agent.get('/desk/go?q=%3Cb%3E')).text).toContain('沒有符合的項目');
    });
  });

  it('keeps what was written for several cases when the session has ended', async () => {
    const typed = {
      cases: numbers[25]!,
      days: '3',
      text: '請說明目前進度',
      back: '/desk/cases?queue=open',
      key: 'k',
    };
    const now = web.time.now();
    const before = await Browse.signedIn(web, 'supervisor', PASSWORD);
    await before.get('/desk/bulk/chase');
    web.time.forward(days(3));
    const { location } = await before.post('/desk/bulk/chase', typed);
    expect(location).toContain(encodeURIComponent('/desk/bulk/chase'));
    const again = await Browse.signedIn(web, 'supervisor', PASSWORD);
    const page = await again.get('/desk/bulk/chase');
    for (const text of [numbers[25]!, '請說明目前進度']) expect(page.text).toContain(text);
    const done = await again.submit('/desk/bulk/chase', { ...typed, key: 'k2' });
    expect(done.text).toContain('1 件中完成 1 件');
    expect((await again.get('/desk/bulk/chase')).text).not.toContain('請說明目前進度');
    web.time.set(now); // the other sessions have not ended
  });
});

import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { CaseActs, type CaseFile } from '@app/cases';
import { Intake, PRIVACY_NOTICE_VERSION } from '@app/intake';
import { Staff, type StaffActor } from '@app/people';
import { days, Drafts, minutes, Reader } from '@app/platform';
import { Browse, type Page } from '../../../../test/support/browse.js';
import { PASSWORD, DATABASES, startTestWeb, type TestWeb } from '../../../../test/support/web.js';
import * as sample from '../../../../test/support/sample-files.js';
import { signedIn } from '../spec-support.js';

const UNIT = 'demo.guidance';
const TEXT = '寫了很久的答復';

describe.each(DATABASES)('what staff type into the forms of a case, on %s', (_name, postgres) => {
  let web: TestWeb;
  let handler: Browse;
  let other: Browse;
  let actor: StaffActor;
  let file: CaseFile;
  let keys = 0;

  beforeAll(async () => {
    web = await startTestWeb({ postgres, env: { IDLE_LOGOUT_MINUTES: '30', STAFF_DRAFT_DAYS: '3' } });
    handler = await signedIn(web, UNIT, ['CASE_HANDLER', 'FRONTLINE_AGENT'], 'handler');
    other = await signedIn(web, UNIT, ['CASE_HANDLER', 'FRONTLINE_AGENT'], 'other');
    const { id } = await web.get(Reader).repository(Staff).findOneByOrFail({ login: 'handler' });
    const roles = ['CASE_HANDLER' as const, 'FRONTLINE_AGENT' as const];
    actor = { kind: 'staff', id, name: 'handler', organisationId: 'demo', unitId: UNIT, roles };
  }, 60_000);
  afterAll(() => web.close());
  beforeEach(async () => {
    handler = await Browse.signedIn(web, 'handler', PASSWORD);
    const matter = { service: 'demo.finance-diagnosis', subject: '路燈', description: '內容' };
    const contact = { name: '王小明', email: 'ming@example.tw' };
    const taken = { ...matter, contact, channel: 'PHONE', noticeVersion: PRIVACY_NOTICE_VERSION };
    ({ file } = await web.get(Intake).logCase(actor, taken));
  });

  const path = (act = 'reply', what = '') => `/desk/cases/${file.caseNumber}/acts/${act}${what}`;
  const typed = (more: Record<string, string> = {}) => ({ text: TEXT, key: `key-${++keys}`, ...more });
  const shown = (by = handler): Promise<Page> => by.get(`/desk/cases/${file.caseNumber}`);
  const events = async () =>
    (await web.get(Reader).rows('SELECT seq FROM history_event WHERE "caseId" = $1', [file.id])).length;

  it('is kept while it is typed, shown open with its time to the one who typed it, and discarded', async () => {
    expect((await handler.post(path('reply', '/keep'), typed({ turn: '1' }))).status).toBe(204);
    const { text } = await shown();
    expect(text).toMatch(/<details class="act" open id="act-reply"[^]*草稿，儲存於[^]*寫了很久的答復/);
    expect((await shown(other)).text).not.toContain(TEXT);
    expect((await handler.post(path('reply', '/discard'), typed())).status).toBe(303);
    expect((await shown()).text).not.toContain(TEXT);
  });

  it.each<[string, (sent: Record<string, string>) => Promise<Page>]>([
    ['a form', (sent) => handler.post(path(), sent)],
    ['a form with files', (sent) => handler.upload(path(), sent, [{ name: 'a.pdf', bytes: sample.pdf() }])],
  ])('in %s that is sent when the session has ended is there after signing in', async (_what, send) => {
    const before = await events();
    web.time.forward(minutes(31));
    const sent = await send(typed());
    expect(sent.location).toBe(`/desk/sign-in?next=${encodeURIComponent(`/desk/cases/${file.caseNumber}`)}`);
    expect(await events()).toBe(before);
    handler = await Browse.signedIn(web, 'handler', PASSWORD);
    expect((await shown()).text).toMatch(/草稿，儲存於[^]*寫了很久的答復/);
    other = await Browse.signedIn(web, 'other', PASSWORD);
    expect((await shown(other)).text).not.toContain(TEXT);
  });

  const from = (site: string) => {
    const jar = handler.cookies.split('; ').map((one) => one.split('=') as [string, string]);
    return new Browse(web, new Map(jar), { 'sec-fetch-site': site });
  };

  it('in a form of an earlier session is there, and one more press sends it', async () => {
    const [csrf, before] = [handler.token, await events()];
    await handler.post('/desk/sign-in', { login: 'handler', password: PASSWORD });
    expect((await handler.post(path(), typed({ csrf }))).status).toBe(403);
    expect((await shown()).text).not.toContain(TEXT);
    // as browsers say it of their own pages
    const sent = await from('same-origin').post(path(), typed({ csrf }));
    expect([sent.status, sent.location]).toEqual([303, `/desk/cases/${file.caseNumber}`]);
    expect(await events()).toBe(before);
    expect((await shown()).text).toContain(TEXT);
    expect((await handler.post(path(), typed())).status).toBe(303);
    expect(await events()).toBe(before + 1);
  });

  describe('in the forms of two tasks', () => {
    let tasks: string[];
    beforeEach(async () => {
      const add = (taskKind: string) =>
        web.get(CaseActs).perform({
          ...{ actor, caseNumber: file.caseNumber, act: 'add-task', input: { taskKind } },
        });
      await add('VISIT');
      await add('FOLLOW_UP');
      const rows = await web
        .get(Reader)
        .rows<{ id: string }>(`SELECT id FROM case_task WHERE "caseId" = $1 ORDER BY kind DESC`, [file.id]);
      tasks = rows.map(({ id }) => id);
    });
    const keep = (task: string, text: string) =>
      handler.post(path('finish-task', '/keep'), typed({ task, text, turn: '1' }));
    /** What stands in the form of the act of each task, as long as it is there. */
    const texts = async (page?: Page) => {
      const { text } = page ?? (await shown());
      return tasks.map(
        (task) =>
          new RegExp(`id="act-finish-task-${task}"[^]*?<textarea[^>]*>([^<]*)</textarea>`).exec(text)?.[1],
      );
    };

    it('is kept for each apart, and gone for the one that is done', async () => {
      await keep(tasks[0]!, '甲的結果');
      await keep(tasks[1]!, '乙的結果');
      expect(await texts()).toEqual(['甲的結果', '乙的結果']);
      expect((await shown()).text).not.toContain('<select id="finish-task-task"');
      const done = await handler.post(path('finish-task'), typed({ task: tasks[0]!, outcome: 'DONE' }));
      expect([done.status, await texts()]).toEqual([422, ['寫了很久的答復', '乙的結果']]);
      const ended = await handler.post(
        path('cancel-task'),
        typed({ task: tasks[0]!, reason: '不必了', text: '' }),
      );
      expect([ended.status, await texts()]).toEqual([303, [undefined, '乙的結果']]);
    });

    it('is shown refused in the row of its task, and nowhere else', async () => {
      const refused = await handler.post(path('finish-task'), typed({ task: tasks[1]!, text: '乙' }));
      expect(await texts(refused)).toEqual(['', '乙']);
      expect(refused.text.match(/<details class="act" open/g)).toHaveLength(1);
      expect(refused.text).toMatch(new RegExp(`<details class="act" open id="act-finish-task-${tasks[1]}"`));
    });

    it('can still be read where another person ended the task meanwhile', async () => {
      await keep(tasks[0]!, '甲的結果');
      const ended = { task: tasks[0]!, reason: '不必了' };
      await web.get(CaseActs).perform({
        ...{ actor, caseNumber: file.caseNumber, act: 'cancel-task', input: ended },
      });
      expect((await shown()).text).toContain('甲的結果');
      const late = await handler.post(
        path('finish-task'),
        typed({ task: tasks[0]!, outcome: 'AS_STATED', text: '晚到的結果' }),
      );
      expect(late.status).toBe(422);
      expect(late.text).toContain('晚到的結果');
      const discard = { ...typed(), task: tasks[0]! };
      expect((await handler.post(path('finish-task', '/discard'), discard)).status).toBe(303);
      expect((await shown()).text).not.toContain('晚到的結果');
    });
  });

  it('is not kept for a form that another site sent', async () => {
    const forged = from('cross-site');
    expect((await forged.post(path(), typed({ csrf: 'guessed' }))).status).toBe(403);
    expect((await shown()).text).not.toContain(TEXT);
  });

  it.each<[string, number, Record<string, string>]>([
    ['is refused', 422, { text: '字'.repeat(4_001) }],
    ['meets a change', 412, { version: '1' }],
    ['is sent for the other language', 200, { lang: 'en' }],
  ])('stays when the form %s', async (_what, status, more) => {
    await web
      .get(CaseActs)
      .perform({ actor, caseNumber: file.caseNumber, act: 'message', input: { text: 'x' } });
    const sent = typed(more);
    expect((await handler.post(path(), sent)).status).toBe(status);
    expect((await shown()).text).toContain(sent.text);
  });

  it('is gone when the act is done, and a late save of the same form does not bring it back', async () => {
    const form = typed();
    await handler.post(path('note', '/keep'), { ...form, turn: '1' });
    expect((await handler.post(path('note'), form)).status).toBe(303);
    await handler.post(path('note', '/keep'), { ...form, text: '遲到的', turn: '2' });
    const { text } = await shown();
    expect(text).not.toContain('遲到的');
    expect(text).not.toContain('草稿，儲存於');
    await handler.post(path('note', '/keep'), typed({ text: '新的註記', turn: '1' }));
    expect((await shown()).text).toContain('新的註記');
  });

  it('of a hundred saves at once the last typed is kept whole', async () => {
    const { key } = typed();
    await handler.post(path('reply', '/keep'), { key, text: 'first', turn: '1' });
    const turns = Array.from({ length: 100 }, (_, n) => n + 2).toSorted(
      (a, b) => ((a * 37) % 101) - ((b * 37) % 101),
    );
    const saves = await Promise.all(
      turns.map((turn) =>
        handler.post(path('reply', '/keep'), { key, text: `字${turn}`.repeat(9), turn: `${turn}` }),
      ),
    );
    expect(new Set(saves.map(({ status }) => status))).toEqual(new Set([204]));
    const of = { owner: { staffId: actor.id }, place: `case ${file.caseNumber} reply` };
    expect(await web.get(Drafts).find(of)).toMatchObject({
      draft: { fields: { text: '字101'.repeat(9), turn: '101' } },
    });
  });

  it('can still be read when the case does not allow the act any more', async () => {
    await handler.post(path('reply', '/keep'), typed({ turn: '1' }));
    await web
      .get(CaseActs)
      .perform({ actor, caseNumber: file.caseNumber, act: 'withdraw', input: { reason: 'x' } });
    expect((await shown()).text).toMatch(/「答復」的草稿[^]*寫了很久的答復/);
  });

  it('is erased with the case, and after the days that were set', async () => {
    const keep = () => handler.post(path('reply', '/keep'), typed({ turn: '1' }));
    await keep();
    await web.get(Drafts).eraseUnder(`case ${file.caseNumber} `);
    expect((await shown()).text).not.toContain(TEXT);
    await keep();
    web.time.forward(days(3) - 1);
    handler = await Browse.signedIn(web, 'handler', PASSWORD);
    expect((await shown()).text).toContain(TEXT);
    web.time.forward(1);
    expect((await shown()).text).not.toContain(TEXT);
  });

  it('is not kept for a person who may not see the case, nor for an act that there is not', async () => {
    const stranger = await signedIn(web, 'demo.registry', ['CASE_HANDLER'], `stranger-${postgres}-${keys}`);
    for (const [by, at] of [
      [stranger, path('reply', '/keep')],
      [handler, path('invent', '/keep')],
    ] as const)
      expect((await by.post(at, typed())).status).toBe(404);
    const rows = await web
      .get(Reader)
      .rows('SELECT owner FROM draft WHERE place LIKE $1', [`case ${file.caseNumber}%`]);
    expect(rows).toEqual([]);
  });
});

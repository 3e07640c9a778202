import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { CalendarDays, CaseActs, CaseReader, EarlierDates, type ActName, type CaseFile } from '@app/cases';
import { Intake, PRIVACY_NOTICE_VERSION } from '@app/intake';
import { Staff, type StaffActor } from '@app/people';
import { minutes, Reader } from '@app/platform';
import { Browse } from '../../../../test/support/browse.js';
import { DATABASES } from '../../../../test/support/databases.js';
import { PASSWORD, startTestWeb, type TestWeb } from '../../../../test/support/web.js';
import { signedIn } from '../spec-support.js';

const UNIT = 'demo.guidance';

describe.each(DATABASES)('the page of what waits for approval, on %s', (_name, postgres) => {
  let web: TestWeb;
  let handler: Browse;
  let head: Browse;
  let owner: StaffActor;
  let file: CaseFile;

  beforeAll(async () => {
    web = await startTestWeb({ postgres });
    handler = await signedIn(web, UNIT, ['CASE_HANDLER', 'FRONTLINE_AGENT'], 'handler');
    head = await signedIn(web, UNIT, ['UNIT_HEAD'], 'head');
    const { id, name } = await web.get(Reader).repository(Staff).findOneByOrFail({ login: 'handler' });
    const roles = ['CASE_HANDLER' as const, 'FRONTLINE_AGENT' as const];
    owner = { kind: 'staff', id, name, organisationId: 'demo', unitId: UNIT, roles };
  }, 60_000);
  afterAll(() => web.close());
  beforeEach(async () => {
    const matter = { service: 'demo.finance-diagnosis', subject: '路燈不亮', description: '內容' };
    const contact = { name: '王小明', email: 'ming@example.tw' };
    const taken = { ...matter, contact, channel: 'PHONE', noticeVersion: PRIVACY_NOTICE_VERSION };
    ({ file } = await web.get(Intake).logCase(owner, taken));
  });

  const act = (name: ActName, input: object = {}) =>
    web.get(CaseActs).perform({ actor: owner, caseNumber: file.caseNumber, act: name, input });
  const ask = () => act('extend', { length: '10wd', reason: '需會勘現場', approver: 'head' });
  const types = async () => (await web.get(CaseReader).events(file.id)).map(({ type }) => type);
  const decide = (by: Browse, how: string, typed: Record<string, string> = {}) =>
    by.post(`/desk/approvals/${file.caseNumber}/${how}`, typed);
  const decided = ['APPROVED', 'EXTENDED'];
  /** The number in the bar. */
  const mark = async (page: Browse) => {
    const { text } = await page.get('/desk/password');
    return Number(/\/desk\/approvals"[^>]*>[^<]*<span class="count-mark">(\d+)/.exec(text)?.[1] ?? '0');
  };

  it('says what, who asks, the reason and the promise; one press does it', async () => {
    await ask();
    const { text } = await head.get('/desk/approvals');
    for (const said of [file.caseNumber, 'handler', '需會勘現場', '10 個工作日', '期限', '還有'])
      expect(text).toContain(said);
    expect((await decide(head, 'approve')).location).toBe('/desk/approvals?done=approve');
    expect((await types()).slice(-2)).toEqual(decided);
    expect((await head.get('/desk/approvals')).text).not.toContain(file.caseNumber);
  });

  it('counts in the bar of those who decide, and is not named to others', async () => {
    const before = await mark(head);
    await ask();
    expect(await mark(head)).toBe(before + 1);
    expect((await handler.get('/desk')).text).not.toContain('/desk/approvals');
    expect((await handler.get('/desk/approvals')).status).toBe(404);
    await decide(head, 'approve');
    expect(await mark(head)).toBe(before);
  });

  it('sent back without a reason is refused, and the form stays open; with one it is sent back', async () => {
    await ask();
    await head.get('/desk/approvals');
    const refused = await decide(head, 'send-back', { reason: ' ' });
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('error-summary');
    await decide(head, 'send-back', { reason: '請補現場照片' });
    const { text } = await handler.get(`/desk/cases/${file.caseNumber}`);
    expect(text).toContain('請補現場照片');
    expect(text).toContain('申請人：handler');
  });

  it('a case that has changed meanwhile is refused, and the reason typed is shown', async () => {
    await ask();
    const version = String(file.historySeq);
    await head.get('/desk/approvals');
    const late = await decide(head, 'send-back', { reason: '請再說明一次', version });
    expect([late.status, late.text.includes('請再說明一次')]).toEqual([412, true]);
    expect((await head.get('/desk/approvals')).text).toContain('請再說明一次');
    await act('withdraw-request');
    const gone = await decide(head, 'send-back', { reason: '請再說明一次' });
    expect([gone.status, gone.text.includes('請再說明一次')]).toEqual([409, true]);
    expect((await types()).at(-1)).toBe('APPROVAL_WITHDRAWN');
  });

  it('the same form twice decides once; the applicant decides nothing', async () => {
    await ask();
    await handler.get('/desk');
    expect((await decide(handler, 'approve')).status).toBe(404);
    await head.get('/desk/approvals');
    for (let n = 0; n < 2; n++) expect((await decide(head, 'approve', { key: file.id })).status).toBe(303);
    expect((await types()).filter((type) => decided.includes(type))).toEqual(decided);
  });

  describe('an answer', () => {
    const TEXT = '答復全文\n第二行';
    const typedIn = ({ text }: { text: string }, act: string) =>
      new RegExp(`id="${act}-text"[^>]*>([^<]*)<`).exec(text)?.[1];
    const page = (by = handler) => by.get(`/desk/cases/${file.caseNumber}`);
    beforeEach(async () => {
      await act('assign', { unit: UNIT });
      await act('submit', { text: TEXT, question: '是否同意補助？' });
    });

    it('is shown to the approver as the citizen will get it, in her language, with the question', async () => {
      for (const path of ['/desk/approvals', `/desk/cases/${file.caseNumber}`]) {
        const { text } = await head.get(`${path}?lang=en`);
        const preview = /<blockquote lang="zh-Hant-TW">[^]*?<\/blockquote>/g;
        const [shown] = text.match(preview)!.filter((one) => one.includes(file.caseNumber));
        for (const said of ['已答復', '示範輔導組', TEXT]) expect(shown).toContain(said);
        expect(text).toContain('是否同意補助？');
      }
      await head.get('/desk?lang=zh-TW');
    });

    it('approved is in the form of the reply, marked; one press sends exactly it', async () => {
      await handler.post(`/desk/cases/${file.caseNumber}/acts/reply/keep`, {
        text: '更早的草稿',
        key: 'early',
      });
      web.time.forward(1);
      expect((await page()).text).toContain('等候head核示，自');
      await head.get('/desk/approvals');
      await decide(head, 'approve');
      const shown = await page();
      expect(shown.text).toMatch(/<details class="act" open id="act-reply"[^]*已核可：head（示範輔導組）/);
      expect(typedIn(shown, 'reply')).toBe(TEXT);
      const changed = await handler.post(`/desk/cases/${file.caseNumber}/acts/reply`, { text: `${TEXT}改` });
      expect([changed.status, typedIn(changed, 'reply')]).toEqual([422, `${TEXT}改`]);
      expect(changed.text).toContain('再陳核');
      expect((await handler.post(`/desk/cases/${file.caseNumber}/acts/reply`, { text: TEXT })).status).toBe(
        303,
      );
      const last = (await web.get(CaseReader).events(file.id)).at(-1)!;
      expect(last).toMatchObject({ type: 'REPLIED', text: TEXT });
    });

    it('withdrawn or sent back is in the form again, to be changed', async () => {
      await act('withdraw-request');
      expect(typedIn(await page(), 'submit')).toBe(TEXT);
      await act('submit', { text: '第二稿' });
      await head.get('/desk/approvals');
      await decide(head, 'send-back', { reason: '請補充依據' });
      const shown = await page();
      expect(typedIn(shown, 'submit')).toBe('第二稿');
      expect(shown.text).toContain('請補充依據');
      expect(shown.text).not.toContain('已核可');
    });
  });

  it('an earlier date waits there too, counted in the bar, and is agreed to with one press', async () => {
    const officer: StaffActor = { ...owner, id: 'officer', name: 'officer', roles: ['CONTROL_OFFICER'] };
    const days = web.get(CalendarDays);
    const day = { date: '2026-08-20', kind: 'CLOSURE', remark: '颱風' };
    await days.declare(officer, day);
    await web.pass(minutes(1));
    const matter = { service: 'demo.finance-diagnosis', subject: '颱風', description: '內容' };
    const taken = { ...matter, contact: { name: '王小明', email: 'ming@example.tw' } };
    const noticeVersion = PRIVACY_NOTICE_VERSION;
    ({ file } = await web.get(Intake).logCase(owner, { ...taken, channel: 'PHONE', noticeVersion }));
    await days.withdraw(officer, day);
    await web.pass(minutes(1));
    const waiting = await web.get(EarlierDates).list({ ...officer, roles: ['UNIT_HEAD'] });
    const date = waiting.find(({ caseNumber }) => caseNumber === file.caseNumber);
    const before = await mark(head);
    const { text } = await head.get('/desk/approvals');
    expect(text).toContain(file.caseNumber);
    expect(text).toContain('等待同意的提前');
    const press = (by: Browse) =>
      by.post(`/desk/calendar/earlier-dates/${date!.clockId}/accept`, { back: 'approvals' });
    expect((await press(handler)).status).toBe(404);
    expect((await press(head)).location).toBe('/desk/approvals?done=accepted');
    expect((await head.get('/desk/approvals?done=accepted')).text).toContain('已同意，期限改依新的日曆。');
    expect((await types()).at(-1)).toBe('EARLIER_DATE_ACCEPTED');
    expect(await mark(head)).toBe(before - 1);
  });

  it('the case says of whom and since when it waits, and offers to withdraw it', async () => {
    await ask();
    const { text } = await handler.get(`/desk/cases/${file.caseNumber}`);
    expect(text).toContain('「展延」等head核准');
    expect(text).toContain('acts/withdraw-request');
    expect(text).not.toContain('acts/extend');
  });

  it('keeps why it is sent back when the session had ended, for the one who wrote it', async () => {
    await ask();
    const before = web.time.now();
    web.time.forward(minutes(1_441));
    const sent = await decide(head, 'send-back', { reason: '請補會勘照片', key: 'sent-late' });
    expect([sent.status, sent.location]).toEqual([
      303,
      `/desk/sign-in?next=${encodeURIComponent('/desk/approvals')}`,
    ]);
    expect(await types()).not.toContain('SENT_BACK');
    head = await Browse.signedIn(web, 'head', PASSWORD);
    handler = await Browse.signedIn(web, 'handler', PASSWORD);
    expect((await head.get('/desk/approvals')).text).toContain('請補會勘照片');
    expect((await handler.get(`/desk/cases/${file.caseNumber}`)).text).not.toContain('請補會勘照片');
    // back to the day that the other tests are about
    web.time.set(before);
    head = await Browse.signedIn(web, 'head', PASSWORD);
    handler = await Browse.signedIn(web, 'handler', PASSWORD);
  });
});

import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { PRIVACY_NOTICE_VERSION } from '@app/intake';
import { openSite } from '../support/site.js';
import { PASSWORD } from '../support/web.js';
import { ApiClient } from '../support/api-client.js';
import { prepareCases, type Known } from '../support/inspection.js';
import type { Visitor } from '../support/visitor.js';
import { calendarWords } from '../../apps/web/src/calendar/words.js';
import { casePartsWords } from '../../apps/web/src/case-parts/words.js';
import { casesWords } from '../../apps/web/src/cases/words.js';

jest.setTimeout(60_000);

const site = openSite();
let known: Known;
/** A case without a referral: every act is offered on it. */
let free: string;
let api: ApiClient;
beforeAll(async () => {
  known = await prepareCases(site.web);
  api = await ApiClient.of(site.web, 'agent');
  const taken = await api.post('/api/v1/staff/cases', {
    ...{ service: 'demo.consultation', subject: '路燈', description: '內容', channel: 'PHONE' },
    ...{ noticeVersion: PRIVACY_NOTICE_VERSION, contact: { name: '王小明' } },
  });
  free = taken.body.caseNumber;
});

describe.each([true, false])('forms of the desk, with script: %s', (javaScriptEnabled) => {
  let head: Visitor;

  const menu = (name = '可以做的事') => head.page.getByRole('region', { name });
  /** A draft of an earlier test may have unfolded it. */
  const unfold = async (title: string) => {
    const summary = menu().locator('details:not([open]) > summary').getByText(title, { exact: true });
    if ((await summary.count()) > 0) await summary.click();
  };
  const opened = (name?: string) => menu(name).locator('details[open]');
  const eventsOf = async (caseNumber: string) =>
    (await api.get(`/api/v1/staff/cases/${caseNumber}`)).body.history.length;

  beforeAll(async () => {
    head = await site.arrive({ javaScriptEnabled });
    await head.signIn('supervisor', PASSWORD);
  });
  afterAll(() => head.leave());
  beforeEach(() => head.open(`/desk/cases/${free}?lang=zh-TW`));

  it.each([
    ['展延', '展延幾個工作日', '14'],
    ['併案', '併入的案件編號', 'DEMO-1150819-00001-1'],
    ['通知補正', '日', '1'],
  ])('do nothing to a case on Enter: %s, %s', async (title, label, value) => {
    const events = await eventsOf(free);
    await unfold(title);
    await head.fill({ [label]: value }, opened());
    await head.field(label, opened()).press('Enter');
    await head.page.evaluate(() => fetch('/health/live'));
    expect(await head.field(label, opened()).inputValue()).toBe(value);
    expect(await head.errors()).toEqual([]);
    expect(await eventsOf(free)).toBe(events);
  });

  it('keep a refused act in the other language', async () => {
    await unfold('展延');
    await head.fill({ 展延幾個工作日: 'soon', 原因: '案情複雜' }, opened());
    await head.press('展延', opened());
    expect(await head.errors()).not.toEqual([]);
    await head.press('English');
    const shown = opened(casePartsWords.en.acts.title);
    expect(await head.field(casePartsWords.en.fields.length, shown).inputValue()).toBe('soon');
    expect(await head.field(casePartsWords.en.fields.reason, shown).inputValue()).toBe('案情複雜');
    await head.press('中文');
    expect(await head.field('展延幾個工作日', opened()).inputValue()).toBe('soon');
  });

  it('keep every field of a refused act, choices too', async () => {
    await unfold('不予處理');
    await head.fill({ 法定事由: '同一事由已適當處理並明確答復，仍一再陳情' }, opened());
    await head.press('不予處理', opened());
    expect(await head.field('法定事由', opened()).inputValue()).toBe('NO_ACTION_REPEATED');
  });

  it('show a typed text again when the case has changed and the act is not offered any more', async () => {
    const taken = await api.post('/api/v1/staff/cases', {
      ...{ service: 'demo.consultation', subject: '移走', description: '內容', channel: 'PHONE' },
      noticeVersion: PRIVACY_NOTICE_VERSION,
      contact: { name: '王小明' },
    });
    const { caseNumber } = taken.body;
    await head.open(`/desk/cases/${caseNumber}`);
    await unfold('答復');
    await head.fill({ 內容: '寫了很久的答復' }, opened());
    await api.post(`/api/v1/staff/cases/${caseNumber}/acts/withdraw`, { reason: '撤案' });
    await head.press('答復', opened());
    expect(await head.text()).toMatch(/您寫的內容沒有送出[^]*寫了很久的答復/);
  });

  it('declare no day on Enter, and keep the typed day in the other language', async () => {
    await head.open('/desk/calendar');
    await head.fill({ 年: '115', 月: '8', 原因: '颱風' });
    const rows = await site.web.rowCounts(['case_file', 'audit_event']);
    await head.field('月').press('Enter');
    await head.page.evaluate(() => fetch('/health/live'));
    expect(await head.errors()).toEqual([]);
    expect(await site.web.rowCounts(['case_file', 'audit_event'])).toEqual(rows);
    await head.press('登記一天');
    expect(await head.errors()).not.toEqual([]);
    await head.press('English');
    expect(await head.heading()).toBe(calendarWords.en.title);
    expect(await head.field(calendarWords.en.remark).inputValue()).toBe('颱風');
  });

  it('show a new lookup code again in the other language', async () => {
    await head.leave();
    head = await site.arrive({ javaScriptEnabled });
    await head.signIn('agent', PASSWORD);
    await head.open(`/desk/cases/${known.open}`);
    await head.page.locator('summary').getByText('換發查詢碼', { exact: true }).click();
    await head.press('換發查詢碼');
    const code = await head.page.locator('#lookup-code').innerText();
    await head.press('English');
    expect(await head.heading()).toBe(casesWords.en.code.issued);
    expect(await head.page.locator('#lookup-code').innerText()).toBe(code);
  });
});

describe.each([true, false])('the questionnaire, with script: %s', (javaScriptEnabled) => {
  it('is not sent by Enter on a choice', async () => {
    const citizen = await site.arrive({ javaScriptEnabled });
    await citizen.open(`/surveys/${known.survey}`);
    await citizen.fill({ 想對我們說的話: '還沒寫完' });
    await citizen.choose('滿意');
    await citizen.page.getByLabel('滿意', { exact: true }).press('Enter');
    await citizen.page.evaluate(() => fetch('/health/live'));
    expect(await citizen.heading()).toBe('滿意度問卷');
    expect(await citizen.field('想對我們說的話').inputValue()).toBe('還沒寫完');
    await citizen.leave();
  });
});

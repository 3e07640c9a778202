import { beforeAll, describe, expect, it, jest } from '@jest/globals';
import { days, hours } from '@app/platform';
import { DEMO_STAFF } from '../../apps/desk/src/demonstration/staff.js';
import { openSite } from '../support/site.js';
import { PASSWORD, DATABASES } from '../support/web.js';
import { ApiClient } from '../support/api-client.js';
import { PHONE, type Visitor } from '../support/visitor.js';

const CITIZEN = { name: '王小明', email: 'ming@example.tw', phone: '0912-345-678' };
/** Events of timers, between the steps of people. */
const LADDER = ['WARNED', 'CHASED'];

jest.setTimeout(30_000);

describe.each(DATABASES)('from a call on the 0800 line to the questionnaire, on %s', (_name, postgres) => {
  const site = openSite({ postgres });
  let api: ApiClient;
  let agent: Visitor;
  let finance: Visitor;
  let startup: Visitor;
  let firstPassword: string;
  let caseNumber = '';
  let lookupCode = '';
  let seen = 0;

  const detail = async () => (await api.get(`/api/v1/staff/cases/${caseNumber}`)).body;
  /** Types of the history events since the last call. */
  const step = async (): Promise<string[]> => {
    const { history } = await detail();
    const fresh = history.slice(seen).map(({ type }: { type: string }) => type);
    seen = history.length;
    return fresh.filter((type: string) => !LADDER.includes(type));
  };
  const clockState = async (id: string) =>
    (await detail()).clocks
      .filter(({ commitment }: { commitment: string }) => commitment === id)
      .map(({ state, dueDate }: { state: string; dueDate: string }) => [state, dueDate]);
  /** Opens the case; on another day the agent signs in again. */
  const openCase = async () => {
    await agent.open(`/desk/cases/${caseNumber}`);
    if ((await agent.heading()) === '服務台登入') await agent.enter('agent', PASSWORD);
  };
  const lookUp = async (who: Visitor) => {
    await who.open('/progress');
    await who.fill({ 案件編號: caseNumber, 查詢碼: lookupCode });
    await who.press('查詢');
  };

  beforeAll(async () => {
    firstPassword = await site.web.staff(DEMO_STAFF.agent);
    for (const login of ['handler', 'partner', 'startup', 'supervisor'] as const)
      await site.web.staff(DEMO_STAFF[login], PASSWORD);
    api = await ApiClient.of(site.web, 'supervisor');
    agent = await site.arrive();
    finance = await site.arrive();
    startup = await site.arrive();
  });

  it('lets the agent in, once the first password is changed', async () => {
    await agent.signIn('agent', firstPassword);
    expect(await agent.heading()).toBe('變更密碼');
    await agent.open('/desk/calls/new');
    expect(await agent.heading()).toBe('變更密碼');
    await agent.fill({ 目前密碼: firstPassword, 新密碼: PASSWORD });
    await agent.press('變更密碼');
    await agent.page.getByText('密碼已變更。').waitFor();
  });

  it('counts a call that was solved at once: no case, no name, no notice', async () => {
    await agent.follow('新來電');
    await agent.fill({ 服務項目: '示範諮詢', 問題摘要: '營業時間', 怎麼回答的: '平日九點到五點' });
    await agent.press('記錄為當場解決');
    await agent.page.getByText('已記錄一筆當場解決。').waitFor();
    const counts = await site.web.rowCounts(['contact', 'case_file', 'notice', 'petitioner']);
    expect(counts).toEqual({ contact: 1, case_file: 0, notice: 0, petitioner: 0 });
  });

  it('returns the form with everything typed while the notice was not read out', async () => {
    await agent.fill({
      專線: '0800-000000 示範諮詢專線',
      服務項目: '示範諮詢',
      問題摘要: '創業貸款被退件',
      案情: '想了解貸款為什麼被退件',
      姓名: CITIZEN.name,
      電子郵件: CITIZEN.email,
      電話: CITIZEN.phone,
    });
    await agent.press('立案');
    expect(await agent.errors()).toEqual(['請先唸出個人資料告知事項，並勾選。']);
    expect(await agent.field('姓名').inputValue()).toBe(CITIZEN.name);
    expect(await agent.field('案情').inputValue()).toBe('想了解貸款為什麼被退件');
    expect(await site.web.rowCounts(['case_file'])).toEqual({ case_file: 0 });
  });

  it('opens a case once it was: number and code to read aloud, the code only once', async () => {
    await agent.choose('已唸出告知事項，來電人同意');
    await agent.press('立案');
    expect(await agent.heading()).toBe('已立案');
    caseNumber = await agent.page.locator('#case-number').innerText();
    lookupCode = await agent.page.locator('#lookup-code').innerText();
    expect(caseNumber).toMatch(/^DEMO-1150819-00001-\d$/);
    expect(await step()).toEqual(['RECEIVED', 'ACCEPTED']);
    expect(await clockState('house.first-step')).toEqual([['RUNNING', '2026-08-20']]);
    await agent.press('開啟案件');
    expect(await agent.text()).not.toContain(lookupCode);
  });

  it('sends the number by mail and the code by phone, never both', async () => {
    await site.web.sweep();
    const [mail] = await site.web.outbox('case-received');
    const [sms] = await site.web.outbox('lookup-code');
    const code = lookupCode.replace(/[\s-]/g, '');
    expect(mail).toContain(caseNumber);
    expect(mail!.replace(/[\s-]/g, '')).not.toContain(code);
    expect(sms!.replace(/[\s-]/g, '')).toContain(code);
    expect(sms).not.toContain(caseNumber);
    expect(`${mail}${sms}`).not.toMatch(/貸款/);
  });

  it('refers it; the team is told with category and date, the citizen too', async () => {
    await openCase();
    await agent.act('轉介', { 協力團隊: '示範融資輔導團隊', 原因: '需要融資診斷' });
    await agent.page.getByText('已完成：轉介。').waitFor();
    expect(await step()).toEqual(['REFERRED']);
    expect(await clockState('demo.referral-accept')).toEqual([['RUNNING', '2026-08-20']]);
    expect(await clockState('demo.referral-reply')).toEqual([['RUNNING', '2026-09-02']]);
    await site.web.sweep();
    const offered = (await site.web.outbox('referral-offered')).join('\n');
    expect(offered).toContain('/desk');
    expect(offered).not.toMatch(/王小明|0912|貸款/);
    expect(await site.web.outbox('referred')).toHaveLength(1);
  });

  it('shows the first team no name; it is returned with a reason and a suggestion', async () => {
    await finance.signIn('partner', PASSWORD);
    expect(await finance.heading()).toBe('轉介收件匣');
    await finance.follow(caseNumber);
    const before = await finance.text();
    expect(before).not.toMatch(/王小明|ming@|345-678|想了解/);
    expect(before).toContain('需要融資診斷');
    await finance.act('退回', { 原因: '非本組業務', 建議改轉: '示範創業輔導團隊' });
    await finance.page.getByText('已完成：退回。').waitFor();
    expect(await finance.text()).not.toMatch(/王小明|想了解/);
    expect(await step()).toEqual(['REFERRAL_RETURNED']);
  });

  it('is accepted by the second team, which then sees the personal data', async () => {
    site.web.time.forward(hours(20));
    await openCase();
    expect(await agent.text()).toContain('建議改轉：示範創業輔導團隊');
    await agent.act('轉介', { 協力團隊: '示範創業輔導團隊', 原因: '改由創業團隊協助' });
    expect(await step()).toEqual(['REFERRED']);
    await startup.signIn('startup', PASSWORD);
    expect(await startup.heading()).toBe('轉介收件匣');
    await startup.follow(caseNumber);
    expect(await startup.text()).not.toMatch(/王小明|想了解/);
    await startup.act('確認接案');
    await startup.page.getByText('已完成：確認接案。').waitFor();
    expect(await startup.text()).toMatch(/王小明[\s\S]*ming@example.tw/);
    expect(await step()).toEqual(['REFERRAL_ACCEPTED']);
    expect(await clockState('demo.referral-reply')).toEqual([['RUNNING', '2026-09-02']]);
  });

  it('shows the answer to the citizen on her phone', async () => {
    await openCase();
    await agent.act('答復', { 內容: '退件原因是缺少營業計畫書。' });
    expect(await step()).toEqual(['REPLIED']);
    await site.web.sweep();
    expect((await site.web.outbox('replied')).join()).not.toContain('營業計畫書');
    const citizen = await site.arrive({ viewport: PHONE });
    await lookUp(citizen);
    expect(await citizen.page.title()).toContain(`案件 ${caseNumber}`);
    expect(new URL(citizen.page.url()).pathname).toBe(`/cases/${caseNumber}`);
    const shown = await citizen.text();
    for (const words of ['已答復', '示範服務中心', '02-0000-0000', '退件原因是缺少營業計畫書。'])
      expect(shown).toContain(words);
    expect(shown).toContain('示範創業輔導團隊');
    expect(shown).toMatch(/示範：轉介 2 週內回覆[\s\S]*民國115年9月2日（三）/);
    const promise = citizen.page.getByRole('article').filter({ hasText: '轉介 2 週內回覆' });
    await promise.getByText('為什麼是這一天').click();
    const days = (await promise.getByRole('listitem').allInnerTexts()).join();
    expect(days).toMatch(/8月19日（三）[\s\S]*不計入[\s\S]*8月20日（四）至9月2日（三）[\s\S]*第 1–14 天/);
    const width = await citizen.page.evaluate(() => document.documentElement.scrollWidth);
    expect(width).toBeLessThanOrEqual(PHONE.width);
    expect(await step()).toEqual([]);
    await citizen.leave();
  });

  it('is not closed while a referral is open', async () => {
    await openCase();
    const offered = await agent.page.getByRole('region', { name: '可以做的事' }).innerText();
    expect(offered).toContain('答復');
    expect(offered).not.toContain('結案');
    expect(await step()).toEqual([]);
  });

  it('gets the team’s answer', async () => {
    await startup.act('回覆協處結果', { 內容: '已協助補齊計畫書。' });
    await startup.page.getByText('已完成：回覆協處結果。').waitFor();
    expect(await step()).toEqual(['REFERRAL_REPLIED']);
    expect(await clockState('demo.referral-reply')).toEqual([['ON_TIME', '2026-09-02']]);
    await openCase();
    expect(await agent.text()).toContain('已協助補齊計畫書。');
  });

  it('closes by itself some days after the answer', async () => {
    await site.web.pass(days(7));
    expect(await step()).toEqual(['CLOSED']);
    const citizen = await site.arrive({ locale: 'en' });
    await citizen.open('/progress?lang=en');
    await citizen.fill({ 'Case number': caseNumber, 'Lookup code': lookupCode });
    await citizen.press('Look up');
    expect(await citizen.text()).toContain('Closed');
    await citizen.leave();
  });

  it('asks the citizen, who is not satisfied and need not sign in', async () => {
    await site.web.pass(hours(24));
    await site.web.sweep();
    expect(await step()).toEqual(['SURVEY_SENT']);
    const [mail] = await site.web.outbox('survey');
    const link = new URL(/https?:\/\/\S+/.exec(mail!)![0]);
    const citizen = await site.arrive({ viewport: PHONE });
    expect(await citizen.open(link.pathname)).toBe(200);
    expect(await citizen.page.content()).not.toContain(caseNumber);
    expect(await step()).toEqual([]);
    await citizen.choose('非常不滿意');
    await citizen.fill({ 想對我們說的話: '問題還在' });
    await citizen.press('送出問卷');
    expect(await citizen.text()).toContain('很抱歉這次沒有讓您滿意');
    await citizen.open(link.pathname);
    expect(await citizen.heading()).toBe('您已經填答過這份問卷');
    await citizen.leave();
    expect(await step()).toEqual(['SURVEY_ANSWERED', 'DISSATISFIED']);
    expect((await clockState('demo.dissatisfied-followup')).map(([state]: string[]) => state)).toEqual([
      'RUNNING',
    ]);
    await openCase();
    expect(await agent.text()).toContain('問題還在');
  });

  it('shows the broken promise on the board, until the supervisor acknowledges it', async () => {
    const due = (await detail()).clocks.find(
      ({ commitment }: { commitment: string }) => commitment === 'demo.dissatisfied-followup',
    ).dueAt;
    site.web.time.set(Date.parse(due) - hours(1));
    const supervisor = await site.arrive();
    await supervisor.signIn('supervisor', PASSWORD);
    await supervisor.follow('看板');
    await supervisor.page.getByText('即時更新中').waitFor();
    const overdue = supervisor.page.getByRole('region', { name: '已逾期' });
    expect(await overdue.getByRole('link').count()).toBe(0);
    await supervisor.page.evaluate(() => ((globalThis as { stayed?: true }).stayed = true));
    await site.web.pass(hours(2));
    await overdue.getByRole('link', { name: caseNumber }).waitFor({ timeout: 5_000 });
    const alerts = supervisor.page.getByRole('region', { name: '待確認的警示' });
    await alerts.getByRole('link', { name: caseNumber }).waitFor();
    expect(await supervisor.page.evaluate(() => (globalThis as { stayed?: true }).stayed)).toBe(true);
    expect(await step()).toEqual(['TASK_ADDED', 'OVERDUE']);
    await supervisor.press(`我知道了 ${caseNumber}`, alerts);
    await supervisor.page.getByText('沒有待確認的警示。').waitFor();
    // alone, or in the list of one mail to the same person
    expect((await site.web.outbox('clock')).join('\n')).toMatch(
      new RegExp(`${caseNumber}[^]*逾期|逾期[^]*${caseNumber}`),
    );
    await supervisor.leave();
  });
});

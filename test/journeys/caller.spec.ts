import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Reader } from '@app/platform';
import { ApiClient } from '../support/api-client.js';
import { axeViolations } from '../support/axe.js';
import { openSite } from '../support/site.js';
import { PASSWORD } from '../support/web.js';
import { DESKTOP, PHONE, type Visitor } from '../support/visitor.js';
import { PRIVACY_NOTICE_VERSION } from '../../libs/intake/src/privacy-notice.js';
import { callsWords } from '../../apps/web/src/calls/words.js';

const HERS = '0912-345-678';
const UNDONE = `SELECT COUNT(*) AS n FROM contact WHERE "undoneAt" IS NOT NULL AND ending = 'SOLVED'`;
const TYPED = { 服務項目: '示範諮詢', 問題摘要: '路燈又壞了' };

jest.setTimeout(60_000);

const site = openSite({ staff: true });
let api: ApiClient;
let caseNumber: string;

beforeAll(async () => {
  api = await ApiClient.of(site.web, 'agent');
  caseNumber = await logged({ name: '王小明', phone: HERS });
});

async function logged(contact: object): Promise<string> {
  const about = { service: 'demo.consultation', subject: '路燈不亮', description: '巷口', channel: 'PHONE' };
  const body = { ...about, contact, noticeVersion: PRIVACY_NOTICE_VERSION };
  return ((await api.post('/api/v1/staff/cases', body)).body as { caseNumber: string }).caseNumber;
}

const historyOf = async (number: string) =>
  (await api.get(`/api/v1/staff/cases/${number}`)).body.history as { type: string; text?: string }[];

describe.each([true, false])('the caller beside the call form, with script: %s', (javaScriptEnabled) => {
  let agent: Visitor;

  beforeAll(async () => {
    agent = await site.arrive({ javaScriptEnabled });
    await agent.signIn('agent', PASSWORD);
  });
  afterAll(() => agent.leave());
  beforeEach(() => agent.open('/desk/calls/new?lang=zh-TW'));

  const found = () => agent.page.locator('#caller-found');
  const look = async (typed: string) => {
    await agent.fill({ 來電人的案號或電話: typed });
    await agent.press('找案件');
  };

  it('is found by telephone: the cases stand there, the number goes into the form, what was typed stays', async () => {
    await agent.fill({ ...TYPED, 怎麼回答的: '已轉知' });
    await look(HERS);
    await found().getByText(caseNumber, { exact: true }).waitFor();
    expect(await found().innerText()).toMatch(/路燈不亮[^]*受理[^]*下一個期限[^]*還有 \d+ 個工作日/);
    expect(await agent.field('電話').inputValue()).toBe('0912-345-678');
    expect(await agent.field('問題摘要').inputValue()).toBe('路燈又壞了');
    expect(await agent.field('怎麼回答的').inputValue()).toBe('已轉知');
    expect(agent.page.url()).not.toMatch(/0912|345678|caller/);
  });

  it('is found by date and serial as they are read out', async () => {
    const [, date, run] = caseNumber.split('-');
    await look(`${date} ${Number(run)}`);
    await found().getByText(caseNumber, { exact: true }).waitFor();
    expect(await agent.field('電話').inputValue()).toBe('');
  });

  it('leaves a telephone number that the agent typed, and corrects one that came from an earlier search', async () => {
    await look('0922-000-111');
    await found().getByText('查無案件').waitFor();
    expect(await agent.field('電話').inputValue()).toBe('0922-000-111');
    await look(HERS);
    await found().getByText(caseNumber, { exact: true }).waitFor();
    expect(await agent.field('電話').inputValue()).toBe('0912-345-678');
    await agent.fill({ 電話: '02-2345-6789' });
    await look('0922-000-111');
    await found().getByText('查無案件').waitFor();
    expect(await agent.field('電話').inputValue()).toBe('02-2345-6789');
  });

  it.each([
    ['', '請輸入案號或電話號碼'],
    ['王小明', '看不出是案號或電話'],
    ['1151128 00001 9', '檢查碼不符'],
  ])('says what is wrong with %j and where', async (typed, words) => {
    await agent.fill({ 問題摘要: '路燈' });
    await look(typed);
    await agent.page.locator('#caller-error').getByText(words).waitFor();
    expect(await agent.field('來電人的案號或電話').getAttribute('aria-invalid')).toBe('true');
    expect(await agent.field('問題摘要').inputValue()).toBe('路燈');
  });

  it('opens a case in a new tab, so that the form stays', async () => {
    await look(HERS);
    const link = found().getByRole('link', { name: `在新分頁開啟 ${caseNumber}` });
    expect(await link.getAttribute('target')).toBe('_blank');
  });

  it('adds to a case what the caller said and was told, and can undo it', async () => {
    const mine = await logged({ name: '林' });
    await look(mine);
    await found().getByText(mine, { exact: true }).waitFor();
    await agent.fill({ 來電人說了什麼: '又壞了一盞', 怎麼回答的: '已轉知承辦' });
    await agent.press('記在這件案件');
    await agent.page.getByText(`已把來電內容記在案件 ${mine}。`).waitFor();
    expect((await historyOf(mine)).slice(2).map(({ text }) => text)).toEqual(['又壞了一盞', '已轉知承辦']);
    await agent.press('取消這筆記錄');
    await agent.page.getByText('已取消剛才的記錄').waitFor();
    await agent.open(`/desk/cases/${mine}`);
    const history = await agent.page.getByRole('region', { name: '歷程' }).innerText();
    expect(history).toMatch(/取消一筆來電[^]*來電（來訪）補充（已取消）/);
  });

  it('keeps what the caller said while another case is looked for', async () => {
    await look(HERS);
    await found().getByText(caseNumber, { exact: true }).waitFor();
    await agent.fill({ 來電人說了什麼: '又壞了一盞' });
    const other = await logged({ name: '林' });
    await look(other);
    await found().getByText(other, { exact: true }).waitFor();
    expect(await agent.field('來電人說了什麼').inputValue()).toBe('又壞了一盞');
  });

  it('notes on the case that its caller asked how it stands', async () => {
    await look(caseNumber);
    await agent.press('只是詢問進度');
    await agent.page.getByText(`已在案件 ${caseNumber} 記錄詢問進度。`).waitFor();
    await agent.open(`/desk/cases/${caseNumber}`);
    expect(await agent.text()).toContain('來電（來訪）詢問進度');
  });

  it('asks which case where several were found and none was chosen', async () => {
    for (const _ of [1, 2]) await logged({ name: '陳', phone: '0955-333-444' });
    await look('0955-333-444');
    await found().getByRole('radio').nth(1).waitFor();
    await agent.fill({ 來電人說了什麼: '補充' });
    await agent.press('記在這件案件');
    expect(await agent.errors()).toEqual(['請選一件案件']);
    expect(await agent.field('來電人說了什麼').inputValue()).toBe('補充');
    await found().getByRole('radio').first().check();
    await agent.press('記在這件案件');
    await agent.page.getByText('已把來電內容記在案件').waitFor();
  });

  it.each([
    ['記在這件案件', '姓名', '不保留，記在案件'],
    ['只是詢問進度', '案情', '不保留，記錄詢問'],
    ['記錄為當場解決', '來電人說了什麼', '不保留，只計人次'],
  ])('asks before “%s” would lose %s', async (ending, label, without) => {
    await look(HERS);
    await agent.fill({ ...TYPED, 怎麼回答的: '已說明', [label]: '有話要說' });
    await agent.press(ending);
    expect(await agent.page.getByRole('alert').innerText()).toContain(label);
    expect(await agent.field(label).inputValue()).toBe('有話要說');
    await agent.press(without);
    await agent.page.getByRole('button', { name: '取消這筆記錄' }).waitFor();
  });

  it('does not ask about the telephone number that the search put there', async () => {
    await look(HERS);
    await found().getByText(caseNumber, { exact: true }).waitFor();
    await agent.press('只是詢問進度');
    await agent.page.getByText('記錄詢問進度。').waitFor();
    expect(await agent.errors()).toEqual([]);
  });

  it('has a call solved at once undone', async () => {
    await agent.fill({ ...TYPED, 怎麼回答的: '已說明' });
    await agent.press('記錄為當場解決');
    const undone = async () => Number((await site.web.get(Reader).row<{ n: number }>(UNDONE))!.n);
    const before = await undone();
    await agent.press('取消這筆記錄');
    await agent.page.getByText('已取消剛才的記錄').waitFor();
    expect(await undone()).toBe(before + 1);
  });
});

it('Enter in the field finds the caller, and the cursor stays there', async () => {
  const agent = await site.arrive();
  await agent.signIn('agent', PASSWORD);
  await agent.open('/desk/calls/new?lang=zh-TW');
  expect(await agent.cursor()).toBe('caller');
  await agent.page.keyboard.type('0912345678');
  await agent.page.keyboard.press('Enter');
  await agent.page.locator('#caller-found').getByText(caseNumber, { exact: true }).waitFor();
  expect(await agent.cursor()).toBe('caller');
  await agent.leave();
});

it('leaves a telephone number that is typed while the caller is being found', async () => {
  const agent = await site.arrive();
  await agent.signIn('agent', PASSWORD);
  await agent.open('/desk/calls/new?lang=zh-TW');
  const { promise: typed, resolve: answer } = Promise.withResolvers<void>();
  await agent.page.route('**/desk/calls/who', async (route) => {
    await typed;
    await route.continue();
  });
  await agent.fill({ 來電人的案號或電話: HERS });
  await agent.press('找案件');
  await agent.fill({ 電話: '02-2345-6789' });
  answer();
  await agent.page.locator('#caller-found').getByText(caseNumber, { exact: true }).waitFor();
  expect(await agent.field('電話').inputValue()).toBe('02-2345-6789');
  await agent.leave();
});

describe.each([
  ['zh-TW', DESKTOP],
  ['zh-TW', PHONE],
  ['en', DESKTOP],
  ['en', PHONE],
] as const)('in %s on %j', (locale, viewport) => {
  it('the found cases, the question and the record are accessible and fit', async () => {
    const said = callsWords[locale];
    const agent = await site.arrive({ locale, viewport });
    await agent.open(`/desk/sign-in?lang=${locale}`);
    await agent.enter('agent', PASSWORD, locale);
    const look = async (as: string) => {
      // on a phone the cursor in its field has scrolled the head of the page under the bar
      await agent.page.evaluate(() => scrollTo(0, 0));
      expect([as, await axeViolations(agent.page)]).toEqual([as, []]);
      expect(await agent.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(
        viewport.width,
      );
      const folder = process.env['SCREENSHOTS'];
      if (folder)
        await agent.page.screenshot({
          path: `${folder}/${as}-${locale}-${viewport.width}.png`,
          fullPage: true,
        });
    };
    await agent.open('/desk/calls/new');
    await agent.fill({ [said.caller]: HERS });
    await agent.press(said.find);
    await agent.page.locator('#caller-found').getByText(caseNumber, { exact: true }).waitFor();
    await look('found');
    await agent.fill({ [said.name]: '王' });
    await agent.press(said.attach);
    await look('question');
    await agent.fill({ [said.name]: '' });
    await agent.press(said.attach);
    await look('refused');
    await agent.fill({ [said.said]: '又壞了' });
    await agent.press(said.attach);
    await agent.page.getByRole('button', { name: said.undo }).waitFor();
    await look('record');
    await agent.leave();
  });
});

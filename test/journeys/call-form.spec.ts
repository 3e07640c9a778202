import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Reader } from '@app/platform';
import { openSite } from '../support/site.js';
import { PASSWORD } from '../support/web.js';
import { ApiClient } from '../support/api-client.js';
import type { Visitor } from '../support/visitor.js';
import { callsWords } from '../../apps/web/src/calls/words.js';

const ABOUT = { 服務項目: '示範諮詢', 問題摘要: '創業貸款被退件' };
const ANSWER = { 怎麼回答的: '已先說明流程，但需承辦回電' };
const CASE = { 案情: '想了解貸款為什麼被退件', 姓名: '王小明', 電話: '0912345678', 所在鄉鎮市區: '中正區' };
const MADE = ['contact', 'case_file'];

jest.setTimeout(60_000);

const site = openSite({ staff: true });
let api: ApiClient;
beforeAll(async () => {
  api = await ApiClient.of(site.web, 'supervisor');
});

describe.each([true, false])('the call form, with script: %s', (javaScriptEnabled) => {
  let agent: Visitor;
  let before: Record<string, number>;

  /** Number of contacts and cases created since the form was opened. */
  const made = async () => {
    const now = await site.web.rowCounts(MADE);
    return MADE.map((table) => now[table]! - before[table]!);
  };
  const kept = async (answers: Record<string, string>) => {
    const isSelect = (label: string) => label in { 服務項目: 1 };
    for (const [label, value] of Object.entries(answers))
      if (!isSelect(label)) expect([label, await agent.field(label).inputValue()]).toEqual([label, value]);
  };
  const historyOf = async (caseNumber: string) =>
    (await api.get(`/api/v1/staff/cases/${caseNumber}`)).body.history as { type: string; text?: string }[];

  beforeAll(async () => {
    agent = await site.arrive({ javaScriptEnabled });
    await agent.signIn('agent', PASSWORD);
  });
  afterAll(() => agent.leave());
  beforeEach(async () => {
    await agent.open('/desk/calls/new?lang=zh-TW');
    before = await site.web.rowCounts(MADE);
  });

  it('opens with the cursor in its first field', async () => {
    await agent.open('/desk');
    if (javaScriptEnabled) await agent.page.keyboard.press('n');
    else await agent.follow('新來電');
    await agent.page.waitForURL('**/desk/calls/new');
    expect(await agent.cursor()).toBe('caller');
  });

  it.each(['問題摘要', '姓名', '電子郵件', '電話', '所在鄉鎮市區', '管道 電話', '告知事項'])(
    'does nothing on Enter in %s',
    async (label) => {
      await agent.fill({ ...ABOUT, ...ANSWER, ...CASE });
      await agent.choose('已唸出告知事項，來電人同意');
      const spot = {
        '管道 電話': agent.page.getByLabel('電話', { exact: true }).and(agent.page.locator('[type=radio]')),
        告知事項: agent.page.getByLabel('已唸出告知事項，來電人同意'),
      }[label];
      await (spot ?? agent.field(label)).press('Enter');
      // a request triggered by Enter is sent before this one is answered
      await agent.page.evaluate(() => fetch('/health/live'));
      await agent.page.waitForLoadState();
      expect(await agent.heading()).toBe('新來電、新來訪');
      expect(await agent.errors()).toEqual([]);
      await kept({ ...ABOUT, ...ANSWER, ...CASE });
      expect(await made()).toEqual([0, 0]);
    },
  );

  it.each(Object.entries(CASE))('asks before “solved at once” would lose %s', async (label, value) => {
    await agent.fill({ ...ABOUT, ...ANSWER, [label]: value });
    await agent.press('記錄為當場解決');
    const question = agent.page.getByRole('alert');
    expect(await question.innerText()).toMatch(new RegExp(`還沒有記錄[^]*${label}`));
    await kept({ ...ABOUT, ...ANSWER, [label]: value });
    expect(await made()).toEqual([0, 0]);
    await agent.press('不保留，只計人次');
    await agent.page.getByText('已記錄一筆當場解決。').waitFor();
    expect(await made()).toEqual([1, 0]);
  });

  it('asks again when more was typed since', async () => {
    await agent.fill({ ...ABOUT, ...ANSWER, 姓名: '王小明' });
    await agent.press('記錄為當場解決');
    await agent.fill({ 電話: '0912345678' });
    await agent.press('不保留，只計人次');
    expect(await agent.page.getByRole('alert').innerText()).toContain('不會保留您填的電話。');
    expect(await made()).toEqual([0, 0]);
  });

  it('stores the answer given as a note of the case', async () => {
    await agent.fill({ ...ABOUT, ...ANSWER, ...CASE });
    await agent.choose('已唸出告知事項，來電人同意');
    await agent.page.locator('.ending').getByRole('button', { name: '立案', exact: true }).click();
    expect(await agent.heading()).toBe('已立案');
    expect(await agent.text()).toContain('已記在案件的註記');
    const history = await historyOf(await agent.page.locator('#case-number').innerText());
    expect(history.map(({ type }) => type)).toEqual(['RECEIVED', 'ACCEPTED', 'NOTED']);
    expect(history[2]!.text).toBe(ANSWER['怎麼回答的']);
    expect(await made()).toEqual([0, 1]);
  });

  it('keeps the wish for confidentiality through a refusal and in the case', async () => {
    await agent.fill({ ...ABOUT, ...CASE, 案情: '' });
    await agent.choose('請為我的身分保密');
    await agent.press('立案');
    expect(await agent.errors()).not.toEqual([]);
    expect(await agent.page.getByLabel('請為我的身分保密').isChecked()).toBe(true);
    await agent.fill({ ...ABOUT, ...ANSWER, ...CASE });
    await agent.choose('已唸出告知事項，來電人同意');
    await agent.page.locator('.ending').getByRole('button', { name: '立案', exact: true }).click();
    const caseNumber = await agent.page.locator('#case-number').innerText();
    expect((await api.get(`/api/v1/staff/cases/${caseNumber}`)).body).toMatchObject({ confidential: true });
  });

  it('asks before “solved at once” would lose the wish for confidentiality', async () => {
    await agent.fill({ ...ABOUT, ...ANSWER });
    await agent.choose('請為我的身分保密');
    await agent.press('記錄為當場解決');
    expect(await agent.page.getByRole('alert').innerText()).toContain('身分保密');
    expect(await made()).toEqual([0, 0]);
  });

  it('names everything that is missing at once', async () => {
    await agent.press('立案');
    const missing = ['service', 'subject', 'noticeRead', 'description', 'contact.name'];
    const wrong = agent.page.locator('.field-wrong [name]');
    const names = await wrong.evaluateAll((found) => found.map((one) => (one as HTMLInputElement).name));
    expect(names.toSorted()).toEqual(missing.toSorted());
    expect(await agent.errors()).toHaveLength(missing.length);
  });

  it.each(['傳真', '書信', '電子郵件', '現場申訴郵箱'])(
    'logs %s without requiring that the notice was read out',
    async (channel) => {
      await agent.page.locator('fieldset', { hasText: '管道' }).getByLabel(channel, { exact: true }).check();
      expect(await agent.page.locator('.by-voice').isVisible()).toBe(false);
      await agent.fill({ ...ABOUT, ...CASE });
      await agent.press('立案');
      expect(await agent.heading()).toBe('已立案');
      const sql = 'SELECT hotline, "noticeVersion" AS notice FROM case_file WHERE "caseNumber" = $1';
      const row = await site.web.get(Reader).row(sql, [await agent.page.locator('#case-number').innerText()]);
      expect(row).toEqual({ hotline: null, notice: null });
    },
  );

  it('keeps day and number of the receipt of a letter, and the promises count from that day', async () => {
    await agent.choose('書信');
    await agent.fill({ ...ABOUT, ...CASE, 年: '115', 月: '8', 收文文號: '示收字第1150000123號' });
    await agent.page.locator('[name="receivedOn.day"]').fill('17');
    await agent.page.locator('.ending').getByRole('button', { name: '立案', exact: true }).click();
    expect(await agent.heading()).toBe('已立案');
    expect(await agent.text()).toContain('民國115年8月17日');
    const number = await agent.page.locator('#case-number').innerText();
    const { body } = await api.get(`/api/v1/staff/cases/${number}`);
    expect(body).toMatchObject({ receivedAt: '2026-08-17T00:00:00+08:00' });
    await agent.open(`/desk/cases/${number}`);
    expect(await agent.text()).toMatch(/民國115年8月17日（一）[^]*示收字第1150000123號/);
  });

  it.each([
    ['115', '2', '31', '請輸入正確的日期'],
    ['115', '', '', '請輸入正確的日期'],
    ['116', '1', '1', '過去一年內的收文日期'],
    ['110', '1', '1', '過去一年內的收文日期'],
  ])(
    'asks about the day %s/%s/%s together with everything else, and keeps it',
    async (year, month, day, words) => {
      await agent.choose('傳真');
      const parts = { year, month, day };
      for (const [part, value] of Object.entries(parts))
        await agent.page.locator(`[name="receivedOn.${part}"]`).fill(value);
      await agent.press('立案');
      const errors = await agent.errors();
      expect(errors).toHaveLength(5);
      expect(errors.join()).toContain(words);
      for (const [part, value] of Object.entries(parts))
        expect(await agent.page.locator(`[name="receivedOn.${part}"]`).inputValue()).toBe(value);
    },
  );

  it('asks before “solved at once” would lose the number of a document', async () => {
    await agent.choose('傳真');
    await agent.fill({ ...ABOUT, ...ANSWER, 收文文號: '第1號' });
    await agent.press('記錄為當場解決');
    expect(await agent.page.getByRole('alert').innerText()).toContain('收文文號');
    expect(await made()).toEqual([0, 0]);
  });

  it('does not count a visit at the counter on the hotline', async () => {
    await agent.choose('臨櫃');
    expect(await agent.page.locator('.by-phone').isVisible()).toBe(false);
    const topic = `臨櫃 ${javaScriptEnabled}`;
    await agent.fill({ ...ABOUT, ...ANSWER, 問題摘要: topic });
    await agent.press('記錄為當場解決');
    await agent.page.getByText('已記錄一筆當場解決。').waitFor();
    const sql = 'SELECT channel, hotline FROM contact WHERE topic = $1';
    expect(await site.web.get(Reader).row(sql, [topic])).toEqual({ channel: 'COUNTER', hotline: null });
  });

  it('keeps everything typed when the language is switched, also on the page of the new case', async () => {
    await agent.fill({ ...ABOUT, ...ANSWER, ...CASE });
    await agent.choose('傳真');
    await agent.press('English');
    expect(await agent.heading()).toBe(callsWords['en'].title);
    const said = callsWords['en'];
    expect(await agent.field(said.subject).inputValue()).toBe(ABOUT['問題摘要']);
    expect(await agent.field(said.name).inputValue()).toBe('王小明');
    expect(await agent.page.getByLabel('Fax', { exact: true }).isChecked()).toBe(true);
    await agent.press(said.open);
    const number = await agent.page.locator('#case-number').innerText();
    const code = await agent.page.locator('#lookup-code').innerText();
    await agent.press('中文');
    expect(await agent.heading()).toBe('已立案');
    expect(await agent.page.locator('#case-number').innerText()).toBe(number);
    expect(await agent.page.locator('#lookup-code').innerText()).toBe(code);
    expect(await made()).toEqual([0, 1]);
  });

  it('can be sent again on purpose, after a message that it was sent before', async () => {
    await agent.fill({ ...ABOUT, ...ANSWER });
    const key = await agent.page.locator('#call input[name=key]').inputValue();
    await agent.press('記錄為當場解決');
    await agent.page.getByText('已記錄一筆當場解決。').waitFor();
    await agent.fill({ ...ABOUT, 怎麼回答的: '另一通' });
    await agent.page
      .locator('#call input[name=key]')
      .evaluate((input: HTMLInputElement, old) => (input.value = old), key);
    await agent.press('記錄為當場解決');
    await agent.page.getByText('這張表單先前已經送出過').waitFor();
    await kept({ 怎麼回答的: '另一通' });
    await agent.press('記錄為當場解決');
    await agent.page.getByText('已記錄一筆當場解決。').waitFor();
    expect(await made()).toEqual([2, 0]);
  });
});

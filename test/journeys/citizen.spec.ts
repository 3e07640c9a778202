import type { Locale } from '@app/platform';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Locator } from 'playwright-core';
import { openSite } from '../support/site.js';
import { answerAll, reportIn } from '../support/report-steps.js';
import { PHONE, type Visitor } from '../support/visitor.js';
import { citizenCaseWords } from '../../apps/web/src/citizen-case/words.js';
import { progressWords } from '../../apps/web/src/progress/words.js';
import { reportWords } from '../../apps/web/src/report/words.js';
import { contactWords } from '../../apps/web/src/report/questions/contact.js';
import { subjectWords } from '../../apps/web/src/report/questions/subject.js';
import { problemWords } from '../../apps/web/src/site/problem-words.js';
import { siteWords } from '../../apps/web/src/site/words.js';

jest.setTimeout(30_000);

const site = openSite();

const MANNERS: [string, Locale, boolean][] = [
  ['in zh-TW with script', 'zh-TW', true],
  ['in zh-TW without script', 'zh-TW', false],
  ['in English with script', 'en', true],
  ['in English without script', 'en', false],
];

describe.each(MANNERS)('a report on the site.web %s', (_name, locale, javaScriptEnabled) => {
  const said = reportIn(locale);
  let citizen: Visitor;
  let form: Record<string, string>;
  let number: string;
  let code: string;

  beforeAll(async () => {
    citizen = await site.arrive({ locale, javaScriptEnabled, viewport: PHONE });
  });
  afterAll(() => citizen.leave());

  it('asks again for what is missing, and keeps the rest', async () => {
    await citizen.open('/cases/new/service');
    await citizen.press(said.continue);
    expect(await citizen.errors()).toEqual([problemWords('choose-service', locale)]);
    await citizen.choose(said.service);
    await citizen.press(said.continue);
    await citizen.press(said.continue);
    expect(await citizen.errors()).toHaveLength(1);
    await citizen.fill(said.answers.subject);
    await citizen.press(said.continue);
    await citizen.choose(said.agree);
    await citizen.press(said.continue);
    await citizen.fill(said.answers.details);
    await citizen.press(said.continue);
    const email = contactWords[locale].email;
    await citizen.fill({ ...said.answers.contact, [email]: 'not an address' });
    // the browser's check must not be the only one
    await citizen.page
      .locator('form')
      .last()
      .evaluate((element: HTMLFormElement) => (element.noValidate = true));
    await citizen.press(said.continue);
    expect(await citizen.errors()).toEqual([problemWords('email', locale)]);
    expect(await citizen.field(contactWords[locale].name).inputValue()).toBe('陳小華');
    expect(await citizen.field(email).inputValue()).toBe('not an address');
    expect(await citizen.page.title()).toContain(siteWords[locale].errorPrefix);
  });

  it('shows every answer before it is sent, each with a way back', async () => {
    await answerAll(citizen, locale);
    expect(await citizen.heading()).toBe(reportWords[locale].check.title);
    const shown = await citizen.text();
    for (const value of ['Pothole 坑洞', '路面有一個大洞', '臺中市西屯區', '陳小華', 'hua@example.tw'])
      expect(shown).toContain(value);
    const change = siteWords[locale].changeOf(subjectWords[locale].label);
    await citizen.page.getByRole('link', { name: change }).click();
    const subject = citizen.field(Object.keys(said.answers.subject)[0]!);
    expect(await subject.inputValue()).toBe('Pothole 坑洞');
    await subject.fill('Pothole, again');
    await citizen.press(said.continue);
    expect(await citizen.heading()).toBe(reportWords[locale].check.title);
    expect(await citizen.text()).toContain('Pothole, again');
  });

  it('becomes a case with a number and a code', async () => {
    const fields = citizen.page.locator('main form input[type=hidden]');
    form = Object.fromEntries(
      await fields.evaluateAll((all) =>
        all.map((one) => [one.getAttribute('name'), one.getAttribute('value')]),
      ),
    );
    await citizen.press(said.send);
    number = await citizen.page.locator('#case-number').innerText();
    code = await citizen.page.locator('#lookup-code').innerText();
    expect(number).toMatch(/^SME-1150819-\d{5}-\d$/);
    expect(await citizen.heading()).toBe(reportWords[locale].done.title);
  });

  it('makes one case when it is sent again, after going back or twice at once', async () => {
    const before = await site.web.rowCounts(['case_file']);
    const again = () => citizen.context.request.post('/cases/new/check', { form });
    const answers = await Promise.all([again(), again()]);
    for (const answer of answers) {
      expect(answer.status()).toBe(200);
      expect(await answer.text()).toContain(number);
    }
    expect(await site.web.rowCounts(['case_file'])).toEqual(before);
  });

  it('can be looked up with number and code in any notation', async () => {
    await citizen.open('/progress');
    await citizen.fill({ [said.number]: number.toLowerCase(), [said.code]: 'AAAAA-AAAAA' });
    await citizen.press(said.lookUp);
    expect(await citizen.errors()).toEqual([progressWords[locale].notFound]);
    expect(await citizen.field(said.number).inputValue()).toBe(number.toLowerCase());
    await citizen.fill({ [said.code]: code.toLowerCase().replace('-', ' ') });
    await citizen.press(said.lookUp);
    expect(await citizen.page.title()).toContain(citizenCaseWords[locale].title(number));
    expect(await citizen.text()).toContain(number);
    expect(await citizen.text()).toContain(citizenCaseWords[locale].promises);
  });
});

describe('a double click', () => {
  it('on the last button makes one case', async () => {
    const citizen = await site.arrive({ javaScriptEnabled: false });
    await answerAll(citizen, 'zh-TW');
    const before = (await site.web.rowCounts(['case_file']))['case_file']!;
    await citizen.page.getByRole('button', { name: '確認送出' }).dblclick();
    await citizen.page.locator('#case-number').waitFor();
    expect(await site.web.rowCounts(['case_file'])).toEqual({ case_file: before + 1 });
    await citizen.leave();
  });
});

describe('the public pages', () => {
  let citizen: Visitor;
  beforeAll(async () => {
    citizen = await site.arrive();
  });
  afterAll(() => citizen.leave());

  it('show every agency’s promises with source, and whether they are measured', async () => {
    expect(await citizen.open('/commitments')).toBe(200);
    for (const words of ['中小及新創企業署', '產業發展署', '本系統計算中', '由機關自行統計', '依據'])
      expect(await citizen.page.locator('main').textContent()).toContain(words);
  });

  it('lead from a service to the report about it', async () => {
    expect(await citizen.open('/services/sme.finance-diagnosis')).toBe(200);
    await citizen.press('反映這項服務');
    expect(await citizen.heading()).toBe(subjectWords['zh-TW'].title);
    expect(await citizen.text()).toContain('融資診斷輔導');
  });

  it('switch language in place and remember it', async () => {
    await citizen.open('/services');
    await citizen.follow('English');
    expect(await citizen.page.locator('html').getAttribute('lang')).toBe('en');
    await citizen.open('/commitments');
    expect(await citizen.page.locator('html').getAttribute('lang')).toBe('en');
    await citizen.open('/?lang=zh-TW');
  });

  it('show "not found" for an unknown questionnaire', async () => {
    expect(await citizen.open('/surveys/no-such-token')).toBe(404);
    expect(await citizen.heading()).toBe('這份問卷已經無法填答');
    expect(await citizen.open('/cases/unknown')).toBe(404);
    expect(await citizen.heading()).toBe('找不到這個頁面');
  });
});

describe('by keyboard alone', () => {
  const MOST_TABS = 60;
  let citizen: Visitor;
  const tabTo = async (target: Locator) => {
    for (let n = 0; n < MOST_TABS; n++) {
      await citizen.page.keyboard.press('Tab');
      if (await target.evaluate((element) => element === document.activeElement)) return;
    }
    throw new Error(`not reached by Tab: ${target.toString()}`);
  };
  const press = (key: string) => citizen.page.keyboard.press(key);
  const enter = async (label: string, value: string) => {
    await tabTo(citizen.field(label));
    await citizen.page.keyboard.type(value);
  };
  const button = (name: string) => citizen.page.getByRole('button', { name, exact: true });
  const arrives = (title: string) => citizen.page.getByRole('heading', { level: 1, name: title }).waitFor();

  it('a report is sent and looked up; Enter in a field presses the page’s main button', async () => {
    citizen = await site.arrive();
    await citizen.open('/cases/new/service?lang=zh-TW');
    await tabTo(citizen.page.locator('summary').first());
    await press('Enter');
    await tabTo(citizen.page.getByRole('radio').first());
    await press('Space');
    await press('Enter');
    await arrives('您想反映什麼事？');
    await enter('您想反映什麼事', '路燈不亮');
    await press('Enter');
    await arrives('個人資料蒐集告知事項');
    await tabTo(citizen.page.getByRole('checkbox'));
    await press('Space');
    await tabTo(button('繼續'));
    await press('Enter');
    await arrives('請說明詳細情形');
    await enter('詳細內容', '巷口的路燈三天沒亮');
    await tabTo(button('繼續'));
    await press('Enter');
    await arrives('怎麼聯絡您？');
    await enter('姓名', '林大同');
    await press('Enter');
    await arrives('送出前，請再檢查一次');
    await tabTo(button('確認送出'));
    await press('Enter');
    await arrives('已收到您的案件');
    const [number, code] = await Promise.all(
      ['#case-number', '#lookup-code'].map((id) => citizen.page.locator(id).innerText()),
    );
    await citizen.open('/progress');
    await enter('案件編號', number!);
    await enter('查詢碼', code!);
    await press('Enter');
    await citizen.page.getByText('我們承諾的日期').waitFor();
    expect(await citizen.text()).toContain(number!);
    await citizen.leave();
  });
});

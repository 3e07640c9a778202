import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { PRIVACY_NOTICE_VERSION } from '@app/intake';
import { taipeiDate } from '@app/platform';
import { callsWords } from '../../apps/web/src/calls/words.js';
import { casePartsWords } from '../../apps/web/src/case-parts/words.js';
import { casesWords } from '../../apps/web/src/cases/words.js';
import { citizenCaseWords } from '../../apps/web/src/citizen-case/words.js';
import { progressWords } from '../../apps/web/src/progress/words.js';
import { siteWords } from '../../apps/web/src/site/words.js';
import { ApiClient } from '../support/api-client.js';
import { SCRIPTS } from '../support/manners.js';
import type { Visitor } from '../support/visitor.js';
import { openSite } from '../support/site.js';
import { faultsWideAndNarrow } from '../support/wide-and-narrow.js';
import { PASSWORD } from '../support/web.js';

const DOCUMENT = '經企字第11500012345號';

jest.setTimeout(90_000);

const site = openSite({ staff: true });

/** A subsidy, the steps and the decision that its service asks for, and what each side reads of them. */
describe.each(SCRIPTS)('the work on a case, in %s, with script: %s', (locale, script) => {
  const parts = casePartsWords[locale];
  const { act: acts } = parts.statuses;
  let staff: Visitor;
  let number: string;
  let code: string;

  beforeAll(async () => {
    const agent = await ApiClient.of(site.web, 'agent');
    const { body } = await agent.post('/api/v1/staff/cases', {
      ...{ channel: 'COUNTER', noticeVersion: PRIVACY_NOTICE_VERSION, service: 'demo.subsidy' },
      ...{ subject: '補助', description: '申請補助', contact: { name: '王小明', email: 'ming@example.tw' } },
      ...{ matter: 'CONSULTATION', topicCode: 'subsidy', need: 'hearing', rating: '4' },
    });
    [number, code] = [body.caseNumber, body.lookupCode];
    await agent.post(`/api/v1/staff/cases/${number}/acts/accept`, {});
    staff = await site.arrive({ javaScriptEnabled: script, locale });
    await staff.open(`/desk/sign-in?lang=${locale}`);
    await staff.enter('handler', PASSWORD, locale);
  });
  afterAll(() => staff.leave());

  const form = (name: string) => staff.page.locator(`form[action$="/acts/${name}"]`).first();
  const typeToday = async (field: string, name: string) => {
    const [year, month, day] = taipeiDate(site.web.time.now()).split('-').map(String);
    for (const [part, value] of Object.entries({ year: year!, month: month!, day: day! }))
      await form(name).locator(`[name="${field}.${part}"]`).fill(value);
  };
  const unfold = async (name: 'step-done' | 'record-decision') => {
    await staff.open(`/desk/cases/${number}`);
    await staff.page.locator('#acts').getByText(acts[name], { exact: true }).first().click();
  };
  const press = (name: string) => form(name).locator('button').last().click();
  const looked = async (page: string, visitor: Visitor) =>
    expect(await faultsWideAndNarrow(visitor, `${page}-${locale}`)).toEqual([]);

  it('a step is recorded with its day and a note, and the next one is named', async () => {
    await unfold('step-done');
    await form('step-done').locator('[name=text]').fill('文件齊全');
    await press('step-done');
    expect(await staff.errors()).not.toEqual([]);
    expect(await form('step-done').locator('[name=text]').inputValue()).toBe('文件齊全');
    await typeToday('on', 'step-done');
    await press('step-done');
    await staff.page.getByText(parts.acts.done(acts['step-done'])).waitFor();
    const steps = await staff.page.locator('section[aria-labelledby=steps-title]').innerText();
    expect(steps).toContain(casesWords[locale].case.stepDone);
    expect(steps).toContain('文件齊全');
  });

  it('closing waits for the decision, which names amount and document', async () => {
    const handler = await ApiClient.of(site.web, 'handler');
    await handler.post(`/api/v1/staff/cases/${number}/acts/reply`, { text: '核定如下' });
    await unfold('record-decision');
    expect(await staff.page.getByText(casesWords[locale].case.decisionFirst).isVisible()).toBe(true);
    await form('record-decision').locator('select').selectOption('APPROVED');
    await press('record-decision');
    expect(await staff.errors()).toHaveLength(3);
    await form('record-decision').locator('[name=amount]').fill('50,000');
    await form('record-decision').locator('[name=documentNumber]').fill(DOCUMENT);
    await typeToday('documentDate', 'record-decision');
    await press('record-decision');
    await staff.page.getByText(parts.acts.done(acts['record-decision'])).waitFor();
    expect(await staff.page.getByText(parts.amount('50,000')).first().isVisible()).toBe(true);
    await looked('case', staff);
  });

  it('how far her messages got is said on a page of its own, which told.js asks again', async () => {
    await staff.open(`/desk/calls/told/${number}`);
    const { title, states } = callsWords[locale].told;
    const told = await staff.page.locator('#told').innerText();
    expect(told).toContain(title);
    expect(Object.values(states).some((state) => told.includes(state))).toBe(true);
    await looked('told', staff);
    await staff.open(`/desk/cases/${number}`);
  });

  it('what the call noted stands on the case, with the topic', async () => {
    const calls = await staff.page.locator('section[aria-labelledby=calls-title]').innerText();
    for (const word of locale === 'en'
      ? ['Subsidies', 'Hearing or speech', '4 of 5']
      : ['補助', '聽語障', '4 分'])
      expect(calls).toContain(word);
  });

  it('she reads the step in words of her own, the decision and her calls, and not the note or the topic', async () => {
    const her = await site.arrive({ javaScriptEnabled: script, locale });
    await her.open(`/progress?lang=${locale}`);
    await her.fill({ [progressWords[locale].number]: number, [progressWords[locale].code]: code });
    await her.press(siteWords[locale].actions.search);
    const text = await her.page.locator('main').innerText();
    for (const word of [DOCUMENT, parts.amount('50,000'), parts.fields.choices.APPROVED])
      expect(text).toContain(word);
    expect(text).toContain(locale === 'en' ? 'Your papers were checked' : '已完成書面審查');
    expect(text).toContain(citizenCaseWords[locale].calls);
    expect(text).not.toContain('文件齊全');
    expect(text).not.toContain(locale === 'en' ? 'Topic' : '問題類別');
    await looked('hers', her);
    await her.leave();
  });
});

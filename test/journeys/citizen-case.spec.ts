import { days, LOCALES } from '@app/platform';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { citizenCaseWords } from '../../apps/web/src/citizen-case/words.js';
import { progressWords } from '../../apps/web/src/progress/words.js';
import { problemWords } from '../../apps/web/src/site/problem-words.js';
import { siteWords } from '../../apps/web/src/site/words.js';
import { faultsOf, HerCase } from '../support/her-case.js';
import { SCRIPTS } from '../support/manners.js';
import { PHONE, type Visitor } from '../support/visitor.js';
import { openSite } from '../support/site.js';

jest.setTimeout(60_000);

const DATE_BY = 500;
const ACTS = ['answer', 'message', 'reopen', 'withdraw'] as const;
const LONG = '申請創業貸款三次都被退件，'.repeat(12);

const site = openSite({ staff: true, env: { DEMO: 'true' } });

describe.each(SCRIPTS)('her case is looked up, in %s, with script: %s', (locale, javaScriptEnabled) => {
  const said = progressWords[locale];
  let her: Visitor;
  let one: HerCase;
  beforeAll(async () => {
    her = await site.arrive({ locale, javaScriptEnabled, viewport: PHONE });
    one = await HerCase.logged(site.web, LONG);
  });
  afterAll(() => her.leave());

  it('with the number from a link; what is wrong is said and what was typed stays', async () => {
    await her.open(`/progress?n=${one.number}`);
    expect(await her.field(said.number).inputValue()).toBe(one.number);
    await her.press(siteWords[locale].actions.search);
    expect(await her.errors()).toEqual([problemWords('required', locale, { label: said.code })]);
    const last = Number(one.number.at(-1));
    const mistyped = one.number.slice(0, -1) + String((last + 1) % 10);
    await her.fill({ [said.number]: mistyped, [said.code]: one.code });
    await her.press(siteWords[locale].actions.search);
    expect(await her.errors()).toEqual([said.mistyped]);
    expect(await her.field(said.number).inputValue()).toBe(mistyped);
    await one.enter(her, locale, 'AAAAA-AAAAA');
    expect(await her.errors()).toEqual([said.notFound]);
    expect(her.page.url()).not.toContain('AAAAA');
    await her.page.reload();
    expect(await her.field(said.code).inputValue()).toBe('AAAAA-AAAAA');
    await one.enter(her, locale);
    expect(new URL(her.page.url()).pathname).toBe(one.path);
  });

  it('its date stands on the first screen of a phone, however long the subject', async () => {
    const box = await her.page.locator('.standing-date').boundingBox();
    expect(box!.y + box!.height).toBeLessThan(DATE_BY);
    expect(await her.text()).toContain(LONG.slice(-10));
  });

  it('is there after Back, Forward, Reload and in a second tab; left, it asks again', async () => {
    await her.page.goBack();
    await her.page.goForward();
    await her.page.reload();
    const tab = await her.context.newPage();
    expect((await tab.goto(one.path))!.status()).toBe(200);
    await her.press(citizenCaseWords[locale].leave);
    await her.page.waitForURL('**/progress');
    await her.page.goBack();
    await her.page.reload();
    await tab.reload();
    for (const page of [her.page, tab]) expect(page.url()).toContain(`/progress?n=${one.number}`);
    await tab.close();
  });
});

describe.each(LOCALES)('every page of her case in %s', (locale) => {
  const said = citizenCaseWords[locale];
  let her: Visitor;
  beforeAll(async () => {
    her = await site.arrive({ locale, viewport: PHONE });
  });
  afterAll(() => her.leave());
  const found: string[] = [];
  const look = async (name: string) => {
    const into = process.env['SHOTS'];
    if (into) await her.page.screenshot({ path: `${into}/${name}-${locale}.png`, fullPage: true });
    found.push(...(await faultsOf(her)).map((fault) => `${name}: ${fault}`));
  };

  it('is accessible, marks what is in another language and fits the narrowest screen', async () => {
    const one = await HerCase.logged(site.web);
    await one.act('message', { text: '請等候會勘' });
    await one.askFor('身分證影本', 14);
    await one.openBy(her, locale);
    await look('case');
    for (const name of ['answer', 'message', 'withdraw'] as const) {
      await her.open(`${one.path}/${name}`);
      await look(name);
      await her.press(said.form[name].send);
      expect(await her.errors()).toHaveLength(1);
      await look(`${name} refused`);
    }
    await her.open(`${one.path}/contact`);
    await look('contact');
    await her.open(`${one.path}/answer`);
    await her.fill({ [said.form.answer.label]: '影本如附' });
    await her.press(said.form.answer.send);
    expect(await her.heading()).toBe(said.receipt.title.answer);
    await look('receipt');
    await one.act('reply', { text: '已補齊，准予貸款。' });
    await her.open(`${one.path}/reopen`);
    await look('reopen');
    await her.fill({ [said.form.reopen.label]: '金額不對' });
    await one.act('close');
    site.web.time.forward(days(31));
    await her.press(said.form.reopen.send);
    await one.enter(her, locale);
    expect(await her.heading()).toBe(said.gone.title);
    expect(await her.text()).toContain('金額不對');
    await look('gone');
    await her.open(one.path);
    await look('closed');
    await her.open('/progress/lost-code');
    await look('lost code');
    const lost = progressWords[locale];
    await her.fill({ [lost.number]: one.number, [lost.lostCode.contact]: 'ming@example.tw' });
    await her.press(lost.lostCode.send);
    expect(await her.heading()).toBe(lost.lostCode.sentTitle);
    await look('code sent');
    expect(found).toEqual([]);
    expect(ACTS).toEqual(Object.keys(said.form));
  });
});

import { LOCALES } from '@app/platform';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { citizenCaseWords } from '../../apps/web/src/citizen-case/words.js';
import { problemWords } from '../../apps/web/src/site/problem-words.js';
import { HerCase } from '../support/her-case.js';
import { SCRIPTS } from '../support/manners.js';
import { NARROW, type Visitor } from '../support/visitor.js';
import { openSite } from '../support/site.js';
import { PASSWORD } from '../support/web.js';

jest.setTimeout(60_000);

const TEXT = '金額不對 the amount';

const site = openSite({ staff: true, env: { DEMO: 'true', DRAFTS_PER_ADDRESS_HOUR: '1000' } });

describe.each(SCRIPTS)('what she does on her case, in %s, with script: %s', (locale, javaScriptEnabled) => {
  const said = citizenCaseWords[locale];
  const { message, withdraw, reopen } = said.form;
  const other = LOCALES.find((one) => one !== locale)!;
  let her: Visitor;
  let one: HerCase;
  beforeEach(async () => {
    her = await site.arrive({ locale, javaScriptEnabled, viewport: NARROW });
    one = await HerCase.logged(site.web);
  });
  afterEach(() => her.leave());

  /** What the browser sends of a form. */
  const filledIn = (form: string) =>
    her.page.locator(form).evaluate((element: HTMLFormElement) => {
      const all = [...new FormData(element)];
      return Object.fromEntries(all.filter((one): one is [string, string] => typeof one[1] === 'string'));
    });

  it('the same form sent twice, from a second tab and after Back, has one effect', async () => {
    await one.openBy(her, locale, 'message');
    await her.fill({ [message.label]: TEXT });
    const fields = await filledIn('#act');
    await her.press(message.send);
    await her.page.waitForURL('**/receipts/*');
    const again = () => her.context.request.post(`${one.path}/message`, { form: fields });
    for (const answered of await Promise.all([again(), again()])) {
      expect(answered.url()).toBe(her.page.url());
      expect(answered.status()).toBe(200);
    }
    expect(await one.count('MESSAGED')).toBe(1);
    await her.page.goBack();
    await her.page.reload();
    expect(await her.heading()).toBe(message.title);
  });

  it('staff see the message on the case, and the unit gets the mail', async () => {
    await one.openBy(her, locale, 'message');
    await her.fill({ [message.label]: TEXT });
    await her.press(message.send);
    await her.page.waitForURL('**/receipts/*');
    await site.web.sweep();
    const mails = (await site.web.outbox('citizen-wrote')).filter((mail) => mail.includes(one.number));
    expect(mails.join()).toContain('To: handler@demo.example');
    expect(mails.join()).not.toContain(TEXT);
    const staff = await site.arrive({ javaScriptEnabled });
    await staff.signIn('handler', PASSWORD);
    await staff.open(`/desk/cases/${one.number}`);
    expect(await staff.text()).toContain(TEXT);
    await staff.leave();
  });

  it('contact, language, reopening, withdrawing: refused when empty, then each with its receipt', async () => {
    await one.openBy(her, locale, 'contact');
    await her.fill({ [said.contactForm.email]: 'not an address' });
    await her.press(said.contactForm.send);
    expect(await her.errors()).toEqual([problemWords('email', locale)]);
    expect(await her.field(said.contactForm.email).inputValue()).toBe('not an address');
    await her.fill({ [said.contactForm.email]: 'new@example.tw' });
    await her.choose(said.contact.locales[other]);
    const fields = await filledIn('#contact');
    await her.press(said.contactForm.send);
    expect(await her.heading()).toBe(said.receipt.title.contact);
    await her.context.request.post(`${one.path}/contact`, { form: fields });
    expect(await one.count('CONTACT_CHANGED')).toBe(1);
    await her.open(one.path);
    for (const words of ['n***@example.tw', said.contact.locales[other]])
      expect(await her.text()).toContain(words);
    await one.act('reply', { text: '已答復' });
    for (const [act, form, type] of [
      ['reopen', reopen, 'REOPENED'],
      ['withdraw', withdraw, 'WITHDRAWN'],
    ] as const) {
      await her.open(`${one.path}/${act}`);
      await her.press(form.send);
      expect(await her.errors()).toEqual([problemWords('required', locale, { label: form.label })]);
      await her.fill({ [form.label]: TEXT });
      await her.press(form.send);
      expect([await her.heading(), await one.count(type)]).toEqual([said.receipt.title[act], 1]);
    }
    await her.open(`${one.path}/withdraw`);
    expect(await her.heading()).toBe(said.gone.title);
  });
});

describe('by keyboard alone', () => {
  it('a case is opened, a message written and sent, and the case left', async () => {
    const one = await HerCase.logged(site.web);
    const her = await site.arrive();
    const said = citizenCaseWords['zh-TW'];
    const { keyboard } = her.page;
    const tabTo = async (name: string | RegExp, role: 'button' | 'link' | 'textbox') => {
      const target = her.page.getByRole(role, { name });
      for (let n = 0; n < 60; n++) {
        await keyboard.press('Tab');
        if (await target.evaluate((element) => element === document.activeElement)) return;
      }
      throw new Error(`not reached by Tab: ${String(name)}`);
    };
    await her.open(`/progress?n=${one.number}`);
    await tabTo(/^查詢碼/, 'textbox');
    await keyboard.type(one.code);
    await keyboard.press('Enter');
    await her.page.waitForURL(`**${one.path}`);
    await tabTo(said.acts.message, 'link');
    await keyboard.press('Enter');
    await her.page.waitForURL('**/message');
    await tabTo(said.form.message.label, 'textbox');
    await keyboard.type('請回電');
    await tabTo(said.form.message.send, 'button');
    await keyboard.press('Enter');
    await her.page.waitForURL('**/receipts/*');
    await tabTo(said.back, 'link');
    await keyboard.press('Enter');
    await her.page.waitForURL(`**${one.path}`);
    await tabTo(said.leave, 'button');
    await keyboard.press('Enter');
    await her.page.waitForURL('**/progress');
    expect(await one.count('MESSAGED')).toBe(1);
    await her.leave();
  });
});

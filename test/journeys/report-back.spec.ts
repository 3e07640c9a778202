import { DESCRIPTION_MAX, PRIVACY_NOTICE } from '@app/intake';
import { hours, LOCALES, UnitOfWork } from '@app/platform';
import { afterAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { Page } from 'playwright-core';
import { SCRIPTS } from '../support/manners.js';
import { answerAll, reportIn } from '../support/report-steps.js';
import { openSite } from '../support/site.js';
import { NARROW, type Visitor } from '../support/visitor.js';
import { reportWords } from '../../apps/web/src/report/words.js';
import { contactWords } from '../../apps/web/src/report/questions/contact.js';
import { detailsWords } from '../../apps/web/src/report/questions/details.js';
import { subjectWords } from '../../apps/web/src/report/questions/subject.js';
import { siteWords } from '../../apps/web/src/site/words.js';

jest.setTimeout(60_000);

const site = openSite({ env: { INTAKE_PER_ADDRESS_HOUR: '1000' } });

describe.each(SCRIPTS)('a report at 320 px, in %s, with script: %s', (locale, javaScriptEnabled) => {
  const said = reportIn(locale);
  const words = reportWords[locale];
  const { carried } = siteWords[locale];
  const other = siteWords[locale].language.other;
  const { title, label } = detailsWords[locale];
  const subject = Object.keys(said.answers.subject)[0]!;
  let citizen: Visitor;

  beforeEach(async () => {
    if (citizen) await citizen.leave();
    citizen = await site.arrive({ locale, javaScriptEnabled, viewport: NARROW });
  });
  afterAll(() => citizen.leave());

  const path = () => new URL(citizen.page.url()).pathname;
  const value = (name: string) => citizen.field(name).inputValue();
  /** Up to the details, which are open. */
  const begin = async () => {
    await citizen.open('/cases/new/subject?service=sme.finance-diagnosis');
    await citizen.fill(said.answers.subject);
    await citizen.press(said.continue);
    await citizen.choose(said.agree);
    await citizen.press(said.continue);
    expect(await citizen.heading()).toBe(title);
  };

  it('Back, Forward and Reload show every page with its answers, the receipt too', async () => {
    // the answer is there before the page is: pressed again too early, a button would leave from the page before
    const shown = (name: string) =>
      citizen.page.getByRole('heading', { level: 1, name, exact: true }).waitFor();
    const before = [
      contactWords[locale].title,
      title,
      PRIVACY_NOTICE[locale].title,
      subjectWords[locale].title,
    ];
    // each question by the page before it, never by its address: opened twice, it would be twice in the history
    await citizen.open('/cases/new/service');
    await citizen.choose(said.service);
    const steps = [said.answers.subject, said.agree, said.answers.details, said.answers.contact];
    for (const [step, answer] of steps.entries()) {
      await citizen.press(said.continue);
      await shown(before.at(-1 - step)!);
      await (typeof answer === 'string' ? citizen.choose(answer) : citizen.fill(answer));
    }
    await citizen.press(said.continue);
    await shown(words.check.title);
    for (const name of before) {
      expect((await citizen.page.goBack())!.status()).toBe(200);
      await shown(name);
    }
    expect(await value(subject)).toBe('Pothole 坑洞');
    for (const name of [...before.slice(0, -1).toReversed(), words.check.title]) {
      expect((await citizen.page.goForward())!.status()).toBe(200);
      await shown(name);
    }
    expect(path()).toBe('/cases/new/check');
    expect((await citizen.page.reload())!.status()).toBe(200);
    await citizen.press(said.send);
    const number = await citizen.page.locator('#case-number').innerText();
    const code = await citizen.page.locator('#lookup-code').innerText();
    const receipt = () => citizen.page.locator('#lookup-code').innerText();
    await citizen.page.reload();
    expect(await receipt()).toBe(code);
    await citizen.page.getByRole('link', { name: /\/progress\?n=/ }).click();
    expect(await value(said.number)).toBe(number);
    await citizen.page.goBack();
    expect(await receipt()).toBe(code);
    await citizen.follow(other);
    expect(await receipt()).toBe(code);
    await citizen.page.goBack();
    await citizen.open('/cases/new/contact');
    expect(await citizen.heading()).toBe(reportWords[locale === 'en' ? 'zh-TW' : 'en'].sent.title);
    await citizen.page.getByRole('link', { name: /receipt|收據/ }).click();
    expect(await receipt()).toBe(code);
  });

  it('the language switch on every page keeps what was typed and not sent', async () => {
    await begin();
    await citizen.fill({ [label]: '寫到一半 🙂\n第二行' });
    await citizen.press(other);
    const there = locale === 'en' ? 'zh-TW' : 'en';
    expect(await citizen.heading()).toBe(detailsWords[there].title);
    expect(await value(detailsWords[there].label)).toBe('寫到一半 🙂\n第二行');
    await citizen.press(siteWords[there].language.other);
    expect(await value(label)).toBe('寫到一半 🙂\n第二行');
  });

  it('a second tab sees the answers of the first; neither loses those of the other', async () => {
    await begin();
    const tab = await citizen.context.newPage();
    await tab.goto('/cases/new/subject');
    await tab.getByLabel(new RegExp(`^${subject}`)).fill('另一頁');
    await citizen.fill(said.answers.details);
    await citizen.press(said.continue);
    await tab.getByRole('button', { name: said.continue, exact: true }).click();
    expect(new URL(tab.url()).pathname).toBe('/cases/new/contact');
    await citizen.fill(said.answers.contact);
    await citizen.press(said.continue);
    const check = await citizen.text();
    for (const text of ['另一頁', '路面有一個大洞', '陳小華']) expect(check).toContain(text);
  });

  it('with its cookies cleared says so and goes on with the page that was sent', async () => {
    await begin();
    await citizen.fill(said.answers.details);
    await citizen.context.clearCookies();
    await citizen.press(said.continue);
    expect(await citizen.text()).toContain(carried.text);
    await citizen.press(carried.again);
    expect(await citizen.text()).toContain(words.lost.none);
    expect(path()).toBe('/cases/new/service');
    await citizen.open('/cases/new/subject?service=sme.finance-diagnosis');
    await citizen.fill(said.answers.subject);
    await citizen.press(said.continue);
    await citizen.choose(said.agree);
    await citizen.press(said.continue);
    expect(path()).toBe('/cases/new/contact');
  });

  it.each(['expired', 'unreadable'] as const)(
    'whose draft is %s says so, and keeps the page that was sent',
    async (state) => {
      await begin();
      await citizen.fill(said.answers.details);
      if (state === 'expired') site.web.time.forward(hours(24));
      else
        await site.web.get(UnitOfWork).run((manager) => manager.query(`UPDATE draft SET body = 'v1.AAAA'`));
      await citizen.press(said.continue);
      expect(await citizen.text()).toContain(words.lost[state]);
      await citizen.choose(said.service);
      await citizen.press(said.continue);
      expect(await citizen.heading()).toBe(subjectWords[locale].title);
      await citizen.fill(said.answers.subject);
      await citizen.press(said.continue);
      await citizen.choose(said.agree);
      await citizen.press(said.continue);
      expect(await citizen.heading()).toBe(contactWords[locale].title);
      await citizen.page.goBack();
      await citizen.open('/cases/new/details');
      expect(await value(label)).toBe('路面有一個大洞');
    },
  );
});

describe.each(LOCALES)('on paper, in %s', (locale) => {
  it('the receipt takes one sheet, with the address of the site', async () => {
    const citizen = await site.arrive({ locale });
    await answerAll(citizen, locale);
    await citizen.press(reportIn(locale).send);
    await citizen.page.locator('#case-number').waitFor();
    const sheets = (await citizen.page.pdf({ format: 'A4' })).toString('latin1').match(/\/Type \/Page\b/g);
    expect(sheets).toHaveLength(1);
    await citizen.page.emulateMedia({ media: 'print' });
    expect(await citizen.page.locator('.look-up').innerText()).toContain(`${site.web.url}/progress?n=`);
    expect(await citizen.page.getByRole('img', { name: reportWords[locale].done.qr }).isVisible()).toBe(true);
    await citizen.leave();
  });
});

describe('what is counted', () => {
  it('is the same in the browser and on the server: signs, not their halves; line ends as one; no spaces around', async () => {
    const citizen = await site.arrive();
    const { label } = detailsWords['zh-TW'];
    await citizen.open('/cases/new/subject?service=sme.finance-diagnosis');
    await citizen.fill(reportIn('zh-TW').answers.subject);
    await citizen.press('繼續');
    await citizen.choose(reportIn('zh-TW').agree);
    await citizen.press('繼續');
    const count = () => citizen.page.locator('.count').innerText();
    const exact = `  ${`${'🙂'.repeat(99)}\n`.repeat(DESCRIPTION_MAX / 100 - 1)}${'🙂'.repeat(99)}字  `;
    await citizen.fill({ [label]: `${exact.trimEnd()}字` });
    expect(await count()).toBe('超過 1 字，請縮短');
    await citizen.press('繼續');
    expect(await citizen.errors()).toHaveLength(1);
    await citizen.fill({ [label]: exact });
    expect(await count()).toBe('還可以輸入 0 字');
    await citizen.press('繼續');
    expect(await citizen.heading()).toBe(contactWords['zh-TW'].title);
    await citizen.leave();
  });
});

describe('with script', () => {
  it('what is being typed outlives Reload, a closed tab and a way back; begun again it is gone', async () => {
    const citizen = await site.arrive();
    const { label } = detailsWords['zh-TW'];
    await answerAll(citizen, 'zh-TW');
    await citizen.open('/cases/new/details');
    /** The page's script sends it while the page is left; the browser does not say when it has arrived. */
    const arrives = async (page: Page, text: string) => {
      for (let n = 0; n < 30; n++) {
        await page.goto('/cases/new/details');
        if ((await page.getByLabel(label).inputValue()) === text) return text;
      }
      return page.getByLabel(label).inputValue();
    };
    await citizen.fill({ [label]: '還沒送出的話' });
    await citizen.page.reload();
    expect(await arrives(citizen.page, '還沒送出的話')).toBe('還沒送出的話');
    await citizen.fill({ [label]: '關掉分頁前的話' });
    await citizen.page.close({ runBeforeUnload: true });
    const tab = await citizen.context.newPage();
    expect(await arrives(tab, '關掉分頁前的話')).toBe('關掉分頁前的話');
    await tab.goto('/cases/new');
    await tab.getByRole('button', { name: reportWords['zh-TW'].draft.goOn }).click();
    expect(await tab.locator('main').innerText()).toContain('關掉分頁前的話');
    await tab.goto('/cases/new');
    await tab.getByRole('button', { name: reportWords['zh-TW'].draft.again }).click();
    await tab.goto('/cases/new/details');
    expect(new URL(tab.url()).pathname).toBe('/cases/new/service');
    await citizen.leave();
  });
});

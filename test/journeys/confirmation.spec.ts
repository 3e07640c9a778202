import { days, LOCALES, type Locale } from '@app/platform';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { casePartsWords } from '../../apps/web/src/case-parts/words.js';
import { citizenCaseWords } from '../../apps/web/src/citizen-case/words.js';
import { confirmationWords } from '../../apps/web/src/confirmations/words.js';
import { reportWords } from '../../apps/web/src/report/words.js';
import { problemWords } from '../../apps/web/src/site/problem-words.js';
import { axeViolations } from '../support/axe.js';
import { TO_CONFIRM } from '../support/confirmations.js';
import { faultsOf } from '../support/her-case.js';
import { SCRIPTS } from '../support/manners.js';
import { readMail } from '../support/mail-text.js';
import { reportIn } from '../support/report-steps.js';
import { PHONE, type Visitor } from '../support/visitor.js';
import { openSite } from '../support/site.js';

jest.setTimeout(60_000);

const START = Date.parse('2026-08-19T10:00:00+08:00');

const site = openSite({
  env: {
    DEMO: 'true',
    DRAFTS_PER_ADDRESS_HOUR: '1000',
    INTAKE_PER_ADDRESS_HOUR: '1000',
    DRAFT_HOURS: '144',
    MESSAGES_PER_RECIPIENT_DAY: '1000',
  },
});
beforeEach(() => site.web.time.set(START));

let person = 0;
/** Each has an address of her own: mails to one are counted. */
const contactIn = (locale: Locale) => {
  const { contact } = reportIn(locale).answers;
  const email = Object.keys(contact)[1]!;
  return { ...contact, [email]: `hua-${++person}@example.tw` };
};

/** Reports to the mailbox, up to check-your-answers. */
async function fillIn(her: Visitor, locale: Locale): Promise<void> {
  const said = reportIn(locale);
  await her.open(`/cases/new/subject?service=${TO_CONFIRM}&lang=${locale}`);
  await her.fill(said.answers.subject);
  await her.press(said.continue);
  await her.choose(said.agree);
  await her.press(said.continue);
  await her.fill(said.answers.details);
  await her.press(said.continue);
  await her.fill(contactIn(locale));
  await her.press(said.continue);
}

/** Pages of every report: their links in text are looked at elsewhere. */
const ALL_SEE = ['check', 'contact', 'receipt', 'receipt-resent', 'receipt-lapsed'];

const numberOn = (her: Visitor) => her.page.locator('#case-number').innerText();
const codeOn = (her: Visitor) => her.page.locator('#lookup-code').innerText();

/** The mails of one kind about a case, newest last. */
async function mailsOf(kind: string, number: string): Promise<string[]> {
  await site.web.sweep();
  const mails = (await site.web.outbox(kind)).map((raw) => readMail(raw));
  return mails.filter(({ subject, text }) => `${subject}${text}`.includes(number)).map(({ text }) => text);
}
const linkIn = (mail = '') => /\/confirmations\/[\w-]{22}/.exec(mail)![0];

describe.each(SCRIPTS)(
  'a mailbox asks her to confirm, in %s, with script: %s',
  (locale, javaScriptEnabled) => {
    const said = confirmationWords[locale];
    const { confirmMail } = casePartsWords[locale];
    const { done, toConfirm } = reportWords[locale];
    const report = reportIn(locale);
    let her: Visitor;
    let number: string;
    beforeEach(async () => {
      her = await site.arrive({ locale, javaScriptEnabled, viewport: PHONE });
      await fillIn(her, locale);
    });
    afterEach(() => her.leave());

    const send = async () => {
      await her.press(report.send);
      number = await numberOn(her);
    };

    it('says so before she sends, and on the receipt where the mail went and until when', async () => {
      expect(await her.text()).toContain(toConfirm.check(`hua-${person}@example.tw`, 3));
      await her.open('/cases/new/contact');
      expect(await her.text()).toContain(toConfirm.contact(3));
      await her.open('/cases/new/check');
      await send();
      expect(await her.heading()).toBe(toConfirm.title);
      const text = await her.text();
      for (const words of ['h***@example.tw', locale === 'en' ? '22 Aug 2026' : '8月22日'])
        expect(text).toContain(words);
    });

    it('the link may be opened many times; the button opens the case, with its promises', async () => {
      await send();
      const path = linkIn((await mailsOf('confirm-report', number)).at(-1));
      for (const method of ['HEAD', 'GET', 'GET'])
        expect((await her.context.request.fetch(path, { method })).status()).toBe(200);
      const other = await site.arrive({ locale, javaScriptEnabled, viewport: PHONE });
      expect(await other.open(path)).toBe(200);
      expect(await other.heading()).toBe(said.ask.title);
      expect(await other.text()).toContain(number);
      expect(await other.text()).not.toMatch(/Pothole|陳小華/);
      site.web.time.forward(days(1));
      await other.press(said.ask.button);
      expect(await other.heading()).toBe(said.confirmed.title);
      expect(other.page.url()).toBe(site.web.url + path);
      expect(await other.page.locator('.promise').count()).toBeGreaterThan(0);
      expect(await mailsOf('case-received', number)).toHaveLength(1);
      await other.page.reload();
      expect(await other.heading()).toBe(said.confirmed.title);
      await her.open('/cases/new/done');
      expect(await her.heading()).toBe(done.title);
      await other.leave();
    });

    it('the mail is sent again from the receipt and from her case, until it was often enough', async () => {
      await send();
      const code = await codeOn(her);
      await her.press(confirmMail.resend);
      expect(await her.text()).toContain(confirmMail.again);
      await her.open(`/progress?n=${number}&lang=${locale}`);
      await her.fill({ [report.code]: code });
      await her.press(report.lookUp);
      expect(await her.text()).toContain(
        citizenCaseWords[locale].situation.TO_CONFIRM({ unit: '', partner: '' }).slice(0, 6),
      );
      await her.press(confirmMail.resend);
      await her.press(confirmMail.resend);
      expect(await her.text()).toContain(confirmMail.noneLeft);
      const links = (await mailsOf('confirm-report', number)).map(linkIn);
      expect([links.length, new Set(links).size]).toEqual([4, 1]);
    });

    it('another address gets a link of its own; the earlier link says so', async () => {
      await send();
      const code = await codeOn(her);
      const earlier = linkIn((await mailsOf('confirm-report', number)).at(-1));
      await her.open(`/progress?n=${number}&to=contact&lang=${locale}`);
      await her.fill({ [report.code]: code });
      await her.press(report.lookUp);
      const { contactForm } = citizenCaseWords[locale];
      await her.choose(contactForm.removeEmail);
      await her.press(contactForm.send);
      expect(await her.errors()).toEqual([problemWords('email-to-confirm', locale)]);
      await her.page.getByLabel(contactForm.removeEmail).uncheck();
      await her.fill({ [contactForm.email]: 'new@example.tw' });
      await her.press(contactForm.send);
      expect(await her.heading()).toBe(citizenCaseWords[locale].receipt.title.contact);
      await her.open(earlier);
      expect(await her.heading()).toBe(said.over.REPLACED.title);
      const links = (await mailsOf('confirm-report', number)).map(linkIn);
      await her.open(links.find((link) => link !== earlier)!);
      await her.press(said.ask.button);
      expect(await her.heading()).toBe(said.confirmed.title);
    });

    it('lapses after the last day: she is told, and the link, the receipt and her case say so', async () => {
      await send();
      const code = await codeOn(her);
      const path = linkIn((await mailsOf('confirm-report', number)).at(-1));
      await her.open(path);
      site.web.time.set(Date.parse('2026-08-23T00:00:00+08:00'));
      expect(await mailsOf('confirmation-lapsed', number)).toHaveLength(1);
      await her.press(said.ask.button);
      expect(await her.heading()).toBe(said.over.LAPSED.title);
      await her.open('/cases/new/done');
      expect(await her.heading()).toBe(toConfirm.over);
      await her.open(`/progress?n=${number}&lang=${locale}`);
      await her.fill({ [report.code]: code });
      await her.press(report.lookUp);
      const { situation } = citizenCaseWords[locale];
      expect(await her.text()).toContain(situation.LAPSED());
    });

    it('without an e-mail address it is said before, and received at once', async () => {
      await her.open('/cases/new/contact');
      await her.fill({ [Object.keys(report.answers.contact)[1]!]: '' });
      await her.press(report.continue);
      expect(await her.text()).toContain(toConfirm.checkWithout);
      await send();
      expect(await her.heading()).toBe(done.title);
      expect(await her.text()).toContain(toConfirm.without);
      expect(await mailsOf('confirm-report', number)).toEqual([]);
    });
  },
);

describe.each(LOCALES)('every page of a confirmation in %s', (locale) => {
  const said = confirmationWords[locale];
  const report = reportIn(locale);
  const found: string[] = [];
  let her: Visitor;
  beforeAll(async () => {
    her = await site.arrive({ locale, viewport: PHONE });
  });
  afterAll(() => her.leave());
  const look = async (name: string) => {
    const into = process.env['SHOTS'];
    if (into) await her.page.screenshot({ path: `${into}/${name}-${locale}.png`, fullPage: true });
    const faults = ALL_SEE.includes(name) ? await axeViolations(her.page) : await faultsOf(her);
    found.push(...faults.map((fault) => `${name}: ${fault}`));
  };

  it('is accessible, marks what is in another language and fits the narrowest screen', async () => {
    await fillIn(her, locale);
    await look('check');
    await her.open('/cases/new/contact');
    await look('contact');
    await her.open('/cases/new/check');
    await her.press(report.send);
    const [number, code] = [await numberOn(her), await codeOn(her)];
    await look('receipt');
    await her.press(casePartsWords[locale].confirmMail.resend);
    await look('receipt-resent');
    await her.open(`/progress?n=${number}&lang=${locale}`);
    await her.fill({ [report.code]: code });
    await her.press(report.lookUp);
    await look('case');
    const path = linkIn((await mailsOf('confirm-report', number)).at(-1));
    await her.open(path);
    await look('ask');
    await her.press(said.ask.button);
    await look('confirmed');
    await her.open('/confirmations/no-such-token');
    await look('gone');
    expect(found).toEqual([]);
  });

  it('also where it lapsed', async () => {
    await fillIn(her, locale);
    await her.press(report.send);
    const number = await numberOn(her);
    const path = linkIn((await mailsOf('confirm-report', number)).at(-1));
    await site.web.pass(days(4));
    await her.open(path);
    expect(await her.heading()).toBe(said.over.LAPSED.title);
    await look('lapsed');
    await her.open('/cases/new/done');
    await look('receipt-lapsed');
    expect(found).toEqual([]);
  });
});

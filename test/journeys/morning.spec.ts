import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { PRIVACY_NOTICE_VERSION } from '@app/intake';
import { Mornings } from '@app/morning';
import { hours, taipeiMidnight, type Locale } from '@app/platform';
import { accountWords } from '../../apps/web/src/account/words.js';
import { boardWords } from '../../apps/web/src/board/words.js';
import { chaseListsWords } from '../../apps/web/src/chase-lists/words.js';
import { ApiClient } from '../support/api-client.js';
import { SCRIPTS } from '../support/manners.js';
import type { Visitor } from '../support/visitor.js';
import { openSite } from '../support/site.js';
import { faultsWideAndNarrow } from '../support/wide-and-narrow.js';
import { PASSWORD } from '../support/web.js';

const GUIDANCE = { 'zh-TW': '示範輔導組', en: 'Demonstration guidance division' };
const DESK = { 'zh-TW': '示範服務中心', en: 'Demonstration service desk' };
/** Working days, one for each manner. */
const DAYS = ['2026-08-21', '2026-08-24', '2026-08-25', '2026-08-26'];

jest.setTimeout(90_000);

const site = openSite({ staff: true });
let numbers: string[];
beforeAll(async () => {
  const agent = await ApiClient.of(site.web, 'agent');
  const supervisor = await ApiClient.of(site.web, 'supervisor');
  const open = async (subject: string) => {
    const { body } = await agent.post('/api/v1/staff/cases', {
      ...{ channel: 'COUNTER', noticeVersion: PRIVACY_NOTICE_VERSION, service: 'demo.subsidy' },
      ...{ subject, description: '申請補助', contact: { name: '王小明', email: 'ming@example.tw' } },
    });
    return body.caseNumber as string;
  };
  numbers = [await open('補助申請的附件'), await open('補助撥款的時間')];
  await agent.post('/api/v1/staff/cases', {
    ...{ channel: 'COUNTER', noticeVersion: PRIVACY_NOTICE_VERSION, service: 'demo.consultation' },
    ...{ subject: '諮詢', description: '諮詢', contact: { name: '王小明', email: 'ming@example.tw' } },
  });
  const chase = { whom: 'demo.guidance', days: '2', text: '請說明目前進度' };
  await supervisor.post(`/api/v1/staff/cases/${numbers[0]}/acts/chase`, chase);
});

const at = (day: string, hour: number) => site.web.time.set(taipeiMidnight(day) + hours(hour));
const morning = async (day: string) => {
  at(day, 8.5);
  await site.web.get(Mornings).arm();
  for (let n = 0; n < 5; n++) await site.web.sweep();
};

describe.each(SCRIPTS.map(([locale, script], index) => [locale, script, DAYS[index]!] as const))(
  'a morning of supervisors, in %s, with script: %s, on %s',
  (locale, script, day) => {
    const said = chaseListsWords[locale];
    const unit = GUIDANCE[locale];
    let head: Visitor;
    let officer: Visitor;

    beforeAll(async () => {
      await morning(day);
      [head, officer] = [await enter('head', locale), await enter('supervisor', locale)];
    });
    afterAll(async () => {
      await head.leave();
      await officer.leave();
    });

    const enter = async (login: string, language: Locale) => {
      const visitor = await site.arrive({ javaScriptEnabled: script, locale: language });
      await visitor.open(`/desk/sign-in?lang=${language}`);
      await visitor.enter(login, PASSWORD, language);
      return visitor;
    };
    const looked = async (page: string, visitor: Visitor) =>
      expect([page, await faultsWideAndNarrow(visitor, `${page}-${locale}`)]).toEqual([page, []]);
    const row = (visitor: Visitor, name: string) => visitor.page.getByRole('row').filter({ hasText: name });

    it('the head gets one mail with numbers, case numbers and links, and no name', async () => {
      const mails = (await site.web.outbox('morning-sheet')).filter(
        (text) => text.includes('head@demo.example') && text.includes(`on=${day}`),
      );
      expect(mails).toHaveLength(1);
      for (const words of ['示範輔導組', numbers[0]!, '/desk/board/sheet']) expect(mails[0]).toContain(words);
      for (const secret of ['王小明', '補助申請的附件', '黃組長']) expect(mails[0]).not.toContain(secret);
      expect(await head.open(`/desk/chase-lists?on=${day}`)).toBe(200);
    });

    it('the sheet says how many there are of each part', async () => {
      await head.open('/desk/board/sheet');
      const { number, parts } = boardWords[locale].sheet;
      const untouched = await head.page.getByRole('heading', { level: 2 }).allInnerTexts();
      expect(untouched).toContain(number(parts.chases, 1, 100));
      await looked('sheet', head);
    });

    it('the head finds the list from the board, and acknowledges it with what will be done', async () => {
      await head.open('/desk/board');
      await head.follow(boardWords[locale].chaseLists);
      expect(await row(head, unit).innerText()).toContain(said.states.AWAITED);
      await looked('chase-day-awaited', head);
      await head.follow(unit);
      expect(await head.heading()).toBe(said.one.title(unit));
      const text = await head.text();
      for (const words of [...numbers, '請說明目前進度', said.one.answered.OPEN])
        expect(text).toContain(words);
      await looked('chase-list-open', head);
      await head.press(said.one.submit);
      expect(await head.errors()).toHaveLength(1);
      await head.fill({ [said.one.plan]: '請打 0912-345-678 聯絡' });
      await head.press(said.one.submit);
      expect(await head.errors()).toHaveLength(1);
      expect(await head.field(said.one.plan).inputValue()).toBe('請打 0912-345-678 聯絡');
      await looked('chase-list-refused', head);
      await head.fill({ [said.one.plan]: '今天下班前逐件回復申請人' });
      await head.press(said.one.submit);
      const done = await head.text();
      for (const words of [said.one.done, '今天下班前逐件回復申請人', '黃組長'])
        expect(done).toContain(words);
      expect(await head.page.getByRole('button', { name: said.one.submit, exact: true }).count()).toBe(0);
      await looked('chase-list-read', head);
    });

    it('after noon the officer sees who acknowledged and who did not, and looks back by date', async () => {
      at(day, 12.5);
      await officer.open('/desk/chase-lists');
      const read = await row(officer, unit).innerText();
      for (const words of [said.states.READ, '黃組長', '今天下班前逐件回復申請人'])
        expect(read).toContain(words);
      expect(await row(officer, DESK[locale]).innerText()).toContain(said.states.MISSED);
      expect(await officer.text()).toContain(said.missed(1));
      await looked('chase-day-missed', officer);
      const [year, month, date] = day.split('-');
      const typed = { year: String(Number(year) - 1911), month: month!, day: date! };
      for (const [part, value] of Object.entries(typed))
        await officer.page.locator(`[name="on.${part}"]`).fill(value);
      await officer.press(said.show);
      expect(await row(officer, unit).innerText()).toContain(said.states.READ);
      await officer.page.locator('[name="on.month"]').fill('13');
      await officer.press(said.show);
      expect(await officer.errors()).toHaveLength(1);
    });

    it('prints the list on A4, without what cannot be pressed on paper', async () => {
      await head.open(`/desk/chase-lists/demo.guidance/${day}`);
      const pdf = await head.page.pdf({ format: 'A4' });
      expect(pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)).toHaveLength(1);
      await head.page.emulateMedia({ media: 'print' });
      expect(await head.page.getByRole('link', { name: said.one.all }).isVisible()).toBe(false);
      expect(await head.page.getByText(numbers[0]!).first().isVisible()).toBe(true);
      await head.page.emulateMedia({ media: null });
    });

    it('who does not want the mail turns it off on a page of her account, and on again', async () => {
      const mails = accountWords[locale].mails;
      await head.open('/desk/password');
      await head.follow(accountWords[locale].password.mails);
      expect(await head.heading()).toBe(mails.title);
      expect(await head.page.getByLabel(mails.yes, { exact: true }).isChecked()).toBe(true);
      await looked('mails', head);
      for (const choice of [mails.no, mails.yes]) {
        await head.choose(choice);
        await head.press(mails.submit);
        expect(await head.text()).toContain(mails.done);
        expect(await head.page.getByLabel(choice, { exact: true }).isChecked()).toBe(true);
      }
    });

    it('is no one else’s', async () => {
      const handler = await enter('handler', locale);
      for (const path of ['/desk/chase-lists', `/desk/chase-lists/demo.guidance/${day}`, '/desk/mails'])
        expect([path, await handler.open(path)]).toEqual([path, 404]);
      await handler.leave();
    });
  },
);

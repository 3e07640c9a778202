import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { FaqImport, SHARED } from '@app/knowledge';
import { Reader } from '@app/platform';
import { axeViolations } from '../support/axe.js';
import { SCRIPTS } from '../support/manners.js';
import { openSite } from '../support/site.js';
import { PASSWORD } from '../support/web.js';
import { DESKTOP, PHONE, type Visitor } from '../support/visitor.js';
import { callsWords } from '../../apps/web/src/calls/words.js';

const TAX = {
  ...{ id: 1, question: '營業稅如何申報？', answer: '每單月15日前申報。\n可在網路或臨櫃辦理。' },
  ...{ unit: '示範稅務組', source: 'https://demo.example/faq/1', reviewDate: '2027-01-01' },
};
const LOAN = {
  ...{ id: 2, question: '臺灣創業貸款要哪些文件？', answer: '請備妥營業登記。' },
  ...{ unit: '示範輔導組', source: '內部手冊', reviewDate: '2026-01-31' },
};

jest.setTimeout(60_000);

const site = openSite({ staff: true });
beforeAll(async () => {
  await site.web.get(FaqImport).run(SHARED, JSON.stringify([TAX, LOAN]));
});

describe.each(SCRIPTS)('questions and answers beside a call, in %s, with script: %s', (locale, script) => {
  const said = callsWords[locale];
  let agent: Visitor;

  beforeAll(async () => {
    agent = await site.arrive({ javaScriptEnabled: script, locale });
    await agent.open(`/desk/sign-in?lang=${locale}`);
    await agent.enter('agent', PASSWORD, locale);
  });
  afterAll(() => agent.leave());
  beforeEach(() => agent.open('/desk/calls/new'));

  const found = () => agent.page.locator('#faq-found');
  const look = async (summary: string) => {
    await agent.fill({ [said.subject]: summary });
    if (!script) await agent.press(said.faqFind);
  };
  const kept = (topic: string) =>
    site.web.get(Reader).row<{ number: string; answer: string }>(
      `SELECT k.number, c.answer FROM contact c JOIN call_record r ON r.id = c.id
        LEFT JOIN knowledge_entry k ON k.id = r."knowledgeId" WHERE c.topic = $1`,
      [topic],
    );

  it('are found for the summary, best first, with unit, source and a review that is due', async () => {
    await look('台灣創業貸款');
    await found().getByText(LOAN.question).waitFor();
    expect(await found().innerText()).toMatch(/請備妥營業登記[^]*示範輔導組[^]*內部手冊/);
    const late = locale === 'en' ? 'Its review was due on 31 Jan 2026' : '已過檢視日（民國115年1月31日';
    expect(await found().innerText()).toContain(late);
    await look('申報 營業稅');
    await found().getByText(TAX.question).waitFor();
    expect(await found().locator('.faq-late').count()).toBe(0);
    expect(await found().getByRole('link').getAttribute('href')).toBe(TAX.source);
    expect(agent.page.url()).not.toContain('稅');
  });

  it('say so when none fits', async () => {
    await look('路燈不亮');
    await found().getByText(said.faqCount(0)).waitFor();
    expect(await found().getByRole('listitem').count()).toBe(0);
  });

  it('answer with one press, below what was typed; all else stays, and the entry is kept', async () => {
    const topic = `營業稅申報 ${locale}`;
    await agent.fill({ [said.answer]: '您好', [said.description]: '未立案' });
    await look(topic);
    await found().getByRole('button', { name: said.faqUse }).first().click();
    const answer = agent.field(said.answer);
    await agent.page.waitForFunction(
      () => document.querySelector<HTMLInputElement>('[name=knowledge]')?.value,
    );
    expect(await answer.inputValue()).toBe(`您好\n${TAX.answer}`);
    expect(await agent.field(said.description).inputValue()).toBe('未立案');
    await agent.fill({ [said.description]: '', [said.answer]: TAX.answer });
    await agent.page.locator('[name=service]').selectOption('demo.consultation');
    await agent.press(said.solved);
    await agent.page.getByText(said.solvedDone).waitFor();
    expect(await kept(topic)).toEqual({ number: '1', answer: TAX.answer });
  });

  it('are not named where the answer was typed by hand', async () => {
    await look(`手打 ${locale}`);
    await agent.fill({ [said.answer]: '自己的話' });
    await agent.page.locator('[name=service]').selectOption('demo.consultation');
    await agent.press(said.solved);
    await agent.page.getByText(said.solvedDone).waitFor();
    expect(await kept(`手打 ${locale}`)).toEqual({ number: null, answer: '自己的話' });
  });

  it.each([DESKTOP, PHONE])('are accessible on %j', async (viewport) => {
    await agent.page.setViewportSize(viewport);
    await look('營業稅、創業貸款');
    await found().getByText(LOAN.question).waitFor();
    // what is half under the bar, which stays at the top, would count as too small to be pressed
    if (script) await agent.page.evaluate(() => scrollTo(0, 0));
    expect(script ? await axeViolations(agent.page) : []).toEqual([]);
    const sideways = () => document.documentElement.scrollWidth - document.documentElement.clientWidth;
    expect(await agent.page.evaluate(sideways)).toBe(0);
    const shots = process.env['SHOTS'];
    if (shots)
      await agent.page.screenshot({ path: `${shots}/faq-${locale}-${viewport.width}.png`, fullPage: true });
    await agent.page.setViewportSize(DESKTOP);
  });
});

describe('with the keyboard', () => {
  it('the entries are one stop; the arrows go through them', async () => {
    const agent = await site.arrive();
    await agent.signIn('agent', PASSWORD);
    await agent.page.getByRole('button', { name: '登出' }).waitFor();
    await agent.open('/desk/calls/new');
    await agent.field('問題摘要').fill('營業稅 創業貸款');
    await agent.page.locator('#faq-found li').nth(1).waitFor();
    const focused = () => agent.page.evaluate(() => document.activeElement?.closest('li')?.innerText ?? '');
    const use = agent.page.locator('#faq-found').getByRole('button').first();
    await use.focus();
    const first = await focused();
    await agent.page.keyboard.press('ArrowDown');
    const second = await focused();
    expect([first, second].join()).toMatch(/營業稅[^]*創業貸款|創業貸款[^]*營業稅/);
    await agent.page.keyboard.press('ArrowUp');
    expect(await focused()).toBe(first);
    await agent.page.keyboard.press('Tab');
    expect(await agent.cursor()).toBe('answer');
    await agent.leave();
  });
});

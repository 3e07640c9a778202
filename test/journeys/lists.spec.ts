import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { CaseActs } from '@app/cases';
import type { StaffActor } from '@app/people';
import type { Locale } from '@app/platform';
import type { Page } from 'playwright-core';
import { axeViolations } from '../support/axe.js';
import { prepareCases, type Known } from '../support/inspection.js';
import { PHONE, type Visitor } from '../support/visitor.js';
import { openSite } from '../support/site.js';
import { PASSWORD } from '../support/web.js';
import { casePartsWords } from '../../apps/web/src/case-parts/words.js';
import { listsWords } from '../../apps/web/src/cases/lists/words.js';
import { problemWords } from '../../apps/web/src/site/problem-words.js';
import { siteWords } from '../../apps/web/src/site/words.js';

jest.setTimeout(60_000);

const site = openSite();
let known: Known;
beforeAll(async () => {
  known = await prepareCases(site.web);
});

const EVERY: [Locale, boolean][] = [
  ['zh-TW', true],
  ['en', false],
];
/** Of the unit above all others, which may answer for each of them. */
const ABOVE: StaffActor = {
  ...{ kind: 'staff', id: 'above', name: '上級', organisationId: 'demo', unitId: 'demo.head-office' },
  roles: ['CASE_HANDLER'],
};
const path = (page: Page) => new URL(page.url()).pathname;

describe.each(EVERY)('lists in %s, script %s', (locale, script) => {
  const said = listsWords[locale];
  let who: Visitor;
  let page: Page;
  beforeEach(async () => {
    who = await site.arrive({ locale, javaScriptEnabled: script });
    ({ page } = who);
  });
  afterEach(() => who.leave());

  const signIn = async (login: string) => {
    await who.open(`/desk/sign-in?lang=${locale}`);
    await who.enter(login, PASSWORD, locale);
    await page.waitForURL(/\/desk/);
  };
  const faults = async () => (script ? axeViolations(page) : []);
  const box = (at: number) => page.getByRole('checkbox').nth(at);

  it('are saved by name, opened, renamed and deleted', async () => {
    await signIn('agent');
    await who.open('/desk/cases?queue=open&channel=PHONE');
    await page.getByText(said.saved.save, { exact: true }).click();
    await who.fill({ [said.saved.name]: `電話 ${locale}` });
    expect(await faults()).toEqual([]);
    await who.press(said.saved.submit);
    await page
      .getByRole('alert')
      .getByText(said.saved.kept(`電話 ${locale}`))
      .waitFor();
    expect(await who.heading()).toBe(`電話 ${locale}`);
    await who.follow(said.saved.manage);
    await page.getByText(said.saved.change(`電話 ${locale}`)).click();
    await who.fill({ [said.saved.name]: `來電 ${locale}` });
    expect(await faults()).toEqual([]);
    await who.press(said.saved.rename);
    expect(await who.heading()).toBe(`來電 ${locale}`);
    await who.follow(said.saved.manage);
    await page.getByText(said.saved.removeOne(`來電 ${locale}`)).click();
    await who.press(said.saved.remove);
    await page.getByText(said.saved.removed).waitFor();
  });

  it('have boxes whose cases are assigned together, and given back', async () => {
    await signIn('agent');
    await who.open('/desk/cases?queue=open');
    await box(0).check();
    await box(1).check();
    if (script) await page.getByRole('status').getByText(said.tick.chosen(2)).waitFor();
    await who.press(said.tick.assign);
    await page.getByText(said.bulk.which(2)).waitFor();
    expect(await faults()).toEqual([]);
    await who.press(said.bulk.submit.assign);
    await page.locator('#error-summary').waitFor();
    await page.locator('[name=assignee]').selectOption('demo.guidance');
    await who.press(said.bulk.submit.assign);
    await page.getByText(said.bulk.done(2, 2)).waitFor();
    expect(await faults()).toEqual([]);
    await who.press(said.bulk.undo.assign);
    await page.getByText(said.bulk.undone.assign).waitFor();
    expect(await page.getByRole('cell', { name: said.bulk.states.UNDONE.assign }).count()).toBe(2);
    await who.follow(said.bulk.back);
    expect(path(page)).toBe('/desk/cases');
  });

  it('have boxes whose cases are chased together, and the chases taken back but for what is answered', async () => {
    const { fields } = casePartsWords[locale];
    await signIn('supervisor');
    await who.open('/desk/cases?queue=open');
    const numbers = await page
      .getByRole('checkbox')
      .evaluateAll((all) => all.slice(0, 2).map((one) => (one as HTMLInputElement).value));
    await box(0).check();
    await box(1).check();
    await who.press(said.tick.chase);
    await who.fill({ [fields.days]: '2', [fields.text]: '請說明目前進度' });
    await who.press(said.bulk.submit.chase);
    await page.getByText(said.bulk.done(2, 2)).waitFor();
    expect(await faults()).toEqual([]);
    const answer = { act: 'answer-chase', input: { text: '辦理中' } } as const;
    await site.web.get(CaseActs).perform({ actor: ABOVE, caseNumber: numbers[0]!, ...answer });
    await who.press(said.bulk.undo.chase);
    await page.getByText(said.bulk.undone.chase).waitFor();
    const row = (number: string) => page.getByRole('row').filter({ hasText: number });
    expect(await row(numbers[0]!).innerText()).toContain(problemWords('chase-answered', locale));
    expect(await row(numbers[1]!).innerText()).toContain(said.bulk.states.UNDONE.chase);
    expect(await page.getByRole('button', { name: said.bulk.undo.chase }).count()).toBe(0);
    expect(await faults()).toEqual([]);
  });

  it('tick the whole page at once', async () => {
    await signIn('agent');
    await who.open('/desk/cases?queue=open');
    await page.getByText(said.tick.all, { exact: true }).click();
    await page.getByText(said.tick.none, { exact: true }).waitFor();
    const boxes = await page
      .getByRole('checkbox')
      .evaluateAll((all) => all.map((one) => (one as HTMLInputElement).checked));
    expect(new Set(boxes)).toEqual(new Set([true]));
    await page.getByRole('status').getByText(said.tick.chosen(boxes.length)).waitFor();
    await page.getByText(said.tick.none, { exact: true }).click();
    await page.getByText(said.tick.all, { exact: true }).waitFor();
    expect(await page.locator('input[name=cases]:checked').count()).toBe(0);
    await box(0).check();
    if (script) await page.getByRole('status').getByText(said.tick.chosen(1), { exact: true }).waitFor();
  });

  it('are taken out as a file', async () => {
    await signIn('supervisor');
    await who.open('/desk/cases?queue=open');
    await who.follow(said.export.whole);
    expect(await faults()).toEqual([]);
    const [file] = await Promise.all([page.waitForEvent('download'), who.press(said.export.submit)]);
    expect(file.suggestedFilename()).toMatch(/^(案件清單|cases)-\d{4}-\d\d-\d\d\.csv$/);
  });

  it('lead from case to case', async () => {
    await signIn('agent');
    await who.open('/desk/cases?queue=open');
    const numbers = await page.locator('[data-row] th a').allInnerTexts();
    await page.locator('[data-row] th a').first().click();
    await page.waitForURL(new RegExp(numbers[0]!));
    await page.getByText(said.way.place(1, String(numbers.length))).waitFor();
    await who.follow(said.way.next);
    await page.waitForURL(new RegExp(`cases/${numbers[1]!}`));
    expect(await faults()).toEqual([]);
    await who.follow(said.way.back);
    await page.waitForURL(/queue=open/);
  });

  it('and all places stand on a page of their own', async () => {
    await signIn('agent');
    await who.open(`/desk/cases/${known.open}`);
    if (script) await who.open(`/desk/go?case=${known.open}`);
    else await who.follow(siteWords[locale].goTo.name);
    expect(await faults()).toEqual([]);
    await who.fill({ [said.go.label]: known.open });
    await who.press(said.go.submit);
    await page.waitForURL(`**/desk/cases/${known.open}`);
  });
});

describe('Ctrl K', () => {
  let who: Visitor;
  let page: Page;
  beforeAll(async () => {
    who = await site.arrive();
    ({ page } = who);
    await who.signIn('agent', PASSWORD);
    await page.waitForURL(/\/desk/);
  });
  afterAll(() => who.leave());

  const field = () => page.getByRole('combobox', { name: siteWords['zh-TW'].goTo.script.label });
  const options = () => page.locator('#go-options').getByRole('option');
  const chosen = () => page.locator('[role=option][aria-selected=true]').innerText();
  const opened = async (at: string) => {
    await who.open(at);
    await page.keyboard.press('Control+k');
    await field().waitFor();
    await options().first().waitFor();
  };

  it('shows places and lists; arrows choose, and Enter goes there', async () => {
    await opened('/desk/board');
    expect(await axeViolations(page)).toEqual([]);
    const [first, second] = await options().allInnerTexts();
    expect(await chosen()).toBe(first);
    await page.keyboard.press('ArrowDown');
    expect(await chosen()).toBe(second);
    const id = await page.locator('[role=option][aria-selected=true]').getAttribute('id');
    expect(await field().getAttribute('aria-activedescendant')).toBe(id);
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('ArrowUp');
    expect(await chosen()).toBe((await options().allInnerTexts()).at(-1));
    await page.keyboard.type('已逾期');
    await Promise.all([page.waitForURL(/queue=overdue/), page.keyboard.press('Enter')]);
  });

  it('closes on Escape, and the focus is where it was', async () => {
    await who.open('/desk/cases');
    await page.locator('#q').focus();
    await page.keyboard.press('Control+k');
    await field().waitFor();
    await page.keyboard.press('Escape');
    expect(await page.locator('dialog[open]').count()).toBe(0);
    expect(await who.cursor()).toBe('q');
  });

  it('opens a case by its number, and searches for words', async () => {
    await opened('/desk/board');
    await page.keyboard.type(known.closed.replaceAll('-', ''));
    await Promise.all([page.waitForURL(`**/desk/cases/${known.closed}`), page.keyboard.press('Enter')]);
    await opened('/desk/board');
    await page.keyboard.type('貸款');
    await Promise.all([page.waitForURL(/cases\?q=/), page.keyboard.press('Enter')]);
    expect(await who.heading()).toContain('貸款');
  });

  it('unfolds an act of the case that is open', async () => {
    await opened(`/desk/cases/${known.open}`);
    await page.keyboard.type('內部註記');
    await page.keyboard.press('Enter');
    await page.locator('#act-note[open]').waitFor();
    expect(await who.cursor()).toBe('text');
  });

  it('begins empty each time', async () => {
    await opened('/desk/board');
    const all = await options().count();
    await page.keyboard.type('已逾期');
    expect(await options().count()).toBeLessThan(all);
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+k');
    await field().waitFor();
    expect([await field().inputValue(), await options().count()]).toEqual(['', all]);
    await page.keyboard.press('Escape');
  });

  it('leaves Enter to the input method while a word is being composed', async () => {
    await opened('/desk/board');
    const enter = { key: 'Enter', isComposing: true, bubbles: true, cancelable: true };
    await field().evaluate((input, init) => input.dispatchEvent(new KeyboardEvent('keydown', init)), enter);
    expect([path(page), await page.locator('dialog[open]').count()]).toEqual(['/desk/board', 1]);
    await page.keyboard.press('Escape');
  });

  it('takes no letter of what is typed for a key of the page', async () => {
    await opened('/desk/board');
    await page.keyboard.type('nmt?/');
    expect([path(page), await field().inputValue()]).toEqual(['/desk/board', 'nmt?/']);
    await page.keyboard.press('Escape');
  });

  it('is listed on `?`', async () => {
    await who.open('/desk/board');
    await page.keyboard.press('?');
    const mark = await page.locator('.go-link').evaluate((link) => getComputedStyle(link, '::after').content);
    expect(mark).toContain('Ctrl K');
  });

  it('goes on from case to case with `j` and `k`, and `x` ticks a row', async () => {
    await who.open('/desk/cases?queue=open');
    await page.keyboard.press('j');
    await page.keyboard.press('x');
    expect(await page.getByRole('checkbox').first().isChecked()).toBe(true);
    const numbers = await page.locator('[data-row] th a').allInnerTexts();
    await Promise.all([page.waitForURL(new RegExp(`cases/${numbers[0]!}`)), page.keyboard.press('Enter')]);
    await Promise.all([page.waitForURL(new RegExp(`cases/${numbers[1]!}`)), page.keyboard.press('j')]);
    await Promise.all([page.waitForURL(new RegExp(`cases/${numbers[0]!}`)), page.keyboard.press('k')]);
  });
});

describe('on a narrow screen', () => {
  it('no list, form or box is wider than the screen', async () => {
    const who = await site.arrive({ viewport: PHONE });
    await who.signIn('agent', PASSWORD);
    const wide: string[] = [];
    for (const at of [
      '/desk/cases?queue=open&tick=all',
      '/desk/lists',
      '/desk/go',
      `/desk/bulk/assign?cases=${known.open}`,
      `/desk/cases/${known.open}`,
    ]) {
      await who.open(at);
      await who.page.keyboard.press('Control+k');
      const width = await who.page.evaluate(() => document.documentElement.scrollWidth);
      if (width > PHONE.width) wide.push(`${at}: ${width}`);
    }
    await who.leave();
    expect(wide).toEqual([]);
  });
});

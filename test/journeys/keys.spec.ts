import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Page } from 'playwright-core';
import { openSite } from '../support/site.js';
import { PASSWORD } from '../support/web.js';
import { prepareCases, type Known } from '../support/inspection.js';
import type { Visitor } from '../support/visitor.js';

/** The page of each letter, of the places of an agent. */
const PLACES = { n: '/desk/calls/new', m: '/desk', t: '/desk/cases', b: '/desk/board' };

jest.setTimeout(60_000);

const site = openSite();
let known: Known;
beforeAll(async () => {
  known = await prepareCases(site.web);
});

const pages = (): [string, string][] => [
  ['my work', '/desk'],
  ['the lists', '/desk/cases?queue=all'],
  ['what was found', '/desk/cases?q=nothing-like-it'],
  ['a case', `/desk/cases/${known.open}`],
  ['a closed case', `/desk/cases/${known.closed}`],
  ['a new call', '/desk/calls/new'],
  ['the inbox', '/desk/referrals'],
  ['the board', '/desk/board'],
  ['the password page', '/desk/password'],
];

/** The requests of the page while something is done. */
async function asked(page: Page, doing: () => Promise<unknown>): Promise<string[]> {
  const documents: string[] = [];
  const note = (request: { resourceType(): string; url(): string }) => {
    if (request.resourceType() === 'document') documents.push(new URL(request.url()).pathname);
  };
  page.on('request', note);
  await doing();
  // a second request triggered by the same key is sent before this one
  await page.evaluate(() => fetch('/health/live'));
  page.off('request', note);
  return documents;
}

const marks = (page: Page) => page.evaluate(() => document.documentElement.classList.contains('keys-shown'));

describe('the keys of the desk', () => {
  let who: Visitor;
  let page: Page;

  beforeAll(async () => {
    who = await site.arrive();
    ({ page } = who);
    await who.signIn('agent', PASSWORD);
  });
  afterAll(() => who.leave());

  /** On the call form the cursor stands in a field, which Escape leaves. */
  const openAt = async (path: string) => {
    await who.open(path);
    if (path !== '/desk/calls/new') return;
    expect(await who.cursor()).toBe('caller');
    await page.keyboard.press('Escape');
  };

  it('are listed on `?`, and hidden again, on every page', async () => {
    const seen: unknown[] = [];
    for (const [name, path] of pages()) {
      await openAt(path);
      await page.keyboard.press('?');
      const shown = await marks(page);
      await page.keyboard.press('?');
      seen.push([name, shown, await marks(page)]);
    }
    expect(seen).toEqual(pages().map(([name]) => [name, true, false]));
  });

  it.each(Object.entries(PLACES))('lead on `%s` to %s, once, from every page', async (key, place) => {
    const seen: unknown[] = [];
    for (const [name, path] of pages()) {
      await openAt(path);
      const went = await asked(page, async () => {
        await Promise.all([page.waitForEvent('load'), page.keyboard.press(key)]);
      });
      expect(new URL(page.url()).pathname).toBe(place);
      seen.push([name, went]);
    }
    expect(seen).toEqual(pages().map(([name]) => [name, [place]]));
  });

  it('put the cursor into the search on `/`, from every page, and the next letters go there', async () => {
    const seen: unknown[] = [];
    for (const [name, path] of pages()) {
      await openAt(path);
      const hasSearch = (await page.locator('input[type=search]').count()) > 0;
      const went = await asked(page, async () => {
        const loaded = hasSearch ? undefined : page.waitForEvent('load');
        await page.keyboard.press('/');
        await loaded;
      });
      expect([name, await who.cursor()]).toEqual([name, 'q']);
      await page.keyboard.type('nm');
      seen.push([name, went, await page.locator('input[type=search]').inputValue()]);
      expect([name, await marks(page)]).toEqual([name, false]);
      expect(hasSearch).toBe(went.length === 0);
    }
    expect(seen.map((row) => (row as string[]).at(-1))).toEqual(pages().map(() => 'nm'));
  });

  it('are the same with CapsLock on', async () => {
    await who.open('/desk');
    await Promise.all([page.waitForEvent('load'), page.keyboard.press('N')]);
    expect(new URL(page.url()).pathname).toBe('/desk/calls/new');
  });

  it.each(['Control', 'Meta', 'Alt'])('are left to the browser with %s', async (modifier) => {
    await who.open('/desk/board');
    const went = await asked(page, async () => {
      for (const key of ['m', 't', '/', '?']) await page.keyboard.press(`${modifier}+${key}`);
    });
    expect([went, await marks(page), await page.locator('input:focus').count()]).toEqual([[], false, 0]);
  });

  it('are ordinary letters in a field', async () => {
    await who.open('/desk/calls/new');
    for (const name of ['subject', 'answer', 'contact.phone']) {
      const field = page.locator(`[name="${name}"]`);
      await field.focus();
      const went = await asked(page, () => page.keyboard.type('n/?mib'));
      expect([name, went, await field.inputValue()]).toEqual([name, [], 'n/?mib']);
    }
    await page.locator('[name=service]').focus();
    expect(await asked(page, () => page.keyboard.press('m'))).toEqual([]);
    expect(await marks(page)).toBe(false);
  });

  it('do nothing for an unassigned key, nor repeatedly while it is held down', async () => {
    await who.open('/desk/cases');
    const went = await asked(page, async () => {
      for (const key of ['x', 'Escape', '"', ']', '\\']) await page.keyboard.press(key);
      await page.keyboard.down('?');
      await page.keyboard.down('?');
      await page.keyboard.up('?');
    });
    expect([went, await marks(page)]).toEqual([[], true]);
  });

  it('go through a list with `j` and `k`, and Enter opens the case', async () => {
    await who.open('/desk/cases?queue=all');
    const links = await page.locator('[data-row] th a').evaluateAll((all) => all.map((a) => a.textContent));
    expect(links.length).toBeGreaterThan(2);
    const marked = () => page.evaluate(() => document.activeElement?.textContent);
    const seen = [];
    for (const key of ['j', 'j', 'k', 'k', 'j', 'j']) {
      await page.keyboard.press(key);
      seen.push(await marked());
    }
    // above the first row there is nothing to go to
    expect(seen).toEqual([0, 1, 0, 0, 1, 2].map((at) => links[at]));
    await Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')]);
    expect(new URL(page.url()).pathname).toBe(`/desk/cases/${links[2]}`);
  });

  it('unfold an act of a case and go to its first field', async () => {
    await who.open(`/desk/cases/${known.open}`);
    for (const [key, field] of [
      ['a', 'assignee'],
      ['r', 'text'],
    ] as const) {
      await page.locator('h1').click();
      await page.keyboard.press(key);
      const name = await page.evaluate(() => document.activeElement?.getAttribute('name'));
      expect([key, name]).toEqual([key, field]);
      await page.keyboard.press('Escape');
      await page.evaluate(() => (document.activeElement as HTMLElement).blur());
    }
  });

  it('ask before unsent text would be lost', async () => {
    await who.open(`/desk/cases/${known.open}`);
    const menu = page.getByRole('region', { name: '可以做的事' });
    await menu.locator('summary').getByText('內部註記', { exact: true }).click();
    await who.fill({ 內容: '打到一半' }, menu.locator('details[open]'));
    await page.locator('h1').click();
    const questions: string[] = [];
    page.once('dialog', (dialog) => {
      questions.push(dialog.type());
      void dialog.dismiss();
    });
    await Promise.all([page.waitForEvent('dialog'), page.keyboard.press('b')]);
    expect(questions).toEqual(['beforeunload']);
    expect(new URL(page.url()).pathname).toBe(`/desk/cases/${known.open}`);
    await who.press('內部註記', menu.locator('details[open]'));
    await page.getByText('已完成：內部註記。').waitFor();
    expect(questions).toHaveLength(1);
  });
});

import type { Locale } from '@app/platform';
import { LOCALES } from '@app/platform';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { HtmlValidate } from 'html-validate';
import { outlineFaults, sideways, smallTargets, SPACED, unmarkedHan, withStyles } from '../support/looks.js';
import { PUBLIC_PAGES } from '../support/public-pages.js';
import { NARROW, PHONE, type Visitor } from '../support/visitor.js';
import { openSite } from '../support/site.js';

jest.setTimeout(60_000);

const site = openSite({ env: { DEMO: 'true' } });

/** Opens every public page and collects what `look` finds, named by the page. */
async function through(
  visitor: Visitor,
  look: (path: string) => Promise<readonly string[]>,
): Promise<string[]> {
  const found: string[] = [];
  for (const path of PUBLIC_PAGES) {
    await visitor.open(path);
    found.push(...(await look(path)).map((fault) => `${path}: ${fault}`));
  }
  return found;
}

const CONTENT_STARTS_BY = 230;

describe.each(LOCALES)('every public page in %s', (locale: Locale) => {
  let phone: Visitor;
  beforeAll(async () => {
    phone = await site.arrive({ locale, viewport: PHONE });
  });
  afterAll(() => phone.leave());

  it('marks what is in another language', async () => {
    expect(await through(phone, () => unmarkedHan(phone.page))).toEqual([]);
  });

  it('has targets of 44 px outside running text', async () => {
    expect(await through(phone, () => smallTargets(phone.page))).toEqual([]);
  });

  it('has one main heading, and leaves out no level below it', async () => {
    expect(await through(phone, () => outlineFaults(phone.page))).toEqual([]);
  });

  it('begins its content early on a phone, also on a demonstration desk', async () => {
    const late = await through(phone, async () => {
      const box = await phone.page.getByRole('heading', { level: 1 }).boundingBox();
      return box!.y > CONTENT_STARTS_BY ? [`the heading is at ${Math.round(box!.y)} px`] : [];
    });
    expect(late).toEqual([]);
  });

  it('does not scroll sideways with the reader’s own spacing, nor with text twice as large', async () => {
    const narrow = await site.arrive({ locale, viewport: NARROW });
    const wide = await through(narrow, async () => {
      const found: string[] = [];
      for (const [name, css] of [
        ['spacing', SPACED],
        ['200 %', 'html { font-size: 225% !important }'],
      ] as const)
        await withStyles(narrow.page, css, async () => {
          const over = await sideways(narrow.page);
          if (over > 0) found.push(`${name}: ${over} px too wide`);
        });
      return found;
    });
    expect(wide).toEqual([]);
    await narrow.leave();
  });

  it('is valid HTML', async () => {
    const validator = new HtmlValidate({ extends: ['html-validate:standard'], rules: RULES });
    const faults: string[] = [];
    for (const path of PUBLIC_PAGES) {
      const text = await (
        await fetch(`${site.web.url}${path}`, { headers: { cookie: `lang=${locale}` } })
      ).text();
      const { results } = await validator.validateString(text, path);
      faults.push(
        ...results.flatMap(({ messages }) =>
          messages.map(
            ({ ruleId, message, offset }) =>
              `${path}: ${ruleId}: ${message} ${text.slice(offset, offset + 60)}`,
          ),
        ),
      );
    }
    expect(faults).toEqual([]);
  });
});

/** Rules of style say nothing of validity; a reference that leads to no element does. */
const RULES = {
  'no-missing-references': 'error',
  'doctype-style': 'off',
  'no-trailing-whitespace': 'off',
  'tel-non-breaking': 'off',
} as const;

it('a card of the home page leads on wherever it is clicked', async () => {
  const visitor = await site.arrive();
  await visitor.open('/');
  const text = (await visitor.page.locator('.way-first p').boundingBox())!;
  await Promise.all([
    visitor.page.waitForURL(/\/cases\/new/),
    visitor.page.mouse.click(text.x + 2, text.y + text.height - 2),
  ]);
  expect(new URL(visitor.page.url()).pathname).toMatch(/^\/cases\/new/);
  await visitor.leave();
});

describe('without styles', () => {
  it('a page is read from the skip link on, and its emblem is small', async () => {
    const visitor = await site.arrive();
    await visitor.page.route('**/*.css*', (route) => route.abort());
    for (const path of ['/', '/cases/new/service']) {
      await visitor.open(path);
      expect((await visitor.page.locator('svg.emblem').boundingBox())!.width).toBe(24);
      const first = visitor.page.locator('body').locator('a, button').first();
      expect(await first.getAttribute('href')).toBe('#C');
      const said = (await visitor.page.locator('body').innerText()).trim();
      expect(said).toMatch(/^跳到主要內容區塊/);
      expect(said.split('繼續')).toHaveLength(path === '/' ? 1 : 2);
    }
    await visitor.leave();
  });
});

describe('in forced colours', () => {
  const styleOf = (visitor: Visitor, selector: string, property: string, pseudo?: string) =>
    visitor.page
      .locator(selector)
      .first()
      .evaluate(
        (element, [name, part]) => getComputedStyle(element, part || undefined).getPropertyValue(name),
        [property, pseudo ?? ''] as const,
      );

  it('only the current entry of the menu looks current, and shapes and choices are seen', async () => {
    const visitor = await site.arrive();
    await visitor.page.emulateMedia({ forcedColors: 'active' });
    await visitor.open('/services');
    const lines = await visitor.page
      .locator('.nav a')
      .evaluateAll((all) => all.map((one) => getComputedStyle(one).borderBottomColor));
    expect(new Set(lines).size).toBe(2);
    expect(lines.filter((line) => line === lines[3])).toHaveLength(1);
    await visitor.open('/gallery');
    const canvas = await styleOf(visitor, 'body', 'background-color');
    for (const shape of ['.tag-active', '.tag-warn', '.tag-bad', '.step', '.legend'])
      expect([shape, await styleOf(visitor, shape, 'background-color', '::before')]).not.toEqual([
        shape,
        canvas,
      ]);
    expect(await styleOf(visitor, '.choice input', 'appearance')).toBe('auto');
    await visitor.leave();
  });
});

describe('on paper', () => {
  it.each([true, false])('what is folded is printed open (script: %s)', async (javaScriptEnabled) => {
    const visitor = await site.arrive({ javaScriptEnabled });
    await visitor.open('/commitments?agency=sme');
    const folded = visitor.page.locator('details.commitment dl').first();
    expect(await folded.isVisible()).toBe(false);
    await visitor.page.emulateMedia({ media: 'print' });
    expect((await folded.boundingBox())!.height).toBeGreaterThan(20);
    await visitor.leave();
  });

  it('is opened by script where the browser cannot, and folded again afterwards', async () => {
    const visitor = await site.arrive();
    await visitor.open('/commitments?agency=sme');
    const open = visitor.page.locator('details[open]');
    const announce = (event: string) =>
      visitor.page.evaluate((name) => window.dispatchEvent(new Event(name)), event);
    await visitor.page.locator('details.commitment > summary').first().click();
    await announce('beforeprint');
    expect(await open.count()).toBe(await visitor.page.locator('details').count());
    await announce('afterprint');
    expect(await open.count()).toBe(1);
    await visitor.leave();
  });
});

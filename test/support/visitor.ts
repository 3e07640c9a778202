import type { Locale } from '@app/platform';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import type { TestWeb } from './web.js';
import { accountWords } from '../../apps/web/src/account/words.js';

export const DESKTOP = { width: 1280, height: 900 };
export const PHONE = { width: 360, height: 740 };
export const NARROW = { width: 320, height: 640 };

export interface Manner {
  viewport?: { width: number; height: number };
  locale?: Locale;
  javaScriptEnabled?: boolean;
}

/** A person with a browser: finds elements by their labels, as people do. */
export class Visitor {
  private constructor(
    readonly page: Page,
    readonly context: BrowserContext,
    readonly runsScripts: boolean,
  ) {}

  static async arrive(browser: Browser, web: TestWeb, manner: Manner = {}): Promise<Visitor> {
    const { viewport = DESKTOP, locale = 'zh-TW', javaScriptEnabled = true } = manner;
    const context = await browser.newContext({ baseURL: web.url, viewport, locale, javaScriptEnabled });
    context.setDefaultTimeout(3_000);
    return new Visitor(await context.newPage(), context, javaScriptEnabled);
  }

  /** Opens a path; returns the status of the response. */
  async open(path: string): Promise<number> {
    return (await this.page.goto(path))!.status();
  }

  /** An input by the start of its label. */
  field(label: string, within: Page | Locator = this.page): Locator {
    const inputs = within.locator('input:not([type=radio]):not([type=checkbox]), textarea, select');
    return within.getByLabel(new RegExp(`^${label}`)).and(inputs);
  }

  async fill(answers: Record<string, string>, within: Page | Locator = this.page): Promise<void> {
    for (const [label, value] of Object.entries(answers)) {
      const field = this.field(label, within);
      const isSelect = await field.evaluate((element) => element.tagName === 'SELECT');
      await (isSelect ? field.selectOption({ label: value }) : field.fill(value));
    }
  }

  /** Unfolds what holds the choice first, as a person would. */
  async choose(label: string): Promise<void> {
    const choice = this.page.getByLabel(label, { exact: true });
    const folded = this.page.locator('details:not([open])', { has: choice }).locator('> summary');
    if ((await folded.count()) > 0) await folded.first().click();
    await choice.check();
  }

  press(name: string, within: Page | Locator = this.page): Promise<void> {
    return within.getByRole('button', { name, exact: true }).click();
  }

  follow(name: string): Promise<void> {
    return this.page.getByRole('link', { name, exact: true }).first().click();
  }

  heading(): Promise<string> {
    return this.page.getByRole('heading', { level: 1 }).first().innerText();
  }

  /** All visible text of the page. */
  text(): Promise<string> {
    return this.page.locator('main').innerText();
  }

  /** The errors shown by the form. */
  async errors(): Promise<string[]> {
    return this.page.getByRole('alert').getByRole('listitem').allInnerTexts();
  }

  /** The name of the focused field; waits for it, because `autofocus` takes effect after the page is shown. */
  cursor(): Promise<string | null> {
    return this.page.locator(':focus').getAttribute('name');
  }

  async signIn(login: string, password: string): Promise<void> {
    await this.open('/desk/sign-in');
    await this.enter(login, password);
  }

  /** Fills in the sign-in page that is open. */
  async enter(login: string, password: string, locale: Locale = 'zh-TW'): Promise<void> {
    const said = accountWords[locale].signIn;
    await this.fill({ [said.login]: login, [said.password]: password });
    await this.press(said.submit);
  }

  /** Performs an act of the menu beside a case or a referral. */
  async act(title: string, answers: Record<string, string> = {}): Promise<void> {
    const menu = this.page.getByRole('region', { name: '可以做的事' });
    if (Object.keys(answers).length === 0) return this.press(title, menu);
    const unfolded = menu.locator('details[open]');
    const folded = menu.locator('details:not([open]) > summary').getByText(title, { exact: true });
    // a draft is shown unfolded
    if ((await folded.count()) > 0) await folded.click();
    await this.fill(answers, unfolded);
    await this.press(title, unfolded);
  }

  /** Closes the browser's window. Chromium now and then never says that it did: the browser is closed after the spec. */
  async leave(): Promise<void> {
    const patience = new Promise<void>((resolve) => void setTimeout(resolve, 5_000).unref());
    await Promise.race([this.context.close(), patience]);
  }
}

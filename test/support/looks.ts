import type { Page } from 'playwright-core';

const LEAST_PX = 44;

/** Chinese text or punctuation that stands under `lang=en`: a screen reader would spell it out in English. */
export function unmarkedHan(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const HAN = /[\p{Script=Han}，。、；：！？「」（）]/u;
    const NOT_SHOWN = 'script, style, noscript, textarea';
    const english = (element: Element | null) =>
      element?.closest('[lang]')?.getAttribute('lang')?.startsWith('en') ?? false;
    const found: string[] = [];
    const walker = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const { parentElement, textContent } = node;
      if (parentElement?.closest(NOT_SHOWN) || !HAN.test(textContent ?? '')) continue;
      if (english(parentElement)) found.push((textContent ?? '').trim().slice(0, 60));
    }
    for (const element of document.querySelectorAll('[title], [aria-label], [alt], [placeholder]'))
      for (const name of ['title', 'aria-label', 'alt', 'placeholder']) {
        const said = element.getAttribute(name) ?? '';
        if (HAN.test(said) && english(element)) found.push(`${name}=${said}`);
      }
    return found;
  });
}

/** What one can press that is smaller than 44 px on a side and does not stand inside a running text. */
export function smallTargets(page: Page): Promise<string[]> {
  return page.evaluate((least) => {
    const inText = (element: Element) => {
      const block = element.closest('p, dd, td, blockquote, li, figcaption, legend');
      if (!block || element.tagName !== 'A') return false;
      const own = element.textContent?.trim().length ?? 0;
      return (
        (block.textContent?.trim().length ?? 0) > own + 3 && getComputedStyle(element).display === 'inline'
      );
    };
    const boxOf = (element: Element) => {
      const label = element.matches('input[type=radio], input[type=checkbox]')
        ? document.querySelector(`label[for="${element.id}"]`)
        : null;
      const [one, other] = [element, label ?? element].map((part) => part.getBoundingClientRect()) as [
        DOMRect,
        DOMRect,
      ];
      return {
        width: Math.max(one.right, other.right) - Math.min(one.left, other.left),
        height: Math.max(one.bottom, other.bottom) - Math.min(one.top, other.top),
      };
    };
    const pressed = 'a[href], button, input:not([type=hidden]), select, textarea, summary';
    const found: string[] = [];
    for (const element of document.querySelectorAll(pressed)) {
      if (
        !element.checkVisibility() ||
        element.closest('.unseen, .skip, [aria-hidden=true]') ||
        inText(element)
      )
        continue;
      const { width, height } = boxOf(element);
      if (width < least - 0.5 || height < least - 0.5)
        found.push(`${element.outerHTML.slice(0, 70)} ${Math.round(width)}×${Math.round(height)}`);
    }
    return found;
  }, LEAST_PX);
}

/** WCAG 1.4.12: the reader's own spacing. */
export const SPACED =
  '* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-bottom: 2em !important }';

/** How many pixels the page is wider than the screen. */
export const sideways = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);

/** Applies styles as a reader's own style sheet would, past the page's content security policy. */
export async function withStyles(page: Page, css: string, look: () => Promise<void>): Promise<void> {
  const id = await page.evaluate((text) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(text);
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
    return document.adoptedStyleSheets.length - 1;
  }, css);
  await look();
  await page.evaluate((at) => {
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((_, index) => index !== at);
  }, id);
}

/** The levels of the headings, in order: no level is left out on the way down. What is wrong stands before them. */
export function outlineFaults(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const all = [...document.querySelectorAll('h1, h2, h3, h4, h5, h6')];
    const headings = all.filter((one) => !one.closest('[role=alert]'));
    const levels = headings.map(({ tagName }) => Number(tagName[1]));
    const faults = levels.flatMap((level, at) =>
      level > (levels[at - 1] ?? 0) + 1
        ? [`h${level} after h${levels[at - 1] ?? 0}: ${headings[at]!.textContent}`]
        : [],
    );
    return levels.filter((level) => level === 1).length === 1 ? faults : [...faults, 'not one h1'];
  });
}

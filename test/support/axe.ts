import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';

/** Minified: each page compiles it again. */
const AXE = readFileSync(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8');
/** Half of the time of a run. */
const CONTRAST = 'color-contrast-enhanced';
/** As installed it passes over texts below AA, which `color-contrast` would report. */
const NO_LEAST = { normal: { minThreshold: null }, large: { minThreshold: null } };
const WANTED = {
  // A to AAA, and what axe counts as best practice
  runOnly: [...['wcag2a', 'wcag2aa', 'wcag2aaa', 'wcag21a', 'wcag21aa', 'wcag22aa'], 'best-practice'],
  rules: { 'color-contrast': { enabled: false } },
  checks: { [CONTRAST]: { options: { contrastRatio: NO_LEAST } } },
  resultTypes: ['violations'],
};
const WITHOUT_CONTRAST = { ...WANTED, rules: { ...WANTED.rules, [CONTRAST]: { enabled: false } } };

interface Found {
  id: string;
  impact?: string | null;
  help: string;
  nodes: { target: unknown; failureSummary?: string }[];
}

/**
 * Violations that axe-core finds on the current page: one line each, empty when there are none. Colours are the same in
 * both languages and on every screen: contrast is measured on pages in Chinese, and not again where `isSeen`. On all
 * with `EVERY_MANNER=yes`.
 */
export async function axeViolations(page: Page, { isSeen = false } = {}): Promise<string[]> {
  const isOnce = process.env['EVERY_MANNER'] !== 'yes';
  // through the debugging protocol, so that the page's content security policy stays in force
  const session = await page.context().newCDPSession(page);
  await session.send('Runtime.evaluate', { expression: `${AXE};undefined` });
  const inEnglish = JSON.stringify(isOnce ? WITHOUT_CONTRAST : WANTED);
  const inChinese = JSON.stringify(isOnce && isSeen ? WITHOUT_CONTRAST : WANTED);
  const wanted = `document.documentElement.lang === 'en' ? ${inEnglish} : ${inChinese}`;
  const run = `axe.run(document, ${wanted}).then((r) => r.violations)`;
  const answer = await session.send('Runtime.evaluate', {
    expression: run,
    awaitPromise: true,
    returnByValue: true,
  });
  await session.detach();
  if (answer.exceptionDetails) throw new Error(`axe could not run: ${answer.exceptionDetails.text}`);
  return (answer.result.value as Found[]).flatMap(linesOf);
}

const linesOf = ({ id, impact, help, nodes }: Found): string[] =>
  nodes.map((node) => `${id} (${impact ?? 'unknown'}): ${help} at ${JSON.stringify(node.target)}`);

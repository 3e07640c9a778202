import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';

/** Minified: each page compiles it again. */
const AXE = readFileSync(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8');
const WANTED = {
  // A to AAA, and what axe counts as best practice
  runOnly: [...['wcag2a', 'wcag2aa', 'wcag2aaa', 'wcag21a', 'wcag21aa', 'wcag22aa'], 'best-practice'],
  // color-contrast-enhanced asks for more of the same texts
  rules: { 'color-contrast': { enabled: false } },
  resultTypes: ['violations'],
};

interface Found {
  id: string;
  impact?: string | null;
  help: string;
  nodes: { target: unknown; failureSummary?: string }[];
}

/** Violations that axe-core finds on the current page: one line each, empty when there are none. */
export async function axeViolations(page: Page): Promise<string[]> {
  // through the debugging protocol, so that the page's content security policy stays in force
  const session = await page.context().newCDPSession(page);
  await session.send('Runtime.evaluate', { expression: `${AXE};undefined` });
  const run = `axe.run(document, ${JSON.stringify(WANTED)}).then((r) => r.violations)`;
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

import axe from 'axe-core';
import type { Page } from 'playwright-core';

/** A to AAA, and what axe counts as best practice. */
const TAGS = [...['wcag2a', 'wcag2aa', 'wcag2aaa', 'wcag21a', 'wcag21aa', 'wcag22aa'], 'best-practice'];

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
  await session.send('Runtime.evaluate', { expression: `${axe.source};undefined` });
  const run = `axe.run(document, { runOnly: ${JSON.stringify(TAGS)}, resultTypes: ['violations'] }).then((r) => r.violations)`;
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

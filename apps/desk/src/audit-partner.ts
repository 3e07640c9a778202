import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { text } from 'node:stream/consumers';
import type { Share } from '@app/cases';
import type { Violation } from '@app/platform';

/** From this number of cases on a second process pays off. */
const WORTH_IT = 50_000;

/** Parses `nth/of` of `--share`. Throws for anything else, as an empty share would report no violations. */
export function shareOf(written: string): Share {
  const found = /^(\d+)\/(\d+)$/.exec(written);
  const [nth, of] = [Number(found?.[1]), Number(found?.[2])];
  if (nth < of) return { nth, of };
  throw new Error(`--share: "${written}" is not NTH/OF, counted from 0`);
}

/** How many processes audit this number of cases: a process uses one core, and most machines have at least two. */
export const processesFor = (cases: number): 1 | 2 =>
  cases >= WORTH_IT && availableParallelism() > 1 ? 2 : 1;

/** Audits the other half in a second process. Throws when that fails. */
export async function partnersViolations(): Promise<Violation[]> {
  const order = [process.argv[1]!, 'audit', '--json', '--share', '1/2'];
  const partner = spawn(process.execPath, order, { stdio: ['ignore', 'pipe', 'inherit'] });
  const [said, [code]] = await Promise.all([text(partner.stdout), once(partner, 'exit')]);
  if (code !== 0 && code !== 1) throw new Error(`the second process of the audit ended with ${String(code)}`);
  return (JSON.parse(said) as { violations: Violation[] }).violations;
}

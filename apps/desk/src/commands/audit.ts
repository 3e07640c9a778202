import { Orphans } from '@app/attachments';
import { Audit } from '@app/cases';
import type { Violation } from '@app/platform';
import { Option, type Command } from 'commander';
import { partnersViolations, processesFor, shareOf } from '../audit-partner.js';
import { withDesk } from '../open-desk.js';

interface Options {
  json?: boolean;
  share?: string;
}

/** Checks the invariants of a live database; prints nothing when all hold. */
export function addAudit(program: Command): void {
  program
    .command('audit')
    .description('check the invariants that must hold in any live database; one line per violation, exit 1')
    .option('--json', 'machine-readable')
    .addOption(new Option('--share <nth/of>', 'of several processes that audit together').hideHelp())
    .action((options: Options) => audit(options));
}

async function audit({ json = false, share }: Options): Promise<void> {
  const found: Violation[] = [];
  const say = (violation: Violation) => {
    found.push(violation);
    if (!json) console.log(`${violation.invariant} ${violation.subject}: ${violation.words}`);
  };
  await withDesk(async (desk) => {
    const audit = desk.get(Audit);
    if (share) for await (const one of audit.violations(undefined, shareOf(share))) say(one);
    else await whole(audit, say);
    if (!share || share.startsWith('0/')) for await (const one of desk.get(Orphans).violations()) say(one);
  });
  if (json) console.log(JSON.stringify({ violations: found }));
  if (found.length > 0) process.exitCode = 1;
}

async function whole(audit: Audit, say: (violation: Violation) => void): Promise<void> {
  const cases = await audit.cases();
  const of = processesFor(cases);
  const partner = of > 1 ? partnersViolations() : Promise.resolve([]);
  partner.catch(() => undefined); // awaited below, when this half is done
  for await (const one of audit.violations(meter(cases), { nth: 0, of })) say(one);
  (await partner).forEach(say);
}

/** Progress on a terminal, erased at the end. */
function meter(total: number): (cases: number) => void {
  const { stderr } = process;
  if (!stderr.isTTY) return () => undefined;
  return (cases) => stderr.write(cases < total ? `\r\u001B[K${cases} of ${total} cases` : '\r\u001B[K');
}

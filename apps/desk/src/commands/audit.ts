import { Audit, type Violation } from '@app/cases';
import { Trail } from '@app/people';
import type { INestApplicationContext } from '@nestjs/common';
import { Option, type Command } from 'commander';
import { partnersViolations, processesFor, shareOf } from '../audit-partner.js';
import { NOTICE_INVARIANTS } from '../notice-invariants.js';
import { withDesk } from '../open-desk.js';

const TRAIL_BROKEN = {
  invariant: 'audit-chain',
  words: 'what staff did was edited, removed or put elsewhere, here or just before',
};

interface Options {
  json?: boolean;
  share?: string;
}

/** The invariants of a live database: silence when all hold. */
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
    if (share)
      for await (const one of audit.violations(NOTICE_INVARIANTS, undefined, shareOf(share))) say(one);
    else await whole(desk, say);
  });
  if (json) console.log(JSON.stringify({ violations: found }));
  if (found.length > 0) process.exitCode = 1;
}

async function whole(desk: INestApplicationContext, say: (violation: Violation) => void): Promise<void> {
  const audit = desk.get(Audit);
  const cases = await audit.cases();
  const of = processesFor(cases);
  const partner = of > 1 ? partnersViolations() : Promise.resolve([]);
  partner.catch(() => undefined); // awaited below, when this half is done
  const broken = await desk.get(Trail).firstBreak();
  if (broken !== undefined) say({ ...TRAIL_BROKEN, subject: `audit_event ${broken}` });
  for await (const one of audit.violations(NOTICE_INVARIANTS, meter(cases), { nth: 0, of })) say(one);
  (await partner).forEach(say);
}

/** How far it is, on a terminal; gone when it is done. */
function meter(total: number): (cases: number) => void {
  const { stderr } = process;
  if (!stderr.isTTY) return () => undefined;
  return (cases) => stderr.write(cases < total ? `\r\u001B[K${cases} of ${total} cases` : '\r\u001B[K');
}

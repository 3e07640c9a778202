import { Audit, type Violation } from '@app/cases';
import { AuditTrail } from '@app/people';
import type { Command } from 'commander';
import { NOTICE_INVARIANTS } from '../notice-invariants.js';
import { withDesk } from '../open-desk.js';

const TRAIL_BROKEN = {
  invariant: 'audit-chain',
  words: 'what staff did was edited, removed or put elsewhere, here or just before',
};

/** The invariants of a live database: silence when all hold. */
export function addAudit(program: Command): void {
  program
    .command('audit')
    .description('check the invariants that must hold in any live database; one line per violation, exit 1')
    .option('--json', 'machine-readable')
    .action(({ json = false }: { json?: boolean }) => audit(json));
}

async function audit(json: boolean): Promise<void> {
  const found: Violation[] = [];
  await withDesk(async (desk) => {
    const audit = desk.get(Audit);
    const looked = meter(await audit.cases());
    const say = (violation: Violation) => {
      found.push(violation);
      if (!json) console.log(`${violation.invariant} ${violation.subject}: ${violation.words}`);
    };
    const broken = await desk.get(AuditTrail).firstBreak();
    if (broken !== undefined) say({ ...TRAIL_BROKEN, subject: `audit_event ${broken}` });
    for await (const violation of audit.violations(NOTICE_INVARIANTS, looked)) say(violation);
  });
  if (json) console.log(JSON.stringify({ violations: found }));
  if (found.length > 0) process.exitCode = 1;
}

/** How far it is, on a terminal; gone when it is done. */
function meter(total: number): (cases: number) => void {
  const { stderr } = process;
  if (!stderr.isTTY) return () => undefined;
  return (cases) => stderr.write(cases < total ? `\r\u001B[K${cases} of ${total} cases` : '\r\u001B[K');
}

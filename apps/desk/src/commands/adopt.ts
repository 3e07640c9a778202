import { Adoption, parseCaseNumber, type AdoptionRefusal } from '@app/cases';
import { Trail, SYSTEM } from '@app/people';
import { isoTaipei, Problem, UnitOfWork } from '@app/platform';
import type { Command } from 'commander';
import { withDesk } from '../open-desk.js';
import { show } from '../screen.js';

const REFUSALS: Record<AdoptionRefusal | 'not-found', string> = {
  'not-found': 'there is no such case',
  'not-imported': 'it was not imported: its promises run already',
  'not-open': 'it has ended; only an open case can be adopted',
  'already-adopted': 'it is adopted already',
};

/** Puts an open imported case under the promises of its service. */
export function addAdopt(program: Command): void {
  program
    .command('adopt')
    .description('put an open imported case under the commitments of its service, from now')
    .argument('<case-number>', 'such as DEMO-1041120-00042-7')
    .option('--json', 'machine-readable')
    .action((typed: string, { json = false }: { json?: boolean }) => adopt(typed, json));
}

async function adopt(typed: string, json: boolean): Promise<void> {
  const caseNumber = parseCaseNumber(typed);
  if (!caseNumber) throw new Error(`${typed} is not a case number`);
  const rows = await withDesk((desk) =>
    desk.get(UnitOfWork).run(async () => {
      const adopted = await desk.get(Adoption).adopt(SYSTEM, caseNumber);
      await desk.get(Trail).note('ADOPTED', null, { caseNumber });
      return adopted;
    }),
  ).catch((error: unknown) => {
    const words = error instanceof Problem && REFUSALS[error.code as AdoptionRefusal];
    throw words ? new Error(`${caseNumber}: ${words}`) : error;
  });
  const clocks = rows.map(({ commitmentId: commitment, dueAt, dueDate }) => ({
    commitment,
    dueAt: dueAt === null ? null : isoTaipei(dueAt),
    dueDate,
  }));
  show({ caseNumber, clocks }, json, () =>
    [`adopted ${caseNumber}`, ...clocks.map((c) => `  ${c.commitment} due ${c.dueDate ?? '-'}`)].join('\n'),
  );
}

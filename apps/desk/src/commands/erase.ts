import { Attachments, Removals } from '@app/attachments';
import { CaseAccess, CaseReader, Erasing, parseCaseNumber, type CaseFile } from '@app/cases';
import { personalDataIn } from '@app/intake';
import { ErasedNotices } from '@app/notices';
import { SYSTEM, Trail } from '@app/people';
import { Problem, UnitOfWork } from '@app/platform';
import type { INestApplicationContext } from '@nestjs/common';
import type { Command } from 'commander';
import { createInterface } from 'node:readline/promises';
import { withDesk } from '../open-desk.js';
import { show } from '../screen.js';

interface Options {
  reason: string;
  yes?: boolean;
  json?: boolean;
}

/** What is there to erase, in numbers. */
interface Holding {
  caseNumber: string;
  person: boolean;
  texts: number;
  files: number;
}

const REFUSALS: Record<string, string> = {
  'not-found': 'there is no such case',
  'erase-open': 'it has not ended: close it first',
  'erase-promise-runs': 'a promise still runs on it, as of a further answer: keep it first',
  'erase-main-open': 'the case it was merged into has not ended: wait until that is closed',
  'erase-held': 'it is under a legal hold: lift the hold first',
  'erase-while-sending': 'one of its messages is being sent: try again in a minute',
};
const BACKUPS = 'backups made before still hold it: see docs/operate.md, "Erasing"';

/** Erases the personal data of one case. */
export function addErase(program: Command): void {
  program
    .command('erase')
    .description('erase the personal data of a case that has ended; its number, dates and figures stay')
    .argument('<case-number>', 'such as DEMO-1150819-00042-7')
    .requiredOption('--reason <text>', 'kept in the trail; without any personal data')
    .option('--yes', 'do not ask')
    .option('--json', 'machine-readable; needs --yes')
    .action(erase);
}

async function erase(typed: string, { reason, yes = false, json = false }: Options): Promise<void> {
  const caseNumber = parseCaseNumber(typed);
  if (!caseNumber) throw new Error(`${typed} is not a case number`);
  if (json && !yes) throw new Error('--json asks nothing: add --yes');
  await withDesk(async (desk) => {
    const file = await found(desk, caseNumber);
    await checkReason(desk, file, reason);
    const holding = await holdingOf(desk, file);
    if (!json) console.log(wordsOf(holding));
    if (file.erasedAt === null && !yes && !(await agreed(caseNumber))) throw new Error('nothing was erased');
    const now = await performed(desk, caseNumber, reason);
    show({ ...holding, erased: now }, json, () =>
      now ? `erased ${caseNumber}; ${BACKUPS}` : `${caseNumber} was erased before: nothing has changed`,
    );
  }).catch((error: unknown) => {
    const words = error instanceof Problem && REFUSALS[error.code];
    throw words ? new Error(`${caseNumber}: ${words}`) : error;
  });
}

const found = (desk: INestApplicationContext, caseNumber: string): Promise<CaseFile> =>
  desk.get(CaseAccess).find(SYSTEM, caseNumber);

/** The trail keeps the reason for years, readable by all who read the trail. */
async function checkReason(desk: INestApplicationContext, { id }: CaseFile, reason: string): Promise<void> {
  const { name, email, phone } = (await desk.get(CaseReader).petitioner(id)) ?? {};
  const hers = [name, email, phone].some((one) => one && reason.includes(one));
  if (hers || personalDataIn(reason).length > 0)
    throw new Error('--reason names a person: write it without personal data, it is kept after the erasing');
}

async function holdingOf(desk: INestApplicationContext, file: CaseFile): Promise<Holding> {
  const cases = desk.get(CaseReader);
  const events = await cases.events(file.id);
  const description = (await cases.description(file)) === null ? 0 : 1;
  return {
    caseNumber: file.caseNumber,
    person: (await cases.petitioner(file.id)) !== null,
    texts: events.filter(({ text }) => text !== null).length + description + (file.subject ? 1 : 0),
    files: (await desk.get(Attachments).of(file, 'ALL')).length,
  };
}

const wordsOf = ({ caseNumber, person, texts, files }: Holding): string =>
  [
    `${caseNumber} holds:`,
    `  ${person ? 'a name and contact' : 'no name or contact'}`,
    `  ${texts} text(s): subject, description, answers, messages, notes`,
    `  ${files} file(s)`,
    'all of it, the addresses of its messages and the words of its questionnaires will be gone for good',
  ].join('\n');

async function agreed(caseNumber: string): Promise<boolean> {
  const screen = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await screen.question(`type ${caseNumber} to erase it: `).finally(() => screen.close());
  return parseCaseNumber(answer) === caseNumber;
}

/** False where it was erased before. Returns when files and copies are gone, too. */
async function performed(
  desk: INestApplicationContext,
  caseNumber: string,
  reason: string,
): Promise<boolean> {
  const { now } = await desk.get(UnitOfWork).run(async () => {
    const erased = await desk.get(Erasing).erase({ actor: SYSTEM, caseNumber, ground: 'OPERATOR' });
    if (erased.now) await desk.get(Trail).note('ERASED', null, { caseNumber, reason });
    return erased;
  });
  for (const left of [Erasing, ErasedNotices, Removals])
    await desk.get<{ settled(): Promise<void> }>(left).settled();
  return now;
}

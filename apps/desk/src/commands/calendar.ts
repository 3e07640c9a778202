import { CalendarImport, type CalendarChange } from '@app/catalogue';
import { Refold } from '@app/cases';
import { AuditTrail } from '@app/people';
import type { Command } from 'commander';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { CalendarFileError } from '@app/sla/clock';
import { withDesk } from '../open-desk.js';
import { show } from '../screen.js';

/** The office calendar. */
export function addCalendar(program: Command): void {
  program
    .command('calendar')
    .description('the government’s office calendar')
    .command('import')
    .description(
      'take over one year (DGPA data set 14718); it holds until the next import of that year or until its file in config/calendars changes',
    )
    .argument('<file>', 'the file as published')
    .option('--json', 'machine-readable')
    .action((file: string, { json = false }: { json?: boolean }) => importYear(file, json));
}

type Imported = CalendarChange & { clocksMoved: number };

async function importYear(file: string, json: boolean): Promise<void> {
  const bytes = await readFile(file).catch((error: NodeJS.ErrnoException) => {
    throw new Error(
      `cannot read ${file}: ${error.code === 'ENOENT' ? 'there is no such file' : error.message}`,
    );
  });
  const imported = await withDesk(async (desk): Promise<Imported> => {
    const change = await desk.get(CalendarImport).run(bytes, basename(file)).catch(inEnglish);
    const clocksMoved = await desk.get(Refold).liveClocks();
    const { year, version } = change;
    await desk.get(AuditTrail).note('CALENDAR_IMPORTED', null, { year, version, clocksMoved });
    return { ...change, clocksMoved };
  });
  show(imported, json, () => words(imported));
}

/** A line per problem, in one language. */
function inEnglish(error: unknown): never {
  throw error instanceof CalendarFileError ? new Error(error.en) : error;
}

function words({ year, added, becameWorking, becameOff, clocksMoved }: Imported): string {
  const same = !added && becameWorking.length + becameOff.length === 0;
  return [
    `${year} imported${added ? ' (a new year)' : same ? ' (no day changed)' : ''}`,
    ...becameWorking.map((date) => `  ${date} is a working day now`),
    ...becameOff.map((date) => `  ${date} is a day off now`),
    ...(clocksMoved > 0 ? [`${clocksMoved} running clocks have a new due date`] : []),
    'a running desk reads it at its next start',
  ].join('\n');
}

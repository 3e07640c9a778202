import { Catalogue, CalendarImport, type CalendarChange, type SpecialDayShown } from '@app/catalogue';
import { CalendarDays, EarlierDates, Recount, type ShownEarlierDate } from '@app/cases';
import { Trail, SYSTEM } from '@app/people';
import { Problem } from '@app/platform';
import { CalendarFileError } from '@app/sla/clock';
import type { Command } from 'commander';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { withDesk } from '../open-desk.js';
import { show } from '../screen.js';

const RECOUNT = 'the worker counts the open cases again, beginning within half a minute';

interface DayOptions {
  kind: string;
  why: string;
  hours?: string[];
  region?: string;
  organisation?: string;
  json?: boolean;
}

/** The office calendar: years, days declared on short notice, and due dates that would become earlier. */
export function addCalendar(program: Command): void {
  const calendar = program.command('calendar').description('the government’s office calendar');
  calendar
    .command('import')
    .description(
      'take over one year (DGPA data set 14718); it holds until the next import of that year or until its file in config/calendars changes',
    )
    .argument('<file>', 'the file as published')
    .option('--json', 'machine-readable')
    .action((file: string, { json = false }: { json?: boolean }) => importYear(file, json));
  calendar
    .command('declare')
    .description('declare a day on which a county, or an agency, departs from the calendar (停止上班 …)')
    .argument('<date>', 'such as 2026-09-21')
    .requiredOption('--why <words>', 'shown wherever a date is explained, such as 颱風停止上班')
    .option('--kind <kind>', 'CLOSURE, DAY_OFF, WORKING_DAY or HALF_DAY', 'CLOSURE')
    .option('--hours <from-to...>', 'hours kept on a HALF_DAY, such as 08:30-12:30')
    .option('--region <county>', 'such as 臺北市; without it the whole country')
    .option('--organisation <id>', 'only one agency')
    .option('--json', 'machine-readable')
    .action(declare);
  calendar
    .command('withdraw')
    .description('take a declared day back')
    .argument('<date>', 'such as 2026-09-21')
    .option('--region <county>', 'as it was declared')
    .option('--organisation <id>', 'as it was declared')
    .action((date: string, place: { region?: string; organisation?: string }) =>
      withDesk((desk) =>
        desk
          .get(CalendarDays)
          .withdraw(SYSTEM, { date, ...place })
          .catch(inWords),
      ).then(() => console.log(`withdrawn; ${RECOUNT}`)),
    );
  calendar
    .command('days')
    .description('the days that depart from the calendar')
    .option('--json', 'machine-readable')
    .action(({ json = false }: { json?: boolean }) =>
      withDesk(async (desk) => {
        const days = desk.get(Catalogue).specialDays();
        show({ days }, json, () => days.map(dayLine).join('\n') || 'none');
      }),
    );
  calendar
    .command('pending')
    .description('due dates that a new calendar would make earlier: each waits for a yes')
    .option('--json', 'machine-readable')
    .action(({ json = false }: { json?: boolean }) =>
      withDesk(async (desk) => {
        const waiting = await desk.get(EarlierDates).list(SYSTEM);
        show({ waiting }, json, () => waiting.map(waitingLine).join('\n') || 'none');
      }),
    );
  calendar
    .command('accept')
    .description('say yes to an earlier date')
    .argument('<clock...>', 'as `calendar pending` names them')
    .action((clocks: string[]) =>
      withDesk(async (desk) => {
        for (const clock of clocks) await desk.get(EarlierDates).accept(SYSTEM, clock).catch(inWords);
        console.log(`${clocks.length} accepted`);
      }),
    );
}

async function importYear(file: string, json: boolean): Promise<void> {
  const bytes = await readFile(file).catch((error: NodeJS.ErrnoException) => {
    throw new Error(
      `cannot read ${file}: ${error.code === 'ENOENT' ? 'there is no such file' : error.message}`,
    );
  });
  const change = await withDesk(async (desk) => {
    const made = await desk.get(CalendarImport).run(bytes, basename(file)).catch(inWords);
    await desk.get(Recount).look();
    const { year, version } = made;
    await desk.get(Trail).note('CALENDAR_IMPORTED', null, { year, version });
    return made;
  });
  show(change, json, () => words(change));
}

function declare(date: string, { why, json, ...options }: DayOptions): Promise<void> {
  return withDesk(async (desk) => {
    const day = await desk
      .get(CalendarDays)
      .declare(SYSTEM, { date, remark: why, ...options })
      .catch(inWords);
    show(day, json ?? false, () => `${dayLine({ ...day, declared: true })}\n${RECOUNT}`);
  });
}

/** Throws one line per problem, in English. */
function inWords(error: unknown): never {
  if (error instanceof CalendarFileError) throw new Error(error.en);
  const fields = error instanceof Problem ? (error.detail.fields ?? []) : [];
  if (fields.length > 0)
    throw new Error(fields.map(({ field, code }) => `${field || 'input'}: ${code}`).join('\n'));
  throw error instanceof Problem ? new Error(error.code) : error;
}

function words({ year, added, becameWorking, becameOff }: CalendarChange): string {
  const same = !added && becameWorking.length + becameOff.length === 0;
  return [
    `${year} imported${added ? ' (a new year)' : same ? ' (no day changed)' : ''}`,
    ...becameWorking.map((date) => `  ${date} is a working day now`),
    ...becameOff.map((date) => `  ${date} is a day off now`),
    ...(same ? [] : [RECOUNT]),
  ].join('\n');
}

const dayLine = ({ date, kind, remark, hours, organisation, region, declared }: SpecialDayShown): string =>
  [date, kind, remark, hours?.join(' '), organisation, region, declared ? '(declared)' : '(config)']
    .filter(Boolean)
    .join('  ');

const waitingLine = ({ clockId, caseNumber, commitmentId, promised, earlier }: ShownEarlierDate): string =>
  `${clockId}  ${caseNumber}  ${commitmentId}  ${promised} -> ${earlier}`;

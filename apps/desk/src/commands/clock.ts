import { bindsOrganisation, Catalogue, COUNTIES, toClockCommitment, type ClockEntry } from '@app/catalogue';
import { isoTaipei, type Locale, LOCALES } from '@app/platform';
import { dueFor } from '@app/sla/clock';
import { Option, type Command } from 'commander';
import { clockTable, type ClockAnswer } from '../clock-table.js';
import { instant, instantOn } from '../instant.js';
import { withDesk } from '../open-desk.js';
import { show } from '../screen.js';

const each = (value: string, before: string[] = []) => [...before, value];

/** Computes due dates without a case. */
export function addClock(program: Command): void {
  program
    .command('clock')
    .description('the clock of promises')
    .command('due')
    .description('when a promise would be due, and which days count')
    .requiredOption('--commitment <id>', 'such as law.petition or sme.referral-reply')
    .requiredOption('--from <instant>', 'start, ISO 8601; without an offset it is Taipei time')
    .option('--organisation <id>', 'whose office hours; by default those of the promise’s own organisation')
    .option(
      '--region <region>',
      'county whose closures count, such as 臺北市; by default that of the organisation',
    )
    .option('--pause <from/to>', 'a pause; may be repeated', each)
    .option('--extend <length>', 'an extension such as 10wd; may be repeated', each)
    .option('--answered <date or instant>', 'when it was answered: kept or late, and how many days that used')
    .addOption(new Option('--lang <language>', 'of the table').choices(LOCALES).default('zh-TW'))
    .option('--json', 'machine-readable')
    .action((options: DueOptions) => due(options));
}

interface DueOptions {
  commitment: string;
  from: string;
  organisation?: string;
  region?: string;
  pause?: string[];
  extend?: string[];
  answered?: string;
  lang: Locale;
  json?: boolean;
}

async function due(options: DueOptions): Promise<void> {
  const answer = await withDesk(async (desk) => answerOf(desk.get(Catalogue), options));
  show(answer, options.json ?? false, () => clockTable(answer, options.lang));
}

function answerOf(catalogue: Catalogue, options: DueOptions): ClockAnswer {
  const entry = clockEntry(catalogue, options.commitment);
  const organisation = organisationOf(catalogue, entry, options.organisation);
  const calendar = catalogue.calendarIn(organisation, regionOf(catalogue, organisation, options.region));
  const { dueAt, dueDate, days, changed, answer } = dueFor({
    commitment: toClockCommitment(entry, 'current'),
    from: instant(options.from, '--from'),
    pauses: (options.pause ?? []).map(pause),
    extends: options.extend ?? [],
    ...(options.answered !== undefined && { answered: instantOn(options.answered, '--answered') }),
    calendar,
  });
  return {
    commitment: entry.id,
    dueAt: isoTaipei(dueAt),
    dueDate,
    calendarVersion: calendar.version,
    days,
    changed: changed && { ...changed, at: isoTaipei(changed.at) },
    ...answer,
  };
}

function clockEntry(catalogue: Catalogue, id: string): ClockEntry {
  const entry = catalogue.commitment(id);
  if (!entry) throw new Error(`--commitment: there is no commitment ${id}; /commitments lists them`);
  if (entry.kind !== 'clock') throw new Error(`--commitment: ${id} is a ${entry.kind}: no clock runs for it`);
  return entry;
}

function organisationOf(catalogue: Catalogue, entry: ClockEntry, asked = entry.organisation): string {
  if (asked !== entry.organisation && !catalogue.organisation(asked))
    throw new Error(`--organisation: there is no organisation ${asked}`);
  if (asked !== entry.organisation && !bindsOrganisation(entry, asked))
    throw new Error(`--organisation: ${entry.id} does not apply to ${asked}`);
  return asked;
}

function regionOf(catalogue: Catalogue, organisation: string, asked?: string): string | undefined {
  if (asked !== undefined && !Object.hasOwn(COUNTIES, asked))
    throw new Error(`--region: there is no county ${asked}; write it as the DGPA does, such as 臺北市`);
  return asked ?? catalogue.organisation(organisation)?.region;
}

function pause(text: string): { from: number; to: number } {
  const [from, to, ...rest] = text.split('/');
  if (!from || !to || rest.length > 0) throw new Error(`--pause: "${text}" is not FROM/TO`);
  return { from: instant(from, '--pause'), to: instant(to, '--pause') };
}

import { CalendarFileError, decodeCalendar, parseCalendarCsv, type CalendarYear } from '@app/sla/clock';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Problems } from './problems.js';

/** The calendar files as published, as unchanged bytes, by year; the clock's parser checks their content. */
export function readCalendars(directory: string, problems: Problems): Map<number, Uint8Array> {
  const folder = join(directory, 'calendars');
  const shown = join(basename(directory), 'calendars');
  if (!existsSync(folder)) return new Map(); // reported with the special days, which are in the same folder
  const names = readdirSync(folder).filter((name) => name.endsWith('.csv'));
  if (names.length === 0)
    problems.push(shown, 1, 'no calendar; put the DGPA file of each year here as 2026.csv');
  const byYear = new Map<number, Uint8Array>();
  for (const name of names.sort()) {
    const year = /^(20\d{2})\.csv$/.exec(name)?.[1];
    if (year) byYear.set(Number(year), readFileSync(join(folder, name)));
    else problems.push(join(shown, name), 1, 'a calendar file is named by its year, for example 2026.csv');
  }
  return byYear;
}

/** Parses the files with the clock's parser: each mistake is reported with file and line. */
export function parseCalendars(
  directory: string,
  files: ReadonlyMap<number, Uint8Array>,
  problems: Problems,
): CalendarYear[] {
  return [...files].flatMap(([year, bytes]) => {
    const shown = join(basename(directory), 'calendars', `${year}.csv`);
    try {
      const parsed = parseCalendarCsv(decodeCalendar(bytes, shown), shown);
      if (parsed.year !== year) problems.push(shown, 2, `holds the year ${parsed.year}, not ${year}`);
      return parsed.year === year ? [parsed] : [];
    } catch (error) {
      if (!(error instanceof CalendarFileError)) throw error;
      for (const { line, en } of error.problems) problems.push(shown, line, en);
      return [];
    }
  });
}

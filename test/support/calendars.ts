import { decodeCalendar, makeCalendar, parseCalendarCsv, type Calendar } from '@app/sla/clock';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER = join(import.meta.dirname, '../../config/calendars');

/** The shipped calendar of these years, in a row. */
export const shippedCalendar = (...years: number[]): Calendar =>
  makeCalendar({
    version: 'test',
    years: years.map((year) => {
      const name = `${year}.csv`;
      return parseCalendarCsv(decodeCalendar(readFileSync(join(FOLDER, name)), name), name);
    }),
  });

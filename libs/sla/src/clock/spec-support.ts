/** For the specs of the clock only: the shipped calendars, a small 2005, commitments with defaults. */
import { readFileSync } from 'node:fs';
import { dayFrom, toIso, weekdayOf, WEEKDAYS, type Day } from './day.js';
import {
  CALENDAR_HEADER,
  decodeCalendar,
  makeCalendar,
  parseCalendarCsv,
  parseLength,
  toDay,
  type Calendar,
  type CalendarSource,
  type CalendarYear,
  type ClockCommitment,
  type ClockEvent,
  type Instant,
} from './index.js';

const SHIPPED = new URL('../../../../config/calendars/', import.meta.url);

const SHIPPED_YEARS = [2024, 2025, 2026, 2027];

export const shippedYears: readonly CalendarYear[] = SHIPPED_YEARS.map((year) => {
  const file = `${year}.csv`;
  return parseCalendarCsv(decodeCalendar(readFileSync(new URL(file, SHIPPED)), file), file);
});

/** The same files as text, for the reference implementation, which parses them itself. */
export const shippedFiles = (): string[] =>
  SHIPPED_YEARS.map((year) => readFileSync(new URL(`${year}.csv`, SHIPPED), 'utf8'));

export const calendarOf = (source: Partial<CalendarSource> = {}): Calendar =>
  makeCalendar({ version: 'test', years: shippedYears, ...source });

/** A year written as DGPA would: weekends off, and the given dates. */
export function yearCsv(year: number, off: readonly string[]): string {
  const rows: string[] = [CALENDAR_HEADER];
  for (let day = dayFrom(year, 1, 1); day < dayFrom(year, 13, 1); day++) {
    const code = weekdayOf(day) % 6 === 0 || off.includes(toIso(day)) ? 2 : 0;
    rows.push(`${toIso(day).replaceAll('-', '')},${WEEKDAYS[weekdayOf(day)]},${code},`);
  }
  return `${rows.join('\r\n')}\r\n`;
}

/** Years without holidays: weekends off, or whatever `works` says. */
export const plainYears = (
  years: readonly number[],
  works = (day: Day) => weekdayOf(day) % 6 !== 0,
): CalendarYear[] =>
  years.map((year) => {
    const first = dayFrom(year, 1, 1);
    const length = dayFrom(year, 13, 1) - first;
    const working = Uint8Array.from({ length }, (_, index) => Number(works(first + index)));
    return { year, working, remarks: Array.from(working, () => '') };
  });

/** An instant written as Taipei wall time, `2026-03-02` or `2026-03-02T09:30`. */
export const taipei = (text: string): Instant => {
  const [date, time = '09:00'] = text.split('T');
  const [hour, minute] = time.split(':').map(Number);
  return toDay(date!) * 86_400_000 + (hour! - 8) * 3_600_000 + minute! * 60_000;
};

export const commitmentOf = (length: string, more: Partial<ClockCommitment> = {}): ClockCommitment => ({
  id: 'law.test',
  version: '1',
  subject: 'CASE',
  length: parseLength(length),
  startOn: ['RECEIVED', 'REOPENED'],
  stopOn: ['REPLIED'],
  cancelOn: ['WITHDRAWN', 'MERGED'],
  pauseOn: ['CORRECTION_REQUESTED', 'SUPPLEMENT_REQUESTED', 'PAUSED'],
  resumeOn: ['CORRECTED', 'CORRECTION_LAPSED', 'SUPPLEMENTED', 'RESUMED'],
  onCorrection: 'RESUME',
  ...more,
});

export type EventLine = readonly [type: string, at: string | Instant, more?: Partial<ClockEvent>];

/** `historyOf(['RECEIVED', '2026-03-02T10:00'], …)`, numbered from 1. */
export const historyOf = (...lines: readonly EventLine[]): ClockEvent[] =>
  lines.map(([type, at, more], index) => ({
    seq: index + 1,
    type,
    at: typeof at === 'string' ? taipei(at) : at,
    ...more,
  }));

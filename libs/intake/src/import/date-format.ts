import { parseRoc } from './roc-date.js';
import { instantOf, type WallTime } from './wall-time.js';

/** `ROC` in a mapping: any usual form of an ROC date (民國). */
const ROC = 'ROC';

const TOKENS: Readonly<Record<string, string>> = {
  YYYY: '(?<year>\\d{4})',
  MM: '(?<month>\\d{2})',
  M: '(?<month>\\d{1,2})',
  DD: '(?<day>\\d{2})',
  D: '(?<day>\\d{1,2})',
  HH: '(?<hour>\\d{2})',
  H: '(?<hour>\\d{1,2})',
  hh: '(?<half>\\d{2})',
  h: '(?<half>\\d{1,2})',
  mm: '(?<minute>\\d{2})',
  ss: '(?<second>\\d{2})',
  A: '(?<noon>[AP]M)',
};
const TOKEN = /YYYY|MM|M|DD|D|HH|H|hh|h|mm|ss|A/g;

export type DateReader = (text: string) => number | undefined;

/** Whether a format contains year, month and day, and no part twice. */
export function isDateFormat(format: string): boolean {
  if (format === ROC) return true;
  const found: string[] = format.match(TOKEN) ?? [];
  const once = new Set(found.map((token) => token[0])).size === found.length;
  const halves = found.includes('A') === found.some((token) => token.startsWith('h'));
  return once && halves && ['Y', 'M', 'D'].every((part) => found.some((token) => token.startsWith(part)));
}

/** Parses a date by the first format that fits; undefined when none does. A date without a time means 00:00. */
export function dateReader(formats: readonly string[], timeZone: string): DateReader {
  const readers = formats.map((format) => (format === ROC ? parseRoc : wallReader(format)));
  return (text) => {
    const trimmed = text.normalize('NFKC').trim();
    for (const read of readers) {
      const wall = read(trimmed);
      const instant = wall && instantOf(wall, timeZone);
      if (instant !== undefined) return instant;
    }
    return undefined;
  };
}

function wallReader(format: string): (text: string) => WallTime | undefined {
  const literal = (text: string) => text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
  const parts = format.split(/(YYYY|MM|M|DD|D|HH|H|hh|h|mm|ss|A)/);
  const form = new RegExp(`^${parts.map((part) => TOKENS[part] ?? literal(part)).join('')}$`, 'i');
  return (text) => {
    const found = form.exec(text)?.groups;
    return found && wallTime(found);
  };
}

function wallTime(found: Record<string, string | undefined>): WallTime | undefined {
  const part = (name: string) => Number(found[name] ?? 0);
  const hour = found['half'] === undefined ? part('hour') : hourOf(part('half'), found['noon']!);
  if (hour === undefined) return undefined;
  const date = { year: part('year'), month: part('month'), day: part('day') };
  return { ...date, hour, minute: part('minute'), second: part('second') };
}

/** 12 AM is midnight, 12 PM noon. */
function hourOf(half: number, noon: string): number | undefined {
  if (half < 1 || half > 12) return undefined;
  return (half % 12) + (noon.toUpperCase() === 'PM' ? 12 : 0);
}

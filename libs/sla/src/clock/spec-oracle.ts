/**
 * Slow reference implementation for the property tests: it counts minutes and dates one by one and shares no code
 * with the clock. Local time comes from Intl, dates from strings.
 */
const MINUTE = 60_000;
const DAY = 86_400_000;

const isoOf = (utc: number): string => new Date(utc).toISOString().slice(0, 10);
export const nextDate = (date: string, n = 1): string => isoOf(Date.parse(date) + n * DAY);
export const weekday = (date: string): number => new Date(date).getUTCDay();

/** The days of DGPA files, parsed independently of `csv.ts`: the date, the weekday, 0 or 2. True is a working day. */
export const daysWorked = (texts: readonly string[]): ReadonlyMap<string, boolean> =>
  new Map(
    [...texts.join('\n').matchAll(/^(\d{4})(\d\d)(\d\d),.,([02]),/gm)].map(([, year, month, day, code]) => [
      `${year}-${month}-${day}`,
      code === '0',
    ]),
  );

/** Milliseconds to add to UTC, looked up per quarter of an hour. */
function offsets(zone: string): (instant: number) => number {
  if (zone === 'Asia/Taipei') return () => 8 * 60 * MINUTE;
  const format = new Intl.DateTimeFormat('sv-SE', {
    timeZone: zone,
    dateStyle: 'short',
    timeStyle: 'medium',
  });
  const known = new Map<number, number>();
  return (instant) => {
    const quarter = Math.floor(instant / (15 * MINUTE)) * 15 * MINUTE;
    const offset = known.get(quarter) ?? Date.parse(`${format.format(quarter).replace(' ', 'T')}Z`) - quarter;
    known.set(quarter, offset);
    return offset;
  };
}

export interface Walked {
  zone: string;
  works(date: string): boolean;
  /** Minutes after midnight. */
  hours(date: string): readonly (readonly [number, number])[];
}

/**
 * Is the office open in a given minute? The hour repeated at the end of daylight saving time is open if the minute
 * before it is.
 */
function minuteWalker({ zone, works, hours }: Walked) {
  const offsetAt = offsets(zone);
  return function* walk(from: number): Generator<{ at: number; open: boolean }> {
    let high = -Infinity;
    let today = NaN; // computed once a day, not once a minute
    let spans: readonly (readonly [number, number])[] = [];
    for (let at = from - DAY; ; at += MINUTE) {
      high = Math.max(high, at + offsetAt(at));
      if (at < from) continue;
      const minute = Math.floor((high % DAY) / MINUTE);
      if (today !== high - (high % DAY)) {
        today = high - (high % DAY);
        spans = works(isoOf(today)) ? hours(isoOf(today)) : [];
      }
      yield { at, open: spans.some(([a, b]) => a <= minute && minute < b) };
    }
  };
}

/** The end of the minute in which the last of `minutes` open minutes passes; pauses `[from, to)` do not count. */
export function walkOfficeDue(
  walked: Walked,
  from: number,
  minutes: number,
  pauses: readonly { from: number; to: number }[] = [],
): number {
  let left = minutes;
  for (const { at, open } of minuteWalker(walked)(from)) {
    if (open && !pauses.some((pause) => pause.from <= at && at < pause.to)) left--;
    if (left === 0) return at + MINUTE;
  }
  throw new Error('unreachable');
}

export interface DatedPause {
  from: string;
  to: string;
}

/** Counts dates: the last day of `n` working or calendar days, pauses left out, moved to a working day. */
export function walkDateDue(
  works: (date: string) => boolean,
  start: string,
  n: number,
  counts: (date: string) => boolean,
  pauses: readonly DatedPause[] = [],
): string {
  const paused = (date: string) => pauses.some(({ from, to }) => from < date && date <= to);
  const rolled = (date: string): string => (works(date) ? date : rolled(nextDate(date)));
  let end = start;
  for (let left = n; left > 0;) {
    end = nextDate(end);
    if (counts(end) && !paused(end)) left--;
  }
  for (const { from, to } of pauses) if (from <= rolled(end) && to > end) end = to;
  return rolled(end);
}

/** §48 III by looking at every date: the day before the corresponding day, or the last day of its month. */
export function walkMonthEnd(start: string, n: number): string {
  const first = nextDate(start);
  const months = Number(first.slice(0, 4)) * 12 + Number(first.slice(5, 7)) - 1 + n;
  const monthOf = (count: number) => `${Math.floor(count / 12)}-${String((count % 12) + 1).padStart(2, '0')}`;
  const month = first.endsWith('-01') ? monthOf(months - 1) : monthOf(months);
  const corresponding = first.endsWith('-01') ? '' : `${month}${first.slice(7)}`;
  let date = nextDate(first, -1);
  while (date.slice(0, 7) < month) date = nextDate(date);
  if (corresponding.endsWith('-01')) throw new Error('unreachable');
  while (nextDate(date).startsWith(month) && nextDate(date) !== corresponding) date = nextDate(date);
  return date;
}

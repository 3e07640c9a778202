import { Calendar } from './calendar.js';
import type { CalendarYear } from './csv.js';
import { dayFrom, toDay, toIso, type Day } from './day.js';
import { CalendarError } from './errors.js';
import { DEFAULT_OFFICE_HOURS, type OfficeHours } from './office.js';
import { overlaidDay, type OverlaidDay, type Overlay } from './overlays.js';

const DEFAULT_ZONE = 'Asia/Taipei';

export interface CalendarSource {
  /** Kept with every deadline computed from it. */
  version: string;
  /** In any order; no gap between years, no year twice. */
  years: readonly CalendarYear[];
  /** Overlays of this organisation and county (`overlaysFor`); of two for the same day the later one wins. */
  overlays?: readonly Overlay[];
  officeHours?: OfficeHours;
  /** IANA time zone name, never an offset. */
  zone?: string;
}

/** Throws `CalendarError`, saying what is wrong, where years are missing or overlays and hours do not fit. */
export function makeCalendar(source: CalendarSource): Calendar {
  const years = inOrder(source.years);
  const firstDay = dayFrom(years[0]!.year, 1, 1);
  const working = Uint8Array.from(years.flatMap((year) => Array.from(year.working)));
  const overlaid = overlay(source.overlays ?? [], firstDay, working);
  if (!working.includes(1))
    throw new CalendarError('日曆表沒有任何工作日', 'the calendar has no working day');
  const calendar = new Calendar({
    version: source.version,
    zone: source.zone ?? DEFAULT_ZONE,
    firstDay,
    working,
    remarks: years.flatMap((year) => year.remarks),
    overlaid,
    hours: source.officeHours ?? DEFAULT_OFFICE_HOURS,
  });
  if (calendar.office.total === 0)
    throw new CalendarError('沒有任何辦公時間', 'there are no office hours at all');
  return calendar;
}

function inOrder(years: readonly CalendarYear[]): CalendarYear[] {
  const sorted = years.toSorted((a, b) => a.year - b.year);
  if (sorted.length === 0) throw new CalendarError('沒有任何年度的日曆表', 'no calendar year is given');
  sorted.forEach(({ year }, index) => {
    const expected = sorted[0]!.year + index;
    if (year < expected) throw new CalendarError(`${year} 年的日曆表重複`, `the year ${year} is given twice`);
    if (year > expected)
      throw new CalendarError(`缺少 ${expected} 年的日曆表`, `the year ${expected} is missing`);
  });
  return sorted;
}

/** Writes the overlays into `working`; returns their hours and remarks by day. */
function overlay(overlays: readonly Overlay[], firstDay: Day, working: Uint8Array): Map<Day, OverlaidDay> {
  const days = new Map<Day, OverlaidDay>();
  for (const entry of overlays) {
    const day = toDay(entry.date);
    const index = day - firstDay;
    if (index < 0 || index >= working.length) throw outsideYears(toIso(day), entry.remark);
    const overlaid = overlaidDay(entry);
    working[index] = overlaid.working;
    days.set(day, overlaid);
  }
  return days;
}

const outsideYears = (date: string, remark: string) =>
  new CalendarError(
    `${date}「${remark}」不在已匯入的年度內`,
    `${date} "${remark}" lies outside the years that are loaded`,
  );

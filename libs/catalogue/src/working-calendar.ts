import {
  makeCalendar,
  overlaysFor,
  parseCalendarCsv,
  parseOfficeIntervals,
  type Calendar,
  type OfficeHours,
  type Overlay,
} from '@app/sla/clock';
import type { CatalogueEntry } from './catalogue-entry.entity.js';
import { versionOf } from './content-hash.js';
import type { OrganisationEntry } from './organisation.schema.js';
import type { SpecialDay } from './special-day.schema.js';

/** The parts of a working calendar: small enough to store for every version that a clock may name. */
export interface WorkingCalendar {
  /** Versions of the years, in order. */
  years: Readonly<Record<string, string>>;
  officeHours: OrganisationEntry['officeHours'] | null;
  days: readonly SpecialDay[];
}

type Row = Pick<CatalogueEntry, 'kind' | 'id' | 'version' | 'content' | 'current'>;

/** The calendar in force for one organisation in one county, from the rows that are current. */
export function workingCalendar(
  rows: readonly Row[],
  organisation: OrganisationEntry | undefined,
  region?: string,
): WorkingCalendar {
  const current = rows.filter((row) => row.current);
  const years = current.filter(({ kind }) => kind === 'calendar').map(({ id, version }) => [id, version]);
  const place = { ...(organisation && { organisation: organisation.id }), ...(region && { region }) };
  return {
    years: Object.fromEntries(years),
    officeHours: organisation?.officeHours ?? null,
    days: overlaysFor(specialDays(current), place) as SpecialDay[],
  };
}

/** Those of config/ first, then those declared by hand: of two for the same day the later one in the list counts. */
function specialDays(current: readonly Row[]): Overlay[] {
  const of = (wanted: Row['kind']) =>
    current.filter(({ kind }) => kind === wanted).map(({ content }) => JSON.parse(content) as Overlay);
  return [...of('special-day'), ...of('declared-day')];
}

/** The version is a hash of the parts: the same days give the same version. */
export const calendarVersion = ({ years, officeHours, days }: WorkingCalendar): string =>
  versionOf([Object.values(years), officeHours, ...(days.length > 0 ? [days] : [])]);

/** Throws `CalendarError` when no year is loaded. */
export function buildCalendar(made: WorkingCalendar, rows: readonly Row[]): Calendar {
  const years = Object.entries(made.years).map(([year, version]) => {
    const row = rows.find((one) => one.kind === 'calendar' && one.id === year && one.version === version)!;
    return parseCalendarCsv(row.content, `${year}.csv`);
  });
  const hours = officeHoursOf(made.officeHours);
  return makeCalendar({
    version: calendarVersion(made),
    years,
    overlays: made.days,
    ...(hours && { officeHours: hours }),
  });
}

/** The counties in which an organisation works, and `undefined` for the nation as a whole. */
export const regionsOf = (organisation: OrganisationEntry): (string | undefined)[] => [
  ...new Set([undefined, organisation.region, ...organisation.units.map(({ region }) => region)]),
];

export function officeHoursOf(stated: WorkingCalendar['officeHours']): OfficeHours | undefined {
  if (!stated) return undefined;
  const textsOn = (weekday: number) =>
    stated
      .filter(({ days }) => days.some((day) => day % 7 === weekday))
      .map(({ from, to }) => `${from}-${to}`);
  const weekdays = [0, 1, 2, 3, 4, 5, 6].map((weekday) => parseOfficeIntervals(textsOn(weekday)));
  return { weekdays, makeup: weekdays.find((hours) => hours.length > 0) ?? [] };
}

import {
  makeCalendar,
  parseCalendarCsv,
  parseOfficeIntervals,
  type Calendar,
  type ClockCommitment,
  type OfficeHours,
} from '@app/sla/clock';
import { binds } from './binding.js';
import type { CatalogueEntry } from './catalogue-entry.entity.js';
import { toClockCommitment } from './clock-commitment.js';
import { contentHash } from './content-hash.js';
import type { ClockEntry, CommitmentEntry } from './commitment.schema.js';
import type { OrganisationEntry, UnitEntry } from './organisation.schema.js';
import type { ServiceEntry } from './service.schema.js';

/** A clock commitment in one of its versions: what the engine counts by, and what its ladder and pages need. */
export interface VersionedClock {
  entry: ClockEntry;
  rule: ClockCommitment;
}

/** Everything of config/ that was stored, as the process holds it in memory; never changed, only replaced. */
export class Snapshot {
  readonly organisations: ReadonlyMap<string, OrganisationEntry>;
  readonly services: ReadonlyMap<string, ServiceEntry>;
  readonly units: ReadonlyMap<string, UnitEntry>;
  readonly commitments: ReadonlyMap<string, CommitmentEntry>;
  private readonly clocks = new Map<string, VersionedClock>();
  private readonly currentClocks: VersionedClock[] = [];
  private readonly calendars = new Map<string, Calendar>();

  constructor(private readonly rows: readonly CatalogueEntry[]) {
    this.organisations = this.current('organisation');
    this.services = this.current('service');
    this.commitments = this.current('commitment');
    this.units = new Map([...this.organisations.values()].flatMap(unitsOf).map((unit) => [unit.id, unit]));
    for (const row of rows) if (row.kind === 'commitment') this.addClock(row);
  }

  /** The clocks that bind a service now. */
  clocksOf(service: ServiceEntry): VersionedClock[] {
    return this.currentClocks.filter(({ entry }) => binds(entry, service));
  }

  /** A clock in the version that a running one names. */
  clock(id: string, version: string): VersionedClock | undefined {
    return this.clocks.get(`${id}@${version}`);
  }

  /** The working calendar of an organisation. Throws `CalendarError` when no year is loaded. */
  calendarOf(organisationId: string): Calendar {
    const known = this.calendars.get(organisationId);
    if (known) return known;
    const made = this.makeCalendar(this.organisations.get(organisationId));
    this.calendars.set(organisationId, made);
    return made;
  }

  /** A unit and all below it. */
  unitsUnder(unitId: string): string[] {
    const children = [...this.units.values()].filter((unit) => unit.parent === unitId);
    return [unitId, ...children.flatMap((child) => this.unitsUnder(child.id))];
  }

  private makeCalendar(organisation: OrganisationEntry | undefined): Calendar {
    const years = this.rows.filter((row) => row.kind === 'calendar' && row.current);
    const version = contentHash([years.map((row) => row.version), organisation?.officeHours ?? null]).slice(
      0,
      12,
    );
    const parsed = years.map((row) => parseCalendarCsv(row.content, `${row.id}.csv`));
    const hours = officeHoursOf(organisation);
    return makeCalendar({ version, years: parsed, ...(hours && { officeHours: hours }) });
  }

  private addClock(row: CatalogueEntry): void {
    const entry = JSON.parse(row.content) as CommitmentEntry;
    if (entry.kind !== 'clock') return;
    const versioned = { entry, rule: toClockCommitment(entry, row.version) };
    this.clocks.set(`${row.id}@${row.version}`, versioned);
    if (row.current) this.currentClocks.push(versioned);
  }

  private current<T extends { id: string }>(kind: string): Map<string, T> {
    const rows = this.rows.filter((row) => row.kind === kind && row.current);
    return new Map(rows.map((row) => [row.id, JSON.parse(row.content) as T]));
  }
}

const unitsOf = (organisation: OrganisationEntry): UnitEntry[] =>
  organisation.units.map((unit) => ({ ...unit, organisation: organisation.id }));

function officeHoursOf(organisation: OrganisationEntry | undefined): OfficeHours | undefined {
  const stated = organisation?.officeHours;
  if (!stated) return undefined;
  const textsOn = (weekday: number) =>
    stated
      .filter(({ days }) => days.some((day) => day % 7 === weekday))
      .map(({ from, to }) => `${from}-${to}`);
  const weekdays = [0, 1, 2, 3, 4, 5, 6].map((weekday) => parseOfficeIntervals(textsOn(weekday)));
  return { weekdays, makeup: weekdays.find((hours) => hours.length > 0) ?? [] };
}

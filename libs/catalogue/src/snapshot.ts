import { beyondHorizon, type Calendar, type ClockCommitment } from '@app/sla/clock';
import { binds } from './binding.js';
import type { CatalogueEntry, EntryKind } from './catalogue-entry.entity.js';
import { toClockCommitment } from './clock-commitment.js';
import { versionOf } from './content-hash.js';
import type { ClockEntry, CommitmentEntry } from './commitment.schema.js';
import type { OrganisationEntry, UnitEntry } from './organisation.schema.js';
import type { ServiceClass } from './read-classes.js';
import type { ServiceEntry } from './service.schema.js';
import type { TaskKind } from './task-kind.schema.js';
import { specialDayId, type DayPlace, type SpecialDay } from './special-day.schema.js';
import {
  buildCalendar,
  calendarVersion,
  regionsOf,
  workingCalendar,
  type WorkingCalendar,
} from './working-calendar.js';

/** One version of a clock commitment: the rule that is counted by, and the entry for ladder and pages. */
export interface VersionedClock {
  entry: ClockEntry;
  rule: ClockCommitment;
}

/** A special day, and whether it was declared by hand (and so can be withdrawn). */
export type SpecialDayShown = SpecialDay & { declared: boolean };

/** The stored catalogue as the process holds it in memory; immutable, replaced as a whole. */
export class Snapshot {
  readonly organisations: ReadonlyMap<string, OrganisationEntry>;
  readonly services: ReadonlyMap<string, ServiceEntry>;
  readonly classes: ReadonlyMap<string, ServiceClass>;
  readonly tasks: ReadonlyMap<string, TaskKind>;
  readonly units: ReadonlyMap<string, UnitEntry>;
  readonly commitments: ReadonlyMap<string, CommitmentEntry>;
  private readonly clocks = new Map<string, VersionedClock>();
  private readonly currentClocks: VersionedClock[] = [];
  private readonly calendars = new Map<string, Calendar>();
  private readonly inForce = new Map<string, Calendar>();
  private readonly gone = new Map<string, unknown>();

  constructor(private readonly rows: readonly CatalogueEntry[]) {
    this.organisations = this.current('organisation');
    this.services = this.current('service');
    this.classes = this.current('class');
    this.tasks = this.current('task');
    this.commitments = this.inPlanOrder(this.current('commitment'));
    this.units = new Map([...this.organisations.values()].flatMap(unitsOf).map((unit) => [unit.id, unit]));
    for (const row of rows) if (row.kind === 'commitment') this.addClock(row);
  }

  /** The clock commitments that apply to a service now. */
  clocksOf(service: ServiceEntry): VersionedClock[] {
    return this.currentClocks.filter(({ entry }) => binds(entry, service));
  }

  /** The version of a clock commitment that a running clock names. */
  clock(id: string, version: string): VersionedClock | undefined {
    return this.clocks.get(`${id}@${version}`);
  }

  /** The calendar in force for an organisation in a county. Throws `CalendarError` when no year is loaded. */
  calendarIn(organisationId: string | undefined, region?: string): Calendar {
    const place = `${organisationId ?? ''} ${region ?? ''}`;
    const known = this.inForce.get(place);
    if (known) return known;
    const made = workingCalendar(this.rows, this.organisations.get(organisationId ?? ''), region);
    const calendar = this.built(calendarVersion(made), () => made)!;
    this.inForce.set(place, calendar);
    return calendar;
  }

  /** The county in which a unit works: its own, that of a unit above it, or its organisation's. */
  regionOf(unitId: string): string | undefined {
    const unit = this.units.get(unitId);
    if (!unit) return undefined;
    if (unit.region) return unit.region;
    return unit.parent ? this.regionOf(unit.parent) : this.organisations.get(unit.organisation)?.region;
  }

  /** A calendar by the version that a clock names; undefined if this process does not know it. */
  calendarNamed(version: string): Calendar | undefined {
    return this.built(version, () => {
      const row = this.rows.find((one) => one.kind === 'working-calendar' && one.version === version);
      return row && (JSON.parse(row.content) as WorkingCalendar);
    });
  }

  /** A unit and all below it. */
  unitsUnder(unitId: string): string[] {
    const children = [...this.units.values()].filter((unit) => unit.parent === unitId);
    return [unitId, ...children.flatMap((child) => this.unitsUnder(child.id))];
  }

  calendarsInForce(): string {
    const versions = [...this.organisations.values()].flatMap((organisation) =>
      regionsOf(organisation).map((region) => this.calendarIn(organisation.id, region).version),
    );
    return versionOf([
      versions,
      [...this.current('special-day').keys(), ...this.current('declared-day').keys()],
    ]);
  }

  /** The same with a day declared, or with `undefined` withdrawn, at this place. */
  supposing(place: DayPlace, day: SpecialDay | undefined): Snapshot {
    const id = specialDayId(place);
    const others = this.rows.filter((row) => row.kind !== 'declared-day' || row.id !== id);
    const content = JSON.stringify(day);
    const identity = { kind: 'declared-day' as const, id, version: versionOf(content ?? '') };
    const row = { ...identity, content, current: true, loadedAt: 0 };
    return new Snapshot(day === undefined ? others : [...others, row]);
  }

  /** The loaded years, in order. */
  years(): string[] {
    return this.rows.filter((row) => row.kind === 'calendar' && row.current).map(({ id }) => id);
  }

  beyondCalendar(at: number): string[] {
    const rules = this.currentClocks.map(({ rule }) => rule);
    return beyondHorizon(rules, this.calendarIn(undefined), at).map(({ id }) => id);
  }

  /** The last current version of an entry that the files do not have any more. */
  retired<T>(kind: EntryKind, id: string): T | undefined {
    const key = `${kind} ${id}`;
    if (!this.gone.has(key)) this.gone.set(key, this.newestOf(kind, id));
    return this.gone.get(key) as T | undefined;
  }

  private newestOf(kind: EntryKind, id: string): unknown {
    const versions = this.rows.filter((row) => row.kind === kind && row.id === id);
    const newest = versions.toSorted((a, b) => a.loadedAt - b.loadedAt).at(-1);
    return newest && JSON.parse(newest.content);
  }

  inForceSince(commitmentId: string): number | undefined {
    const versions = this.rows.filter((row) => row.kind === 'commitment' && row.id === commitmentId);
    return versions.length > 0 ? Math.min(...versions.map(({ loadedAt }) => loadedAt)) : undefined;
  }

  /** When the newest of the current entries of a kind was stored, or one entry. */
  changedAt(kind: EntryKind, id?: string): number | undefined {
    const rows = this.rows.filter(
      (row) => row.kind === kind && row.current && (id === undefined || row.id === id),
    );
    return rows.length > 0 ? Math.max(...rows.map(({ loadedAt }) => loadedAt)) : undefined;
  }

  specialDays(): SpecialDayShown[] {
    const of = (kind: 'special-day' | 'declared-day') =>
      [...this.current<SpecialDay>(kind).values()].map((day) => ({
        ...day,
        declared: kind === 'declared-day',
      }));
    return [...of('special-day'), ...of('declared-day')].toSorted((a, b) => a.date.localeCompare(b.date));
  }

  /** Calendars are large and shared: each version is built once. */
  private built(version: string, made: () => WorkingCalendar | undefined): Calendar | undefined {
    const known = this.calendars.get(version);
    if (known) return known;
    const content = made();
    const calendar = content && buildCalendar(content, this.rows);
    if (calendar) this.calendars.set(version, calendar);
    return calendar;
  }

  private addClock(row: CatalogueEntry): void {
    const entry = JSON.parse(row.content) as CommitmentEntry;
    if (entry.kind !== 'clock') return;
    const versioned = { entry, rule: toClockCommitment(entry, row.version) };
    this.clocks.set(`${row.id}@${row.version}`, versioned);
    if (row.current) this.currentClocks.push(versioned);
  }

  /** In the order of the plans' files. */
  private inPlanOrder(entries: Map<string, CommitmentEntry>): Map<string, CommitmentEntry> {
    const ids = [...this.current<string[]>('plan-order').values()].flat();
    const place = new Map(ids.map((id, index) => [id, index]));
    const placeOf = ([id]: [string, unknown]) => place.get(id) ?? Infinity;
    return new Map([...entries].toSorted((a, b) => placeOf(a) - placeOf(b) || 0));
  }

  private current<T>(kind: EntryKind): Map<string, T> {
    const rows = this.rows.filter((row) => row.kind === kind && row.current);
    return new Map(rows.map((row) => [row.id, JSON.parse(row.content) as T]));
  }
}

const unitsOf = (organisation: OrganisationEntry): UnitEntry[] =>
  organisation.units.map((unit) => ({ ...unit, organisation: organisation.id }));

import { days, Reader } from '@app/platform';
import type { Calendar } from '@app/sla/clock';
import { Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { Not } from 'typeorm';
import { CatalogueEntry } from './catalogue-entry.entity.js';
import type { CommitmentEntry } from './commitment.schema.js';
import type { OrganisationEntry, UnitEntry } from './organisation.schema.js';
import type { ServiceClass } from './read-classes.js';
import type { ServiceEntry } from './service.schema.js';
import type { DayPlace, SpecialDay } from './special-day.schema.js';
import type { TaskKind } from './task-kind.schema.js';
import { Snapshot, type SpecialDayShown, type VersionedClock } from './snapshot.js';

/** The current entries and the number of versions: differs whenever an entry was stored, retired or restored. */
const CURRENT = `SELECT kind, id, version FROM catalogue_entry WHERE current ORDER BY kind, id`;
const KEPT = `SELECT COUNT(*) AS n FROM catalogue_entry`;
/** How old a process's copy may be: a closure declared now is in force in every process after this. */
export const CATALOGUE_AGE_MS = 10_000;
/** Enough time to import the next year, which the DGPA publishes in summer. */
const CALENDAR_AHEAD_MS = days(90);

/** Agencies, services and promises, read from the database at start and kept in memory. */
@Injectable()
export class Catalogue implements OnModuleInit, OnApplicationShutdown {
  private snapshot = new Snapshot([]);
  private seen = '';
  private timer?: NodeJS.Timeout;

  constructor(private readonly reader: Reader) {}

  async onModuleInit(): Promise<void> {
    // before the first migration the table does not exist; `prepare` calls refresh() afterwards
    await this.refresh().catch(() => undefined);
    this.timer = setInterval(() => void this.refresh().catch(() => undefined), CATALOGUE_AGE_MS).unref();
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  /** Reads run one after the other, so that an older result cannot replace a newer one. */
  private reading: Promise<void> = Promise.resolve();

  /** Reloads what `prepare` or a calendar import stored since; does nothing when nothing changed. */
  refresh(): Promise<void> {
    this.reading = this.reading.catch(() => undefined).then(() => this.read());
    return this.reading;
  }

  private async read(): Promise<void> {
    const state = JSON.stringify([await this.reader.rows(CURRENT), await this.reader.row(KEPT)]);
    if (state === this.seen) return;
    const entries = this.reader.repository(CatalogueEntry);
    this.snapshot = new Snapshot(
      await entries.find({ where: { kind: Not('form') }, order: { kind: 'ASC', id: 'ASC' } }),
    );
    this.seen = state;
  }

  /** As it would be with a day declared or withdrawn; nothing is stored, and it is never read again. */
  supposing(place: DayPlace, day: SpecialDay | undefined): Catalogue {
    const supposed = new Catalogue(this.reader);
    supposed.snapshot = this.snapshot.supposing(place, day);
    return supposed;
  }

  organisations(): OrganisationEntry[] {
    return [...this.snapshot.organisations.values()];
  }

  organisation(id: string): OrganisationEntry | undefined {
    return this.snapshot.organisations.get(id);
  }

  /** The service of a case, also one that accepts no new cases any more. */
  serviceOfCase(id: string): ServiceEntry | undefined {
    return this.snapshot.services.get(id) ?? this.snapshot.retired<ServiceEntry>('service', id);
  }

  services(): ServiceEntry[] {
    return [...this.snapshot.services.values()];
  }

  /** The table of 分類檢索, by its codes; empty where there is none. */
  classes(): ServiceClass[] {
    return [...this.snapshot.classes.values()];
  }

  /** Kinds of tasks that can be added to a case. */
  taskKinds(): TaskKind[] {
    return [...this.snapshot.tasks.values()];
  }

  /** The kind of a task, also one that is not added any more. */
  taskKind(id: string): TaskKind | undefined {
    return this.snapshot.tasks.get(id) ?? this.snapshot.retired<TaskKind>('task', id);
  }

  service(id: string): ServiceEntry | undefined {
    return this.snapshot.services.get(id);
  }

  /** A file of config/forms/, `demo/application-form.odt`; read when asked for, as files are large. */
  async form(path: string): Promise<Buffer | undefined> {
    const row = await this.reader
      .repository(CatalogueEntry)
      .findOneBy({ kind: 'form', id: path, current: true });
    return row ? Buffer.from(row.content, 'base64') : undefined;
  }

  commitments(): CommitmentEntry[] {
    return [...this.snapshot.commitments.values()];
  }

  commitment(id: string): CommitmentEntry | undefined {
    return this.snapshot.commitments.get(id);
  }

  unit(id: string): UnitEntry | undefined {
    return this.snapshot.units.get(id);
  }

  unitsOf(organisationId: string): UnitEntry[] {
    return [...this.snapshot.units.values()].filter((unit) => unit.organisation === organisationId);
  }

  /** A unit and all below it in the tree. */
  unitsUnder(unitId: string): string[] {
    return this.snapshot.unitsUnder(unitId);
  }

  /** The clock commitments that apply to a service now. */
  clocksOf(service: ServiceEntry): VersionedClock[] {
    return this.snapshot.clocksOf(service);
  }

  clock(id: string, version: string): VersionedClock | undefined {
    return this.snapshot.clock(id, version);
  }

  /** The calendar in force for clocks on which a unit acts: closures of the unit's county, days of the organisation. */
  calendarOf(organisationId: string, unitId?: string): Calendar {
    const region = unitId === undefined ? undefined : this.snapshot.regionOf(unitId);
    return this.snapshot.calendarIn(organisationId, region);
  }

  /** The calendar in force for an organisation in a county; without an organisation, for the citizens of the county. */
  calendarIn(organisationId: string | undefined, region?: string): Calendar {
    return this.snapshot.calendarIn(organisationId, region);
  }

  /** Changes whenever a day of any calendar in force does. */
  calendarsInForce(): string {
    return this.snapshot.calendarsInForce();
  }

  /** Whether a date (`YYYY-MM-DD`) lies in the loaded years. */
  covers(date: string): boolean {
    return this.snapshot.years().includes(date.slice(0, 4));
  }

  /** Last day of the loaded years, `YYYY-MM-DD`. */
  calendarEnds(): string {
    return `${this.snapshot.years().at(-1)}-12-31`;
  }

  /** Promises that could no longer be counted if they began three months from now: the next year must be imported. */
  beyondCalendar(now: number): string[] {
    return this.snapshot.beyondCalendar(now + CALENDAR_AHEAD_MS);
  }

  /** When a promise first came into force here; undefined for one that was never loaded. */
  inForceSince(commitmentId: string): number | undefined {
    return this.snapshot.inForceSince(commitmentId);
  }

  /** When the content of pages last changed: of one service, of all services, of all promises. */
  changedAt(kind: 'service' | 'commitment' | 'organisation', id?: string): number | undefined {
    return this.snapshot.changedAt(kind, id);
  }

  /** A calendar by the version that a clock names; undefined if it is older than the storing of versions. */
  calendarNamed(version: string): Calendar | undefined {
    return this.snapshot.calendarNamed(version);
  }

  /** Days on which an agency or a county deviates from the national calendar, in order of date. */
  specialDays(): SpecialDayShown[] {
    return this.snapshot.specialDays();
  }
}

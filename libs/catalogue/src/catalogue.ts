import { Reader } from '@app/platform';
import type { Calendar } from '@app/sla/clock';
import { Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { CatalogueEntry } from './catalogue-entry.entity.js';
import type { CommitmentEntry } from './commitment.schema.js';
import type { OrganisationEntry, UnitEntry } from './organisation.schema.js';
import type { ServiceEntry } from './service.schema.js';
import { Snapshot, type VersionedClock } from './snapshot.js';

/** Changes with every entry that is stored, retired or taken up again. */
const STATE = `SELECT COUNT(*) AS n, MAX("loadedAt") AS at, SUM(CASE WHEN current THEN 1 ELSE 0 END) AS current FROM catalogue_entry`;
const LOOK_EVERY_MS = 60_000;

/** What agencies, services and promises there are. Read from the database at start and kept in memory. */
@Injectable()
export class Catalogue implements OnModuleInit, OnApplicationShutdown {
  private snapshot = new Snapshot([]);
  private seen = '';
  private timer?: NodeJS.Timeout;

  constructor(private readonly reader: Reader) {}

  async onModuleInit(): Promise<void> {
    // before the first migration there is no table yet; `prepare` calls refresh() after it
    await this.refresh().catch(() => undefined);
    this.timer = setInterval(() => void this.refresh().catch(() => undefined), LOOK_EVERY_MS).unref();
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  /** Takes in what `prepare` or an imported calendar stored since; does nothing when nothing changed. */
  async refresh(): Promise<void> {
    const state = JSON.stringify(await this.reader.row(STATE));
    if (state === this.seen) return;
    const entries = this.reader.repository(CatalogueEntry);
    this.snapshot = new Snapshot(await entries.find({ order: { kind: 'ASC', id: 'ASC' } }));
    this.seen = state;
  }

  organisations(): OrganisationEntry[] {
    return [...this.snapshot.organisations.values()];
  }

  organisation(id: string): OrganisationEntry | undefined {
    return this.snapshot.organisations.get(id);
  }

  services(): ServiceEntry[] {
    return [...this.snapshot.services.values()];
  }

  service(id: string): ServiceEntry | undefined {
    return this.snapshot.services.get(id);
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

  /** The clocks that bind a service now. */
  clocksOf(service: ServiceEntry): VersionedClock[] {
    return this.snapshot.clocksOf(service);
  }

  clock(id: string, version: string): VersionedClock | undefined {
    return this.snapshot.clock(id, version);
  }

  calendarOf(organisationId: string): Calendar {
    return this.snapshot.calendarOf(organisationId);
  }
}

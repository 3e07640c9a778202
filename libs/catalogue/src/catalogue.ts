import { Reader } from '@app/platform';
import type { Calendar } from '@app/sla/clock';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { CatalogueEntry } from './catalogue-entry.entity.js';
import type { CommitmentEntry } from './commitment.schema.js';
import type { OrganisationEntry, UnitEntry } from './organisation.schema.js';
import type { ServiceEntry } from './service.schema.js';
import { Snapshot, type VersionedClock } from './snapshot.js';

/** What agencies, services and promises there are. Read from the database at start, kept in memory. */
@Injectable()
export class Catalogue implements OnModuleInit {
  private snapshot = new Snapshot([]);

  constructor(private readonly reader: Reader) {}

  async onModuleInit(): Promise<void> {
    // before the first migration there is no table yet; `prepare` calls refresh() after it
    await this.refresh().catch(() => undefined);
  }

  /** Takes in what `prepare` stored since. */
  async refresh(): Promise<void> {
    this.snapshot = new Snapshot(
      await this.reader.repository(CatalogueEntry).find({ order: { kind: 'ASC', id: 'ASC' } }),
    );
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

import { TimeSource, invalid, notFound, UnitOfWork } from '@app/platform';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { keepCalendarVersions } from './calendar-versions.js';
import { CatalogueEntry } from './catalogue-entry.entity.js';
import { Catalogue } from './catalogue.js';
import { versionOf } from './content-hash.js';
import { specialDayId, type DayPlace, type SpecialDay } from './special-day.schema.js';

/**
 * Days declared by hand, such as a county's 停止上班 before a typhoon, in addition to those of config/, which they
 * override.
 */
@Injectable()
export class SpecialDays {
  constructor(
    private readonly work: UnitOfWork,
    private readonly catalogue: Catalogue,
    private readonly time: TimeSource,
  ) {}

  /** A second declaration for the same day and place replaces the first. Throws INVALID naming the field. */
  async declare(day: SpecialDay): Promise<void> {
    this.check(day);
    await this.work.run(async (manager) => {
      const identity = { kind: 'declared-day' as const, id: specialDayId(day) };
      const content = JSON.stringify(day);
      const version = versionOf(content);
      await manager.update(CatalogueEntry, identity, { current: false });
      const known = await manager.update(CatalogueEntry, { ...identity, version }, { current: true });
      const row = { ...identity, version, content, current: true, loadedAt: this.time.now() };
      if (!known.affected) await manager.insert(CatalogueEntry, row);
      await this.keep(manager);
    });
  }

  /** Throws NOT_FOUND for a day that was not declared by hand. */
  async withdraw(place: DayPlace): Promise<void> {
    await this.work.run(async (manager) => {
      const identity = { kind: 'declared-day' as const, id: specialDayId(place), current: true };
      const taken = await manager.update(CatalogueEntry, identity, { current: false });
      if (!taken.affected) throw notFound();
      await this.keep(manager);
    });
  }

  private keep(manager: EntityManager): Promise<void> {
    return keepCalendarVersions(manager, this.time.now());
  }

  /** Throws INVALID naming the field. */
  check({ date, organisation }: SpecialDay): void {
    if (!this.catalogue.covers(date)) throw invalid({ field: 'date', code: 'outside-calendar' });
    if (organisation !== undefined && !this.catalogue.organisation(organisation))
      throw invalid({ field: 'organisation', code: 'unknown-organisation' });
  }
}

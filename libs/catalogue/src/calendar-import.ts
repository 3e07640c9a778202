import { TimeSource, Installation, Reader, UnitOfWork } from '@app/platform';
import {
  decodeCalendar,
  makeCalendar,
  parseCalendarCsv,
  toDay,
  toIso,
  type CalendarYear,
} from '@app/sla/clock';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { CatalogueEntry } from './catalogue-entry.entity.js';
import { keepCalendarVersions } from './calendar-versions.js';
import { Catalogue } from './catalogue.js';
import { versionOf } from './content-hash.js';

/** What an import changed: the dates that differ from the year as loaded before; none for a new year. */
export interface CalendarChange {
  year: number;
  version: string;
  /** The year was not loaded before. */
  added: boolean;
  becameWorking: string[];
  becameOff: string[];
}

/** `installation` row of an imported year: its version, and the version of the file in config/ that it replaces. */
interface Standing {
  version: string;
  insteadOf: string | null;
}

const keyOf = (year: string) => `calendar.${year}`;

/**
 * Imports a calendar year. It is in force until the next import of that year, or until the file of that year in config/
 * changes: the latest of the two counts.
 */
@Injectable()
export class CalendarImport {
  constructor(
    private readonly work: UnitOfWork,
    private readonly reader: Reader,
    private readonly catalogue: Catalogue,
    private readonly time: TimeSource,
  ) {}

  /** Throws `CalendarFileError` listing what is wrong in the file, `CalendarError` for a gap between the years. */
  async run(bytes: Uint8Array, file: string): Promise<CalendarChange> {
    const content = decodeCalendar(bytes, file);
    const given = parseCalendarCsv(content, file);
    const loaded = (await this.current()).map((row) => parseCalendarCsv(row.content, `${row.id}.csv`));
    makeCalendar({
      version: 'check',
      years: [...loaded.filter(({ year }) => year !== given.year), given],
    });
    const version = versionOf(content);
    await this.work.run((manager) => this.put(manager, String(given.year), version, content));
    await this.catalogue.refresh();
    return { year: given.year, version, ...changes(given, loaded) };
  }

  private current(): Promise<CatalogueEntry[]> {
    return this.reader.repository(CatalogueEntry).findBy({ kind: 'calendar', current: true });
  }

  private async put(manager: EntityManager, year: string, version: string, content: string): Promise<void> {
    const identity = { kind: 'calendar' as const, id: year };
    const before = await manager.findOneBy(CatalogueEntry, { ...identity, current: true });
    const standing = (await standingImports(manager)).get(year);
    await manager.update(CatalogueEntry, identity, { current: false });
    const known = await manager.update(CatalogueEntry, { ...identity, version }, { current: true });
    const row = { ...identity, version, content, current: true, loadedAt: this.time.now() };
    if (!known.affected) await manager.insert(CatalogueEntry, row);
    const insteadOf = standing ? standing.insteadOf : (before?.version ?? null);
    const value = JSON.stringify({ version, insteadOf } satisfies Standing);
    await manager.save(Installation, { key: keyOf(year), value });
    await keepCalendarVersions(manager, this.time.now());
  }
}

/**
 * Called by `prepare` after it made the entries of config/ current: puts imported years back in force, and drops those
 * whose file in config/ has changed since.
 */
export async function keepImportedYears(
  manager: EntityManager,
  inFiles: ReadonlyMap<string, string>,
): Promise<void> {
  for (const [id, { version, insteadOf }] of await standingImports(manager)) {
    if ((inFiles.get(id) ?? null) !== insteadOf) await manager.delete(Installation, { key: keyOf(id) });
    else {
      await manager.update(CatalogueEntry, { kind: 'calendar', id }, { current: false });
      await manager.update(CatalogueEntry, { kind: 'calendar', id, version }, { current: true });
    }
  }
}

async function standingImports(manager: EntityManager): Promise<Map<string, Standing>> {
  const rows = await manager
    .createQueryBuilder(Installation, 'fact')
    .where('fact.key LIKE :keys', { keys: keyOf('%') })
    .getMany();
  return new Map(rows.map(({ key, value }) => [key.slice(keyOf('').length), JSON.parse(value) as Standing]));
}

function changes(given: CalendarYear, loaded: readonly CalendarYear[]) {
  const before = loaded.find(({ year }) => year === given.year);
  const dates = (to: 0 | 1) =>
    Array.from(given.working.keys()).filter(
      (at) => before && before.working[at] !== given.working[at] && given.working[at] === to,
    );
  const first = toDay(`${given.year}-01-01`);
  const iso = (at: number) => toIso(first + at);
  return { added: !before, becameWorking: dates(1).map(iso), becameOff: dates(0).map(iso) };
}

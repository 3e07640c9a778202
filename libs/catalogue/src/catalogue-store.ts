import { TimeSource, Installation, Reader, UnitOfWork } from '@app/platform';
import { decodeCalendar } from '@app/sla/clock';
import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import { keepImportedYears } from './calendar-import.js';
import { CatalogueEntry, type EntryKind } from './catalogue-entry.entity.js';
import { versionOf } from './content-hash.js';
import { keepCalendarVersions } from './calendar-versions.js';
import type { LoadedConfig } from './load-config.js';
import { specialDayId } from './special-day.schema.js';

interface Loaded {
  kind: EntryKind;
  id: string;
  content: string;
}

/** What config/ gives; the rest of the table is not its to retire. */
const OF_CONFIG: EntryKind[] = [
  'organisation',
  'service',
  'commitment',
  'plan-order',
  'calendar',
  'special-day',
];

/** `installation` row: what config/ was when it was last stored. */
const MARK = 'config';

/** Stores config/ as immutable versions. An entry that is gone from the files is retired, never removed. */
@Injectable()
export class CatalogueStore {
  constructor(
    private readonly work: UnitOfWork,
    private readonly reader: Reader,
    private readonly time: TimeSource,
  ) {}

  /** Whether what this database holds was last stored under `mark`: the same files, found right by the same code. */
  async holds(mark: string): Promise<boolean> {
    const known = await this.reader.repository(Installation).findOneBy({ key: MARK });
    return known?.value === mark;
  }

  /** Returns how many versions are new. Without a `mark` the next start reads the files again. */
  store(config: LoadedConfig, mark?: string): Promise<number> {
    const entries = entriesOf(config);
    return this.work.run(async (manager) => {
      await manager.update(CatalogueEntry, { kind: In(OF_CONFIG), current: true }, { current: false });
      let fresh = 0;
      for (const entry of entries) if (await this.keep(manager, entry)) fresh++;
      const calendars = entries.filter(({ kind }) => kind === 'calendar');
      await keepImportedYears(manager, new Map(calendars.map(({ id, content }) => [id, versionOf(content)])));
      await keepCalendarVersions(manager, this.time.now());
      await manager.save(Installation, { key: MARK, value: mark ?? '' });
      return fresh;
    });
  }

  private async keep(manager: EntityManager, { kind, id, content }: Loaded): Promise<boolean> {
    const version = versionOf(content);
    const known = await manager.update(CatalogueEntry, { kind, id, version }, { current: true });
    if (known.affected) return false;
    await manager.insert(CatalogueEntry, {
      kind,
      id,
      version,
      content,
      current: true,
      loadedAt: this.time.now(),
    });
    return true;
  }
}

/** An entry's own version must not change because another was written above it: the order is a row of its own. */
function planOrders(commitments: LoadedConfig['commitments']): Loaded[] {
  const plans = Map.groupBy(commitments, ({ organisation }) => organisation);
  return [...plans].map(([id, entries]) => ({
    kind: 'plan-order',
    id,
    content: JSON.stringify(entries.map((entry) => entry.id)),
  }));
}

function entriesOf(config: LoadedConfig): Loaded[] {
  const of = (kind: EntryKind, entries: readonly { id: string }[]) =>
    entries.map((entry) => ({ kind, id: entry.id, content: JSON.stringify(entry) }));
  const calendars = [...config.calendars].map(([year, bytes]) => ({
    kind: 'calendar' as const,
    id: String(year),
    content: decodeCalendar(bytes, `${year}.csv`),
  }));
  return [
    ...of('organisation', config.organisations),
    ...of('service', config.services),
    ...of('commitment', config.commitments),
    ...planOrders(config.commitments),
    ...calendars,
    ...config.specialDays.map((day) => ({
      kind: 'special-day' as const,
      id: specialDayId(day),
      content: JSON.stringify(day),
    })),
  ];
}

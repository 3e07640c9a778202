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

/** The kinds that come from config/; only these are retired when they disappear from it. */
const OF_CONFIG: EntryKind[] = [
  'organisation',
  'service',
  'commitment',
  'form',
  'class',
  'task',
  'plan-order',
  'calendar',
  'special-day',
];

/** `installation` row: the mark of config/ when it was last stored. */
const MARK = 'config';

/** Stores config/ as immutable versions. An entry that is gone from the files is retired, never removed. */
@Injectable()
export class CatalogueStore {
  constructor(
    private readonly work: UnitOfWork,
    private readonly reader: Reader,
    private readonly time: TimeSource,
  ) {}

  /** Whether this database was last stored under `mark`: the same files, checked by the same code. */
  async holds(mark: string): Promise<boolean> {
    const known = await this.reader.repository(Installation).findOneBy({ key: MARK });
    return known?.value === mark;
  }

  /** Returns the number of new versions. Without a `mark` the next start reads the files again. */
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

/** The order has a row of its own, so that an entry's version does not change when another is inserted above it. */
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
    ...of('class', config.classes),
    ...of('task', config.tasks),
    ...planOrders(config.commitments),
    ...calendars,
    ...[...config.forms].map(([id, bytes]) => ({
      kind: 'form' as const,
      id,
      content: Buffer.from(bytes).toString('base64'),
    })),
    ...config.specialDays.map((day) => ({
      kind: 'special-day' as const,
      id: specialDayId(day),
      content: JSON.stringify(day),
    })),
  ];
}

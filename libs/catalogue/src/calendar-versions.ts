import type { EntityManager } from 'typeorm';
import { CatalogueEntry } from './catalogue-entry.entity.js';
import type { OrganisationEntry } from './organisation.schema.js';
import { calendarVersion, regionsOf, workingCalendar } from './working-calendar.js';

/**
 * Stores the parts of each calendar in force under the version that clocks will name, so that a clock can be counted by
 * the calendar it was promised on, whatever was declared since. Called in the transaction that changed a day.
 */
export async function keepCalendarVersions(manager: EntityManager, now: number): Promise<void> {
  const order = { kind: 'ASC', id: 'ASC' } as const; // the order in which the snapshot reads them: the version depends on it
  const rows = await manager.find(CatalogueEntry, { where: { current: true }, order });
  const places = rows
    .filter(({ kind }) => kind === 'organisation')
    .map(({ content }) => JSON.parse(content) as OrganisationEntry)
    .flatMap((organisation) => regionsOf(organisation).map((region) => ({ organisation, region })));
  for (const { organisation, region } of places) {
    const made = workingCalendar(rows, organisation, region);
    const version = calendarVersion(made);
    const identity = { kind: 'working-calendar' as const, id: version, version };
    if (await manager.existsBy(CatalogueEntry, identity)) continue;
    await manager.insert(CatalogueEntry, {
      ...identity,
      content: JSON.stringify(made),
      current: false,
      loadedAt: now,
    });
  }
}

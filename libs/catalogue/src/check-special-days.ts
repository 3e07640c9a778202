import type { OrganisationEntry } from './organisation.schema.js';
import type { Placed, Problems } from './problems.js';
import { specialDayId, type SpecialDay } from './special-day.schema.js';

interface Known {
  organisations: readonly Placed<OrganisationEntry>[];
  years: readonly number[];
}

/** Special days: once for each place, of an existing organisation, in a loaded year. */
export function checkSpecialDays(
  days: readonly Placed<SpecialDay>[],
  { organisations, years }: Known,
  problems: Problems,
): void {
  const ids = new Set(organisations.map(({ id }) => id));
  const seen = new Set<string>();
  for (const day of days) {
    const { date, organisation } = day.entry;
    if (!years.includes(Number(date.slice(0, 4))))
      problems.at(day, ['date'], `${date} lies outside the years that are loaded`);
    if (organisation && !ids.has(organisation) && !problems.wasLeftOut(organisation))
      problems.at(day, ['organisation'], `organisation ${organisation} does not exist`);
    if (seen.has(specialDayId(day.entry)))
      problems.at(day, ['date'], `${date} is given twice for this place`);
    seen.add(specialDayId(day.entry));
  }
}

import { ClockError, makeCalendar, overlaysFor, type CalendarYear } from '@app/sla/clock';
import type { OrganisationEntry } from './organisation.schema.js';
import type { Placed, Problems } from './problems.js';
import type { SpecialDay } from './special-day.schema.js';
import { officeHoursOf, regionsOf } from './working-calendar.js';

/** Builds every calendar once, to report gaps between years, wrong office hours, and days outside the years. */
export function checkCalendars(
  organisations: readonly Placed<OrganisationEntry>[],
  { years, specialDays }: { years: readonly CalendarYear[]; specialDays: readonly SpecialDay[] },
  problems: Problems,
): void {
  const made = new Set<string>(); // most agencies share one calendar
  for (const placed of organisations) {
    const { id: organisation, officeHours } = placed.entry;
    for (const region of regionsOf(placed.entry)) {
      const place = { organisation, ...(region && { region }) };
      const overlays = overlaysFor(specialDays, place);
      const parts = JSON.stringify([officeHours, overlays]);
      if (made.has(parts)) continue;
      made.add(parts);
      const wrong = whyNotMade(() => {
        const hours = officeHoursOf(officeHours ?? null);
        makeCalendar({ version: 'check', years, overlays, ...(hours && { officeHours: hours }) });
      });
      if (wrong) return problems.at(placed, ['officeHours'], wrong);
    }
  }
}

function whyNotMade(make: () => void): string | undefined {
  try {
    make();
    return undefined;
  } catch (error) {
    if (error instanceof ClockError) return error.en;
    throw error;
  }
}

import type { Catalogue, OrganisationEntry, ServiceEntry, UnitEntry } from '@app/catalogue';
import type { PartnerLoad } from '@app/lookups';
import type { PeopleOfUnit } from '@app/people';

/** A partner team, with what the configuration says of it and how much it holds. */
export interface Partner {
  unit: UnitEntry;
  services: readonly ServiceEntry[];
  lines: OrganisationEntry['hotlines'];
  /** Of the agency: the configuration has none of a team. */
  hours: OrganisationEntry['officeHours'];
  active: number;
  load: PartnerLoad;
}

const NOTHING: PartnerLoad = { open: 0, overdue: 0 };

export function partnersOf(
  catalogue: Catalogue,
  organisationId: string,
  people: ReadonlyMap<string, PeopleOfUnit>,
  loads: ReadonlyMap<string, PartnerLoad>,
): Partner[] {
  const organisation = catalogue.organisation(organisationId);
  const teams = catalogue.unitsOf(organisationId).filter(({ kind }) => kind === 'PARTNER');
  return teams.map((unit) => ({
    unit,
    services: catalogue.services().filter((service) => service.unit === unit.id),
    lines: organisation?.hotlines.filter((line) => line.unit === unit.id) ?? [],
    hours: organisation?.officeHours,
    active: people.get(unit.id)?.active ?? 0,
    load: loads.get(unit.id) ?? NOTHING,
  }));
}

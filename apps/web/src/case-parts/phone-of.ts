import type { OrganisationEntry, UnitEntry } from '@app/catalogue';

interface Asked {
  unit: Pick<UnitEntry, 'id' | 'phone'> | undefined;
  organisation: Pick<OrganisationEntry, 'hotlines'> | undefined;
  serviceId: string | undefined;
}

/** Where to call about a case: the unit, else the line of the service or of the unit, else the agency's first line. */
export function phoneOf({ unit, organisation, serviceId = '' }: Asked): string | undefined {
  const lines = organisation?.hotlines ?? [];
  const line =
    lines.find(({ services }) => services.includes(serviceId)) ??
    lines.find((one) => one.unit === unit?.id) ??
    lines[0];
  return unit?.phone ?? line?.number;
}

import type { Catalogue, OrganisationEntry, UnitEntry } from '@app/catalogue';
import type { PeopleOfUnit } from '@app/people';

type Line = OrganisationEntry['hotlines'][number];
/** Who is told when promises of a unit are broken: its own head, that of a unit above, or no one. */
type Head = { kind: 'OWN' | 'NONE' | 'NOT_NEEDED' } | { kind: 'ABOVE'; unit: UnitEntry };

/** A unit as an administrator sees it. */
export interface UnitState {
  unit: UnitEntry;
  /** Units above it in the tree. */
  depth: number;
  people: PeopleOfUnit;
  head: Head;
  services: readonly { id: string; name: UnitEntry['name'] }[];
  lines: readonly Line[];
  /** Work comes to it and no one would see it, or no one would be told that it is late. */
  broken: boolean;
}

const NO_ONE: PeopleOfUnit = { active: 0, roles: {} };

/** The units of an organisation in the order of their tree, each under its parent. */
export function unitStates(
  catalogue: Catalogue,
  organisationId: string,
  people: ReadonlyMap<string, PeopleOfUnit>,
): UnitState[] {
  const units = catalogue.unitsOf(organisationId);
  const services = catalogue.services();
  const lines = catalogue.organisation(organisationId)?.hotlines ?? [];
  const hasHead = ({ id }: UnitEntry) => (people.get(id)?.roles.UNIT_HEAD ?? 0) > 0;
  return inTree(units).map(({ unit, depth }) => {
    const own = {
      people: people.get(unit.id) ?? NO_ONE,
      head: headOf(unit, units, hasHead),
      services: services.filter((service) => service.unit === unit.id),
      lines: lines.filter((line) => line.unit === unit.id),
    };
    return { unit, depth, ...own, broken: isBroken(unit, own) };
  });
}

type Placed = Pick<UnitState, 'unit' | 'depth'>;

function inTree(units: readonly UnitEntry[], parent?: string, depth = 0): Placed[] {
  return units
    .filter((unit) => unit.parent === parent)
    .flatMap((unit) => [{ unit, depth }, ...inTree(units, unit.id, depth + 1)]);
}

function headOf(unit: UnitEntry, units: readonly UnitEntry[], hasHead: (unit: UnitEntry) => boolean): Head {
  if (hasHead(unit)) return { kind: 'OWN' };
  // what a partner owes is told to the heads of the unit that refers
  if (unit.kind === 'PARTNER') return { kind: 'NOT_NEEDED' };
  for (let above = parentOf(unit, units); above; above = parentOf(above, units))
    if (hasHead(above)) return { kind: 'ABOVE', unit: above };
  return { kind: 'NONE' };
}

const parentOf = (unit: UnitEntry, units: readonly UnitEntry[]): UnitEntry | undefined =>
  units.find(({ id }) => id === unit.parent);

function isBroken(unit: UnitEntry, own: Pick<UnitState, 'people' | 'head' | 'services' | 'lines'>): boolean {
  const { people, head, services, lines } = own;
  const hasWork = services.length > 0 || lines.length > 0 || unit.kind === 'PARTNER';
  return head.kind === 'NONE' || (hasWork && people.active === 0);
}

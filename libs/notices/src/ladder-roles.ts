import { isAway, type Role, type Staff } from '@app/people';
import { emails, inUnit, partnerTeam, withRole, type Addresses, type Circle } from './circle.js';

type Find = (circle: Circle) => Addresses;

/** Whom each recipient of a rung means (config/README.md). */
const BY_ROLE: Readonly<Record<string, Find>> = {
  CASE_HANDLER: (circle) => emails(handler(circle)),
  DEPUTY: (circle) => emails(deputies(circle)),
  PARTNER: (circle) => partnerTeam(circle, circle.acting),
  FRONTLINE_AGENT: (circle) => emails(withRole(inUnit(circle, circle.file.unitId), 'FRONTLINE_AGENT')),
  DESK_SUPERVISOR: (circle) =>
    [circle.file.unitId, ...deskUnits(circle)].flatMap((unit) => heads(circle, unit)),
  UNIT_HEAD: (circle) => [circle.acting, circle.file.unitId].flatMap((unit) => heads(circle, unit)),
  CONTROL_OFFICER: (circle) => emails(ofOrganisation(circle, 'CONTROL_OFFICER')),
  AGENCY_HEAD: (circle) => emails(ofOrganisation(circle, 'AGENCY_HEAD')),
};

/** Who hears instead when nobody holds any role of a rung: the next above its highest, else the next below. */
const LADDER = ['CASE_HANDLER', 'UNIT_HEAD', 'CONTROL_OFFICER', 'AGENCY_HEAD'];
/** Where the others would stand on it. */
const STANDS_AS: Readonly<Record<string, string>> = {
  DEPUTY: 'CASE_HANDLER',
  PARTNER: 'CASE_HANDLER',
  FRONTLINE_AGENT: 'CASE_HANDLER',
  DESK_SUPERVISOR: 'UNIT_HEAD',
};

/** The addresses of those who hold the roles; none when nobody does. */
export const holding = (circle: Circle, roles: readonly string[]): Addresses =>
  roles.flatMap((role) => BY_ROLE[role]?.(circle) ?? []).filter(Boolean);

/** Those nearest to the roles, for when nobody holds them: a chase is never silent while anybody can be reached. */
export function insteadOf(circle: Circle, roles: readonly string[]): Addresses {
  const highest = Math.max(...roles.map((role) => LADDER.indexOf(STANDS_AS[role] ?? role)));
  const order = [...LADDER.slice(highest + 1), ...LADDER.slice(0, highest + 1).toReversed()];
  const found = order.map((role) => holding(circle, [role])).find((addresses) => addresses.length > 0);
  if (found) return found;
  const agents = ofOrganisation(circle, 'FRONTLINE_AGENT');
  return emails(agents.length > 0 ? agents : ownStaff(circle));
}

/** Those who hold the roles, else those nearest to them. */
export function reach(circle: Circle, roles: readonly string[]): Addresses {
  const found = holding(circle, roles);
  return found.length > 0 ? found : insteadOf(circle, roles);
}

/** The handler, with a deputy while away; without one whoever handles cases of the unit, or all of it. */
function handler(circle: Circle): Staff[] {
  const named = circle.staff.find(({ id }) => id === circle.file.handlerId);
  if (named) return isAway(named, circle.today) ? [named, ...deputies(circle)] : [named];
  if (circle.file.handlerId !== null) return deputies(circle);
  const handlers = handlersOf(circle);
  return handlers.length > 0 ? handlers : inUnit(circle, circle.file.unitId);
}

/** The handler's deputy (職務代理人), unless away too; else the other handlers of the unit, else its head. */
function deputies(circle: Circle): Staff[] {
  const { known, staff, file, today } = circle;
  const deputyId = known.find(({ id }) => id === file.handlerId)?.deputyId;
  const named = staff.find((one) => one.id === deputyId && !isAway(one, today));
  if (named) return [named];
  const others = handlersOf(circle).filter(({ id }) => id !== file.handlerId);
  return others.length > 0 ? others : headsOf(circle, file.unitId);
}

const handlersOf = (circle: Circle): Staff[] => withRole(inUnit(circle, circle.file.unitId), 'CASE_HANDLER');

const ownStaff = ({ staff, file }: Circle): Staff[] =>
  staff.filter(({ organisationId }) => organisationId === file.organisationId);
const ofOrganisation = (circle: Circle, role: Role): Staff[] => withRole(ownStaff(circle), role);

const heads = (circle: Circle, unitId: string | undefined): Addresses => emails(headsOf(circle, unitId));

/** The heads of a unit, or of the nearest one above it that has a head. */
function headsOf(circle: Circle, unitId: string | undefined): Staff[] {
  for (let unit = unitId; unit !== undefined; unit = circle.catalogue.unit(unit)?.parent) {
    const found = withRole(inUnit(circle, unit), 'UNIT_HEAD');
    if (found.length > 0) return found;
  }
  return [];
}

/** The front-line desk: whoever answers the line the case came by, or the lines of its service; else where the agents sit. */
function deskUnits(circle: Circle): string[] {
  const { hotline, serviceId, organisationId } = circle.file;
  const lines = circle.catalogue.organisation(organisationId)?.hotlines ?? [];
  const answering = lines.filter(({ number, services }) =>
    hotline === null ? services.includes(serviceId) : number === hotline,
  );
  const agents = ofOrganisation(circle, 'FRONTLINE_AGENT').map(({ unitId }) => unitId);
  return [...new Set(answering.length > 0 ? answering.map(({ unit }) => unit) : agents)];
}

import { deputyOn, isOfTeam, type Role, type Staff } from '@app/people';
import {
  atWork,
  emails,
  inUnit,
  partnerTeam,
  withRole,
  type Addresses,
  type Circle,
  type Recipients,
} from './circle.js';

type Find = (circle: Circle) => Addresses;

/** The staff behind each recipient that a rung can name (config/README.md). */
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

/** Who is told instead where no one holds a role of the rung: the next role above its highest, else the next below. */
const LADDER = ['CASE_HANDLER', 'UNIT_HEAD', 'CONTROL_OFFICER', 'AGENCY_HEAD'];
/** The role in `LADDER` that each other recipient counts as. */
const STANDS_AS: Readonly<Record<string, string>> = {
  DEPUTY: 'CASE_HANDLER',
  PARTNER: 'CASE_HANDLER',
  FRONTLINE_AGENT: 'CASE_HANDLER',
  DESK_SUPERVISOR: 'UNIT_HEAD',
};

/** The addresses of those who hold the roles. */
const holding = (circle: Circle, roles: readonly string[]): Addresses =>
  roles.flatMap((role) => BY_ROLE[role]?.(circle) ?? []).filter(Boolean);

/** The staff nearest to the roles, for when no one holds them: a chase reaches someone as long as anyone is at work. */
export function insteadOf(circle: Circle, roles: readonly string[]): Addresses {
  const highest = Math.max(...roles.map((role) => LADDER.indexOf(STANDS_AS[role] ?? role)));
  const order = [...LADDER.slice(highest + 1), ...LADDER.slice(0, highest + 1).toReversed()];
  const found = order.map((role) => holding(circle, [role])).find((addresses) => addresses.length > 0);
  if (found) return found;
  const agents = ofOrganisation(circle, 'FRONTLINE_AGENT');
  return emails(agents.length > 0 ? agents : ownStaff(circle));
}

/** Those who hold the roles; where all holders of a role are away, also those nearest to it who are at work. */
export function holders(circle: Circle, roles: readonly string[]): Recipients {
  const here = atWork(circle);
  const present = roles.flatMap((role) => {
    const found = holding(here, [role]);
    return found.length === 0 && holding(circle, [role]).length > 0 ? insteadOf(here, [role]) : found;
  });
  return { present: present.filter(Boolean), away: holding(circle, roles) };
}

/** Those who hold the roles, else those nearest to them. */
export function reach(circle: Circle, roles: readonly string[]): Recipients {
  const found = holders(circle, roles);
  if (found.present.length > 0) return found;
  return { ...found, present: insteadOf(atWork(circle), roles).filter(Boolean) };
}

/**
 * The handler of the case. Without one: the handlers of the unit, else all its staff. A handler who cannot be reached:
 * the deputy.
 */
function handler(circle: Circle): Staff[] {
  const { staff, file } = circle;
  if (file.handlerId !== null) {
    const named = staff.find(({ id }) => id === file.handlerId);
    return named ? [named] : deputies(circle);
  }
  const handlers = handlersOf(circle);
  return handlers.length > 0 ? handlers : inUnit(circle, file.unitId);
}

/** The handler's deputy (職務代理人), or the deputy's; else the other handlers of the unit, else its head. */
function deputies(circle: Circle): Staff[] {
  const named = deputyOf(circle);
  if (named) return [named];
  const others = handlersOf(circle).filter(({ id }) => id !== circle.file.handlerId);
  return others.length > 0 ? others : headsOf(circle, circle.file.unitId);
}

/** The first of the chain of deputies who is among the circle's staff. */
function deputyOf({ known, staff, file, today }: Circle): Staff | undefined {
  const seen = new Set([file.handlerId]);
  const next = (of: string | null) => {
    const person = known.find(({ id }) => id === of);
    return person ? deputyOn(person, today) : null;
  };
  for (let id = next(file.handlerId); id !== null && !seen.has(id); id = next(id)) {
    const deputy = staff.find((one) => one.id === id);
    if (deputy) return deputy;
    seen.add(id);
  }
  return undefined;
}

const handlersOf = (circle: Circle): Staff[] => withRole(inUnit(circle, circle.file.unitId), 'CASE_HANDLER');

/** Of the agency: a partner's team is told of its referrals only. */
const ownStaff = ({ staff, file }: Circle): Staff[] =>
  staff.filter((one) => one.organisationId === file.organisationId && !isOfTeam(one));
const ofOrganisation = (circle: Circle, role: Role): Staff[] => withRole(ownStaff(circle), role);

export const heads = (circle: Circle, unitId: string | undefined): Addresses =>
  emails(headsOf(circle, unitId));

/** The heads of a unit, or of the nearest one above it that has a head. */
function headsOf(circle: Circle, unitId: string | undefined): Staff[] {
  for (let unit = unitId; unit !== undefined; unit = circle.catalogue.unit(unit)?.parent) {
    const found = withRole(inUnit(circle, unit), 'UNIT_HEAD');
    if (found.length > 0) return found;
  }
  return [];
}

/**
 * The front-line desk: the units that answer the line the case came by, or the lines of its service; else the units of
 * all agents.
 */
function deskUnits(circle: Circle): string[] {
  const { hotline, serviceId, organisationId } = circle.file;
  const lines = circle.catalogue.organisation(organisationId)?.hotlines ?? [];
  const answering = lines.filter(({ number, services }) =>
    hotline === null ? services.includes(serviceId) : number === hotline,
  );
  const agents = ofOrganisation(circle, 'FRONTLINE_AGENT').map(({ unitId }) => unitId);
  return [...new Set(answering.length > 0 ? answering.map(({ unit }) => unit) : agents)];
}

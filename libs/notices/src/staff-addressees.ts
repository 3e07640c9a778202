import type { CaseContext, HistoryEvent } from '@app/cases';
import type { Catalogue } from '@app/catalogue';
import { Staff, type Role } from '@app/people';
import { In } from 'typeorm';
import type { Addressee } from './occasions.js';

const WATCHERS: Role[] = ['AUDITOR', 'ADMIN'];
/** Told of every broken promise by `OVERDUE` itself. */
const SUPERVISORS = ['UNIT_HEAD', 'CONTROL_OFFICER'];

/** Everyone who could be told of an event, and how the units lie. */
interface Circle {
  staff: Staff[];
  event: HistoryEvent;
  file: CaseContext['file'];
  catalogue: Catalogue;
}

type Find = (circle: Circle) => (string | null | undefined)[];

/** Mail addresses of the staff that an event concerns, or undefined when it concerns none. `PARTNER` includes the team's own address. */
export async function staffAddresses(
  to: Exclude<Addressee, 'CITIZEN'>,
  event: HistoryEvent,
  { manager, file }: CaseContext,
  catalogue: Catalogue,
): Promise<ReturnType<Find> | undefined> {
  if (to === 'RECIPIENTS_OF_RUNG' && namedByRung(event, catalogue).length === 0) return undefined;
  const units = [event.facts.unit, event.facts.partner].map((id) =>
    id ? catalogue.unit(id)?.organisation : undefined,
  );
  const organisations = [...new Set([file.organisationId, ...units.filter((id) => id !== undefined)])];
  const all = await manager.findBy(Staff, { organisationId: In(organisations), active: true });
  const staff = all.filter(
    (one) => one.email !== null && !one.roles.every((role) => WATCHERS.includes(role)),
  );
  return FIND[to]({ staff, event, file, catalogue });
}

const FIND: Record<Exclude<Addressee, 'CITIZEN'>, Find> = {
  PARTNER: (circle) => partner(circle, circle.event.facts.partner),
  OWNER_UNIT: (circle) => notTheDoer(circle, inUnit(circle, circle.file.unitId)),
  SUPERVISOR: (circle) => SUPERVISORS.flatMap((role) => BY_ROLE[role]!(circle)),
  RECIPIENTS_OF_RUNG: (circle) =>
    namedByRung(circle.event, circle.catalogue).flatMap((role) => BY_ROLE[role]?.(circle) ?? []),
};

/** Whom each recipient of a rung means. A deputy (代理人) is whoever else handles cases of the unit. */
const BY_ROLE: Record<string, Find> = {
  CASE_HANDLER: (circle) => {
    const handler = circle.staff.filter(({ id }) => id === circle.file.handlerId);
    return handler.length > 0 ? emails(handler) : BY_ROLE['DEPUTY']!(circle);
  },
  DEPUTY: (circle) => handlers(circle, circle.file.unitId),
  PARTNER: (circle) => partner(circle, circle.event.facts.unit),
  FRONTLINE_AGENT: (circle) =>
    emails(withRole(circle.staff, 'FRONTLINE_AGENT').filter(({ unitId }) => unitId === circle.file.unitId)),
  UNIT_HEAD: (circle) => [circle.event.facts.unit, circle.file.unitId].flatMap((unit) => heads(circle, unit)),
  CONTROL_OFFICER: (circle) => ofOrganisation(circle, 'CONTROL_OFFICER'),
  AGENCY_HEAD: (circle) => ofOrganisation(circle, 'AGENCY_HEAD'),
};

const emails = (staff: Staff[]) => staff.map(({ email }) => email);
const withRole = (staff: Staff[], role: Role) => staff.filter(({ roles }) => roles.includes(role));
const inUnit = ({ staff }: Circle, unitId: string | undefined) =>
  staff.filter((one) => one.unitId === unitId);
const ofOrganisation = ({ staff, file }: Circle, role: Role) =>
  emails(withRole(staff, role).filter((one) => one.organisationId === file.organisationId));

const partner: (circle: Circle, unitId: string | undefined) => ReturnType<Find> = (circle, unitId) => [
  ...emails(inUnit(circle, unitId)),
  unitId && circle.catalogue.unit(unitId)?.email,
];

/** Whoever did it knows; unless nobody else is there, who would then read of it nowhere. */
function notTheDoer({ event }: Circle, staff: Staff[]): ReturnType<Find> {
  const others = staff.filter(({ id }) => id !== event.actorId);
  return emails(others.length > 0 ? others : staff);
}

/** Those who handle cases in a unit, or all of it where nobody has that role. */
function handlers(circle: Circle, unitId: string): ReturnType<Find> {
  const unit = inUnit(circle, unitId);
  const named = withRole(unit, 'CASE_HANDLER');
  return emails(named.length > 0 ? named : unit);
}

/** The heads of a unit, or of the nearest one above it that has a head. */
function heads(circle: Circle, unitId: string | undefined): ReturnType<Find> {
  for (let unit = unitId; unit !== undefined; unit = circle.catalogue.unit(unit)?.parent) {
    const found = withRole(inUnit(circle, unit), 'UNIT_HEAD');
    if (found.length > 0) return emails(found);
  }
  return [];
}

/** The rung at the very moment a promise breaks leaves out those whom `OVERDUE` tells. */
function namedByRung(event: HistoryEvent, catalogue: Catalogue): string[] {
  const to = event.facts.to ?? [];
  return rungAt(event, catalogue) === 'due' ? to.filter((role) => !SUPERVISORS.includes(role)) : to;
}

/** Where on its ladder the rung of a WARNED or CHASED stands: `-1wd`, `due`, `+3wd` … */
function rungAt({ facts }: HistoryEvent, catalogue: Catalogue): string | undefined {
  const entry = facts.commitment ? catalogue.commitment(facts.commitment) : undefined;
  return entry?.kind === 'clock' ? entry.ladder.find(({ name }) => name === facts.rung)?.at : undefined;
}

import type { HistoryEvent } from '@app/cases';
import { emails, inUnit, partnerTeam, type Addresses, type Circle } from './circle.js';
import { holding, insteadOf, reach } from './ladder-roles.js';
import type { Addressee } from './occasions.js';

type Find = (circle: Circle, event: HistoryEvent) => Addresses | undefined;

/** Mail addresses of the staff that an event concerns, or undefined when it concerns none. `PARTNER` includes the team's own address. */
export const staffAddresses = (
  to: Exclude<Addressee, 'CITIZEN'>,
  event: HistoryEvent,
  circle: Circle,
): Addresses | undefined => FIND[to](circle, event);

const FIND: Record<Exclude<Addressee, 'CITIZEN'>, Find> = {
  PARTNER: (circle, { facts }) => partnerTeam(circle, facts.partner),
  OWNER_UNIT: (circle, event) => notTheDoer(event, inUnit(circle, circle.file.unitId)),
  SUPERVISORS: (circle) => supervisorsOf(circle),
  RECIPIENTS_OF_RUNG: (circle, event) => ofRung(circle, event).others,
  DESK_SUPERVISOR: (circle, event) => ofRung(circle, event).desk,
};

/** The heads of the units concerned, and the control officers of the organisation. */
export const supervisorsOf = (circle: Circle): Addresses => [
  ...reach(circle, ['UNIT_HEAD']),
  ...reach(circle, ['CONTROL_OFFICER']),
];

const DESK = 'DESK_SUPERVISOR';

/** Those whom a rung names: who may refer anew, and the others, nobody in both. Somebody always, if anybody is there. */
function ofRung(circle: Circle, { facts }: HistoryEvent): Record<'desk' | 'others', Addresses | undefined> {
  const roles = facts.to ?? [];
  const asked = roles.includes(DESK);
  const desk = asked ? holding(circle, [DESK]) : [];
  const others = holding(
    circle,
    roles.filter((role) => role !== DESK),
  ).filter((address) => !desk.includes(address));
  if (roles.length > 0 && desk.length + others.length === 0) {
    const found = insteadOf(circle, roles);
    return asked ? { desk: found, others: undefined } : { desk: undefined, others: found };
  }
  return { desk: someOf(desk), others: someOf(others) };
}

const someOf = (addresses: Addresses) => (addresses.length > 0 ? addresses : undefined);

/** Whoever did it knows; unless nobody else is there, who would then read of it nowhere. */
function notTheDoer({ actorId }: HistoryEvent, staff: Circle['staff']): Addresses {
  const others = staff.filter(({ id }) => id !== actorId);
  return emails(others.length > 0 ? others : staff);
}

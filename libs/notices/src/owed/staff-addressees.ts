import type { HistoryEvent } from '@app/cases';
import { deputyOn, isAway } from '@app/people';
import {
  atWork,
  emails,
  inUnit,
  partnerTeam,
  recipients,
  type Addresses,
  type Circle,
  type Recipients,
} from './circle.js';
import { heads, holders, insteadOf, reach } from './ladder-roles.js';
import type { Addressee } from '../kinds/occasions.js';

type StaffAddressee = Exclude<Addressee, 'CITIZEN' | 'TOLD_OF_CHASE'>;
type Find = (circle: Circle, event: HistoryEvent) => Recipients | undefined;

/**
 * The staff whom a notice of the event goes to; undefined where it goes to none. `PARTNER` includes the team's own
 * address.
 */
export const staffAddresses = (
  to: StaffAddressee,
  event: HistoryEvent,
  circle: Circle,
): Recipients | undefined => FIND[to](circle, event);

const FIND: Record<StaffAddressee, Find> = {
  PARTNER: (circle, { facts }) =>
    orAbove(
      circle,
      recipients(circle, (of) => partnerTeam(of, facts.partner)),
      (here) => heads(here, facts.partner),
    ),
  OWNER_UNIT: (circle, event) =>
    orAbove(
      circle,
      recipients(circle, (of) => notTheDoer(event, inUnit(of, of.file.unitId))),
      (here) => insteadOf(here, ['CASE_HANDLER']),
    ),
  APPROVER: (circle, { facts }) =>
    facts.approver === undefined
      ? supervisorsOf(circle)
      : orAbove(circle, person(circle, facts.approver), (here) => insteadOf(here, ['UNIT_HEAD'])),
  APPLICANT: (circle, { facts }) => person(circle, facts.askedBy),
  HANDLERS: (circle, event) => handlers(circle, event),
  ASKER: (circle, event) => {
    const asker = person(circle, event.facts.askedBy);
    return asker.present.length > 0 ? asker : FIND.OWNER_UNIT(circle, event);
  },
  CHASED: (circle, event) => {
    const { handler } = event.facts;
    const unit = FIND.ASKED_UNIT(circle, event)!;
    const named = handler === undefined ? unit : person(circle, handler);
    return named.present.length > 0 ? named : unit;
  },
  TRACKER: ({ staff, file, today }) => {
    const tracker = staff.find(({ id }) => id === file.trackerId);
    return tracker && !isAway(tracker, today) ? { present: [tracker.email], away: [] } : undefined;
  },
  TASK_DOER: (circle, { facts }) => person(circle, facts.handler),
  ASKED_UNIT: (circle, event) =>
    orAbove(
      circle,
      recipients(circle, (of) => [...notTheDoer(event, inUnit(of, event.facts.unit)), ownAddress(of, event)]),
      (here) => heads(here, event.facts.unit),
    ),
  SUPERVISORS: (circle) => supervisorsOf(circle),
  RECIPIENTS_OF_RUNG: (circle, event) => ofRung(circle, event).others,
  DESK_SUPERVISOR: (circle, event) => ofRung(circle, event).desk,
};

/** None where the handler did it, or someone who is alone in the unit. */
function handlers(circle: Circle, { actorId }: HistoryEvent): Recipients | undefined {
  const others = { ...circle, staff: circle.staff.filter(({ id }) => id !== actorId) };
  const { handlerId, unitId } = circle.file;
  const isDoer = actorId !== null && actorId === handlerId;
  const isAlone =
    circle.staff.length > others.staff.length && inUnit(circle, unitId).every(({ id }) => id === actorId);
  return isDoer || (isAlone && handlerId === null) ? undefined : reach(others, ['CASE_HANDLER']);
}

const ownAddress = ({ catalogue }: Circle, { facts }: HistoryEvent) =>
  facts.unit && catalogue.unit(facts.unit)?.email;

/** One person; while she is away, her deputy too. */
function person(circle: Circle, id: string | undefined): Recipients {
  const absent = circle.known.find((one) => one.id === id && isAway(one, circle.today));
  const deputy = absent && deputyOn(absent, circle.today);
  return recipients(circle, ({ staff }) => emails(staff.filter((one) => one.id === id || one.id === deputy)));
}

/** The heads of the units concerned, and the control officers of the organisation. */
export const supervisorsOf = (circle: Circle): Recipients => {
  const [unit, control] = [reach(circle, ['UNIT_HEAD']), reach(circle, ['CONTROL_OFFICER'])];
  return { present: [...unit.present, ...control.present], away: [...unit.away, ...control.away] };
};

/** Where all recipients are away, adds those above them who are at work. */
const orAbove = (circle: Circle, found: Recipients, above: (here: Circle) => Addresses): Recipients =>
  found.present.length > 0 || found.away.length === 0
    ? found
    : { ...found, present: above(atWork(circle)).filter(Boolean) };

const DESK = 'DESK_SUPERVISOR';

/**
 * Splits the recipients of a rung into desk supervisors and others, no one in both. Falls back so that someone is
 * always told.
 */
function ofRung(circle: Circle, { facts }: HistoryEvent): Record<'desk' | 'others', Recipients | undefined> {
  const roles = facts.to ?? [];
  const asked = roles.includes(DESK);
  const desk = holders(circle, asked ? [DESK] : []);
  const all = holders(
    circle,
    roles.filter((role) => role !== DESK),
  );
  const notAtDesk = (addresses: Addresses) =>
    addresses.filter((address) => ![...desk.present, ...desk.away].includes(address));
  const others = { present: notAtDesk(all.present), away: notAtDesk(all.away) };
  if (roles.length > 0 && desk.present.length + others.present.length === 0) {
    const present = insteadOf(atWork(circle), roles).filter(Boolean);
    const away = [...desk.away, ...others.away];
    return asked
      ? { desk: { present, away }, others: undefined }
      : { desk: undefined, others: { present, away } };
  }
  return { desk: someOf(desk), others: someOf(others) };
}

/** Undefined where none of them is at work: the notice to the others says it. */
const someOf = (found: Recipients) => (found.present.length > 0 ? found : undefined);

/** Without the person who acted, who knows of it already; unless the unit has no other. */
function notTheDoer({ actorId }: HistoryEvent, staff: Circle['staff']): Addresses {
  const others = staff.filter(({ id }) => id !== actorId);
  return emails(others.length > 0 ? others : staff);
}

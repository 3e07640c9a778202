import type { CaseFile } from '@app/cases';
import type { Catalogue } from '@app/catalogue';
import { isAway, Staff, type Role } from '@app/people';
import { taipeiDate } from '@app/platform';
import { In, type EntityManager } from 'typeorm';
import { WATCHERS } from '../kinds/watchers.js';
import type { Owing } from './who-is-owed.js';

/** The staff who could be told of a case, and the tree of units that says who stands above whom. */
export interface Circle {
  file: CaseFile;
  catalogue: Catalogue;
  /** `YYYY-MM-DD`, for who is away. */
  today: string;
  /** Of these, who can be sent mail: active, with an address. */
  staff: Staff[];
  /** All staff of the organisations concerned. */
  known: Staff[];
  /** The unit that must act: a partner's, where the promise is about a referral. */
  acting?: string | undefined;
}

export type Addresses = (string | null | undefined)[];

export interface Surrounded extends Owing {
  /** Undefined where only the citizen is told. */
  circle: Circle | undefined;
}

/** Adds the staff of the organisations concerned, where any of it is told. */
export async function withCircle(so: Owing): Promise<Surrounded> {
  const { event, context, catalogue, now, owed } = so;
  if (owed.every(({ to }) => to === 'CITIZEN')) return { ...so, circle: undefined };
  const about = { file: context.file, catalogue, today: taipeiDate(now), acting: event.facts.unit };
  return { ...so, circle: await circleOf(context.manager, about, [event.facts.partner]) };
}

/** Reads the staff of the case's organisation, and of those to which the units named belong. */
export async function circleOf(
  manager: EntityManager,
  about: Pick<Circle, 'file' | 'catalogue' | 'today' | 'acting'>,
  units: readonly (string | undefined)[] = [],
): Promise<Circle> {
  const owners = [...units, about.acting].map((id) => id && about.catalogue.unit(id)?.organisation);
  const organisations = [...new Set([about.file.organisationId, ...owners.filter(Boolean)])];
  const known = await manager.findBy(Staff, { organisationId: In(organisations) });
  return { ...about, known, staff: known.filter(canBeReached) };
}

/** The same without those who are away, who do not count as told. */
export const atWork = (circle: Circle): Circle => ({
  ...circle,
  staff: circle.staff.filter((one) => !isAway(one, circle.today)),
});

/** Whom a notice goes to: those at work, of whom one must get it, and those away, who only get a copy. */
export interface Recipients {
  present: Addresses;
  away: Addresses;
}

/** The staff that `find` selects: among those at work, and among all. */
export const recipients = (circle: Circle, find: (circle: Circle) => Addresses): Recipients => ({
  present: find(atWork(circle)).filter(Boolean),
  away: find(circle).filter(Boolean),
});

const canBeReached = ({ active, email, roles }: Staff): boolean =>
  active && email !== null && !roles.every((role) => WATCHERS.includes(role));

export const emails = (staff: readonly Staff[]): Addresses => staff.map(({ email }) => email);

export const withRole = (staff: readonly Staff[], role: Role): Staff[] =>
  staff.filter(({ roles }) => roles.includes(role));

export const inUnit = ({ staff }: Circle, unitId: string | undefined): Staff[] =>
  staff.filter((one) => one.unitId === unitId);

/** A partner team: its members and its own address. */
export const partnerTeam = (circle: Circle, unitId: string | undefined): Addresses => [
  ...emails(inUnit(circle, unitId)),
  unitId && circle.catalogue.unit(unitId)?.email,
];

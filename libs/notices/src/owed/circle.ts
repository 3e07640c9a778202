import type { CaseFile } from '@app/cases';
import type { Catalogue } from '@app/catalogue';
import { isAway, Staff, type Role } from '@app/people';
import { In, type EntityManager } from 'typeorm';

/** They look on, and are told of nothing. */
const WATCHERS: Role[] = ['AUDITOR', 'ADMIN'];

/** Everyone who could be told about a case, and how the units lie. */
export interface Circle {
  file: CaseFile;
  catalogue: Catalogue;
  /** `YYYY-MM-DD`, for who is away. */
  today: string;
  /** Who can be reached: at work here, with an address. */
  staff: Staff[];
  /** Of the organisations concerned, reachable or not. */
  known: Staff[];
  /** The unit that must act: a partner's, where the promise is about a referral. */
  acting?: string | undefined;
}

export type Addresses = (string | null | undefined)[];

/** Reads who is there: of the case's organisation, and of those whose units are named. */
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

/** The same without those who are away: only who is at work counts as told. */
export const atWork = (circle: Circle): Circle => ({
  ...circle,
  staff: circle.staff.filter((one) => !isAway(one, circle.today)),
});

/** Whom a notice goes to: those at work, who make it heard, and those away, who only get a copy. */
export interface Told {
  present: Addresses;
  away: Addresses;
}

/** Whom `find` names, told apart by who is at work. */
export const told = (circle: Circle, find: (circle: Circle) => Addresses): Told => ({
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

import { notFound } from '@app/platform';
import { rolesThatMay, type Capability, type Role } from './roles.js';

/** Who makes a request: every service method gets an actor and checks it on its first line. */
export type Actor = StaffActor | CitizenActor | SystemActor;

export interface StaffActor {
  kind: 'staff';
  id: string;
  name: string;
  organisationId: string;
  unitId: string;
  roles: readonly Role[];
}

/** A citizen who gave number and code of one case, or who is about to open one. */
export interface CitizenActor {
  kind: 'citizen';
  caseId: string | null;
}

export interface SystemActor {
  kind: 'system';
}

export const SYSTEM: SystemActor = { kind: 'system' };
export const ANYONE: CitizenActor = { kind: 'citizen', caseId: null };

export const hasRole = (actor: StaffActor, roles: readonly Role[]): boolean =>
  roles.some((role) => actor.roles.includes(role));
export const may = (actor: Actor, capability: Capability): boolean =>
  actor.kind === 'staff' && hasRole(actor, rolesThatMay(capability));

/** The staff member, if allowed; else throws `NOT_FOUND`: what is not allowed looks as if it did not exist. */
export function staffWho(actor: Actor, capability: Capability): StaffActor {
  if (actor.kind === 'staff' && may(actor, capability)) return actor;
  throw notFound();
}

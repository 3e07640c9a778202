export * from './staff/roles.js';
export * from './staff/actor.js';
export { Staff } from './staff/staff.entity.js';
export { ApiToken, StaffSession } from './accounts/credentials.entities.js';
export { TrailEvent } from './trail/trail-event.entity.js';
export * from './accounts/sign-in.js';
export * from './accounts/sessions.js';
export * from './accounts/tokens.js';
export * from './accounts/credentials.js';
export * from './accounts/staff-register.js';
export * from './trail/trail.js';
export { OperatedQuarantine } from './accounts/operated-quarantine.js';
export { chainIfThere } from './trail/trail-chain.js';
export * from './people.module.js';
export { firstPassword } from './accounts/passwords.js';
export * from './accounts/account-changes.js';
export * from './accounts/accounts.js';
export { checkRoles, type AccountQuery } from './accounts/account-forms.js';
export { UnitPeople, type PeopleOfUnit } from './accounts/unit-people.js';
export * from './accounts/absence-book.js';
export * from './staff/absences.js';
export type { UnitTree } from './staff/unit-tree.js';
export { actorOf } from './staff/staff-actor.js';
export {
  absentFor,
  activeStaff,
  awayBehind,
  colleaguesOf,
  nameOfStaff,
  staffNames,
} from './staff/find-staff.js';
export { strayTeamRoles } from './staff/team-roles.js';
export { someoneReachable } from './staff/reachable.js';
export { operatorOf, type Quarantined } from './staff/operator.js';

import { invalid, line, optional } from '@app/platform';
import { z } from 'zod';
import { isOfTeam, ROLES, TEAM_ROLE, type Role } from '../staff/roles.js';
import { isLogin } from '../staff/staff.entity.js';
import type { UnitTree } from '../staff/unit-tree.js';

/** What an administrator sets of an account; the login never changes. */
export const accountForm = z.object({
  name: line(100),
  email: optional(z.email('email').max(254)).transform((value) => value ?? null),
  unitId: line(64),
  roles: z
    .array(z.enum(ROLES))
    .refine((roles) => roles.length > 0, 'roles-required')
    .transform((roles) => ROLES.filter((role) => roles.includes(role))),
});

export const newAccountForm = accountForm.extend({
  login: line(64).refine((login) => login === '' || isLogin(login), 'login'),
});

const ACCOUNT_STATES = ['ACTIVE', 'INACTIVE'] as const;

export const accountQuery = z.object({
  q: optional(line(100)),
  unit: optional(line(64)),
  role: optional(z.enum(ROLES)),
  state: optional(z.enum(ACCOUNT_STATES)),
  /** The last login of the page before. */
  cursor: optional(z.string().regex(/^[a-z0-9._-]{1,64}$/, 'cursor')),
});
export type AccountQuery = z.input<typeof accountQuery>;

/** Throws INVALID for a unit of another organisation, or none, and as `checkRoles` does. */
export function checkPlace(
  units: UnitTree,
  { unitId, roles }: { unitId: string; roles: readonly Role[] },
  organisationId: string,
): void {
  const unit = units.unit(unitId);
  if (unit?.organisation !== organisationId) throw invalid({ field: 'unitId', code: 'unknown-unit' });
  checkRoles(unit, roles);
}

/** Throws INVALID for people of a partner's team with another role than theirs, and for others with that role. */
export function checkRoles({ kind }: { kind: string }, roles: readonly Role[]): void {
  if (kind === 'PARTNER' && roles.some((role) => role !== TEAM_ROLE))
    throw invalid({ field: 'roles', code: 'not-of-a-team' });
  if (kind !== 'PARTNER' && isOfTeam({ roles })) throw invalid({ field: 'roles', code: 'only-of-a-team' });
}

import { ROLES, type Role } from '@app/people';

/** Who only looks on gets no notices. */
export const WATCHERS: readonly Role[] = ['AUDITOR', 'ADMIN'];
export const TOLD_ROLES: readonly Role[] = ROLES.filter((role) => !WATCHERS.includes(role));

import { joinSql, rawSql, sql, type Sql } from '@app/platform';
import type { Role } from './roles.js';

/**
 * SQL condition: the organisation has an active person with an address and one of these roles. `organisation`: its id;
 * `since`: the latest instant at which the person may have joined; both parts of the query.
 */
export const someoneReachable = (organisation: Sql, since: Sql, roles: readonly Role[]): Sql =>
  sql`EXISTS (SELECT 1 FROM staff s
    WHERE s."organisationId" = ${organisation} AND s.active AND s.email IS NOT NULL
    AND s."createdAt" <= ${since} AND (${joinSql(roles.map(holds), ' OR ')}))`;

/** Roles are stored as a JSON list. */
const holds = (role: Role): Sql => rawSql(`s.roles LIKE '%"${role}"%'`);

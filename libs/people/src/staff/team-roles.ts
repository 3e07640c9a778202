import { sql, type Sql } from '@app/platform';

/** Query for the logins of active staff whose roles do not fit their unit. `teams`: query for the ids of partner teams. */
export const strayTeamRoles = (teams: Sql): Sql =>
  sql`SELECT login AS subject FROM staff WHERE active = TRUE
    AND CASE WHEN "unitId" IN (${teams}) THEN roles <> '["PARTNER"]' ELSE roles LIKE '%"PARTNER"%' END`;

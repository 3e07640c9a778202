import { partnerTeams } from '@app/catalogue';
import { strayTeamRoles } from '@app/people';
import { registerInvariants, sql } from '@app/platform';

registerInvariants([
  {
    name: 'team-roles',
    words: "the role PARTNER is held outside a partner's team, or another role inside one",
    find: ({ database }) => strayTeamRoles(partnerTeams(database)),
  },
  {
    name: 'team-owns-case',
    words: "an open case belongs to a partner's team, whose people read no case",
    find: ({ database }) =>
      sql`SELECT "caseNumber" AS subject FROM case_file
        WHERE open = TRUE AND "unitId" IN (${partnerTeams(database)})`,
  },
]);

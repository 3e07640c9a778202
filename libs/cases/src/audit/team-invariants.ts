import { rawSql, registerInvariants, sql, type Sql } from '@app/platform';

type Database = 'sqlite' | 'postgres';

/** The ids of partner teams, from the configuration in force. */
const teams = (database: Database): Sql =>
  rawSql(
    database === 'sqlite'
      ? `SELECT json_extract(u.value, '$.id') FROM catalogue_entry c, json_each(c.content, '$.units') u
          WHERE c.kind = 'organisation' AND c."current" = TRUE AND json_extract(u.value, '$.kind') = 'PARTNER'`
      : `SELECT u->>'id' FROM catalogue_entry c, jsonb_array_elements(
          CASE WHEN c.kind = 'organisation' THEN c.content::jsonb->'units' ELSE '[]'::jsonb END) u
          WHERE c."current" = TRUE AND u->>'kind' = 'PARTNER'`,
  );

registerInvariants([
  {
    name: 'team-roles',
    words: "the role PARTNER is held outside a partner's team, or another role inside one",
    find: ({ database }) =>
      sql`SELECT login AS subject FROM staff WHERE active = TRUE
        AND ("unitId" IN (${teams(database)})) <> (roles = '["PARTNER"]')`,
  },
  {
    name: 'team-owns-case',
    words: "an open case belongs to a partner's team, whose people read no case",
    find: ({ database }) =>
      sql`SELECT "caseNumber" AS subject FROM case_file WHERE open = TRUE AND "unitId" IN (${teams(database)})`,
  },
]);

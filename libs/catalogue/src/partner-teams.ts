import { rawSql, type Reader, type Sql } from '@app/platform';

/** Query for the ids of partner teams in the configuration in force, as part of queries of the rooms above. */
export const partnerTeams = (database: Reader['database']): Sql => rawSql(QUERIES[database]);

const QUERIES: Record<Reader['database'], string> = {
  sqlite: `SELECT json_extract(u.value, '$.id') FROM catalogue_entry c, json_each(c.content, '$.units') u
    WHERE c.kind = 'organisation' AND c."current" = TRUE AND json_extract(u.value, '$.kind') = 'PARTNER'`,
  // what is of another kind need not be JSON
  postgres: `SELECT u->>'id' FROM catalogue_entry c, jsonb_array_elements(
      CASE WHEN c.kind = 'organisation' THEN c.content::jsonb->'units' ELSE '[]'::jsonb END) u
    WHERE c."current" = TRUE AND u->>'kind' = 'PARTNER'`,
};

import type { Scope } from '@app/cases';
import { inList, sql, type Sql } from '@app/platform';

/** The scope as a check of rows that another index has found: no index by it may be taken instead. */
export function unindexed({ organisationId, units, tracker }: Scope): Sql {
  const own = sql`(f."organisationId" || '') = ${organisationId}`;
  if (units === 'ALL') return own;
  const ofUnits = inList(`(f."unitId" || '')`, units);
  return tracker === undefined
    ? ofUnits
    : sql`(${ofUnits} OR ((f."trackerId" || '') = ${tracker} AND ${own}))`;
}

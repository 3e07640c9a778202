import { inList, rawSql, sql, type Sql } from '@app/platform';

/** Which cases a staff member can see: all of the organisation, or those of their own unit and below. */
export interface Scope {
  organisationId: string;
  units: string[] | 'ALL';
}

/** The columns of a row that the rule needs. */
export interface Placed {
  organisationId: string;
  unitId: string;
}

/** Whether a row is within a scope. */
export const isWithin = ({ organisationId, units }: Scope, row: Placed): boolean =>
  row.organisationId === organisationId && (units === 'ALL' || units.includes(row.unitId));

/** The same as an SQL condition on a table with `organisationId` and `unitId`; `alias`: its name in the query. */
export function withinScope({ organisationId, units }: Scope, alias: string): Sql {
  const own = sql`${rawSql(alias)}."organisationId" = ${organisationId}`;
  return units === 'ALL' ? own : sql`${own} AND ${inList(`${alias}."unitId"`, units)}`;
}

/** The same as conditions of which each is one look into an index by unit; a unit lies in one organisation only. */
export function looksWithin({ organisationId, units }: Scope, alias: string): Sql[] {
  if (units === 'ALL') return [sql`${rawSql(alias)}."organisationId" = ${organisationId}`];
  if (units.length === 0) return [rawSql('FALSE')];
  return units.map((unit) => sql`${rawSql(alias)}."unitId" = ${unit}`);
}

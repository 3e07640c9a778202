import { inList, joinSql, rawSql, sql, type Sql } from '@app/platform';

/** Which cases a staff member can see: all of the organisation, or those of their own unit and below. */
export interface Scope {
  organisationId: string;
  units: string[] | 'ALL';
  /** The person, where she also reads what she tracks (列管), whatever unit of the organisation has it. */
  tracker?: string;
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

/** 會辦 that opens a case to the units of a scope: those asked, and those that answered, while the case is open. */
const opened = ({ organisationId, units }: Scope): Sql =>
  sql`h.opens AND ${
    units === 'ALL' ? sql`h."unitOrganisationId" = ${organisationId}` : inList('h."unitId"', units)
  }`;

/**
 * Condition on `case_file`: the case is another's, and open to a unit of the scope as long as it is worked on. For a case
 * found by something else: the limit keeps both databases from reading every 會辦 of the scope for it.
 */
export const openedWithin = (scope: Scope, alias: string): Sql =>
  sql`EXISTS (SELECT 1 FROM (SELECT * FROM co_handling o WHERE o."caseId" = ${rawSql(alias)}.id LIMIT 100) AS h
    WHERE ${opened(scope)})`;

const trackedIn = ({ organisationId, tracker }: Scope, alias: string): Sql[] =>
  tracker === undefined
    ? []
    : [
        sql`(${rawSql(alias)}."trackerId" = ${tracker} AND ${rawSql(alias)}."organisationId" = ${organisationId})`,
      ];

/** Condition on `case_file`: cases that can be read, the own ones, those opened and those tracked. */
export const readableWithin = (scope: Scope, alias: string): Sql =>
  sql`(${joinSql(
    [sql`(${withinScope(scope, alias)})`, sql`(${openedWithin(scope, alias)})`, ...trackedIn(scope, alias)],
    ' OR ',
  )})`;

/**
 * Cases that can be read, as conditions of which each is one look into an index: by unit, which lies in one
 * organisation only, and by the cases opened. What a person tracks is found by its number and in a queue of its own.
 */
export function looksWithin(scope: Scope, alias: string): Sql[] {
  const { organisationId, units } = scope;
  const others = sql`${rawSql(alias)}.id IN (SELECT h."caseId" FROM co_handling h WHERE ${opened(scope)})`;
  if (units === 'ALL') return [sql`${rawSql(alias)}."organisationId" = ${organisationId}`, others];
  if (units.length === 0) return [rawSql('FALSE')];
  return [...units.map((unit) => sql`${rawSql(alias)}."unitId" = ${unit}`), others];
}

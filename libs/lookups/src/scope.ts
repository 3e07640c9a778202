import type { Scope } from '@app/cases';
import { rawSql, sql, type Sql } from '@app/platform';

/** The condition of the indexes by the unit that must act: of others' cases. */
const ELSEWHERE = rawSql('k."unitId" <> k."ownerUnitId"');

/**
 * Who sees which clocks (`k`), as conditions of which each is one look into an index: all of the organisation, or for
 * each own unit what it must do for whichever case, and what of its cases others must do.
 */
export function clockScopes({ organisationId, units }: Scope): Sql[] {
  if (units === 'ALL') return [sql`k."organisationId" = ${organisationId}`];
  if (units.length === 0) return [rawSql('FALSE')];
  return units.flatMap((unit) => [
    sql`k."ownerUnitId" = ${unit}`,
    sql`k."unitId" = ${unit} AND ${ELSEWHERE}`,
  ]);
}

/** What each of the units must do itself: for its own cases, and for others'. */
export const actingScopes = (units: readonly string[]): Sql[] =>
  units.length === 0
    ? [rawSql('FALSE')]
    : units.flatMap((unit) => [
        sql`k."ownerUnitId" = ${unit} AND k."unitId" = ${unit}`,
        sql`k."unitId" = ${unit} AND ${ELSEWHERE}`,
      ]);

/** The same of a clock at hand. */
export const seesClock = (
  { organisationId, units }: Scope,
  clock: { organisationId: string; unitId: string; ownerUnitId: string },
): boolean =>
  units === 'ALL'
    ? organisationId === clock.organisationId
    : units.includes(clock.unitId) || units.includes(clock.ownerUnitId);

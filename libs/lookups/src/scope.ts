import type { Scope } from '@app/cases';
import { rawSql, sql, type Sql } from '@app/platform';

/** Condition of the partial index by acting unit: cases of other units. */
const ELSEWHERE = rawSql('k."unitId" <> k."ownerUnitId"');

/**
 * Who sees which clocks (`k`), as conditions that each use one index: all of the organisation, or for each own unit
 * the clocks of its cases and the clocks on which it must act in cases of others.
 */
export function clockScopes({ organisationId, units }: Scope): Sql[] {
  if (units === 'ALL') return [sql`k."organisationId" = ${organisationId}`];
  if (units.length === 0) return [rawSql('FALSE')];
  return units.flatMap((unit) => [
    sql`k."ownerUnitId" = ${unit}`,
    sql`k."unitId" = ${unit} AND ${ELSEWHERE}`,
  ]);
}

/** The clocks on which each of the units must act, in its own cases and in others'. */
export const actingScopes = (units: readonly string[]): Sql[] =>
  units.length === 0
    ? [rawSql('FALSE')]
    : units.flatMap((unit) => [
        sql`k."ownerUnitId" = ${unit} AND k."unitId" = ${unit}`,
        sql`k."unitId" = ${unit} AND ${ELSEWHERE}`,
      ]);

/** The same as a check of one clock. */
export const seesClock = (
  { organisationId, units }: Scope,
  clock: { organisationId: string; unitId: string; ownerUnitId: string },
): boolean =>
  units === 'ALL'
    ? organisationId === clock.organisationId
    : units.includes(clock.unitId) || units.includes(clock.ownerUnitId);

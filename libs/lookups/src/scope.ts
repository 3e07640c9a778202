import type { Scope } from '@app/cases';
import { joinSql, rawSql, sql, type Sql } from '@app/platform';

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

/** While the worker is far behind, how many of the timers that it owes are looked at. */
const UNFIRED_MOST = 1_000;

/**
 * Running clocks whose next timer is due and has not fired yet: how they stand is told by that timer, so what is shown
 * in the meantime goes by the instants themselves. Few while the worker works; `k` is the clock.
 */
export const unfired = (scopes: readonly Sql[], now: number): Sql =>
  // the limit holds both databases to the index of what is armed, and CROSS JOIN SQLite to this order, whatever they guess
  sql`(SELECT t."subjectId" FROM timer t WHERE t."state" = 'ARMED' AND t."dueAt" <= ${now}
      ORDER BY t."dueAt" LIMIT ${rawSql(String(UNFIRED_MOST))}) AS due
    CROSS JOIN clock k WHERE k.id = due."subjectId" AND k.standing IS NOT NULL AND (${joinSql(scopes, ' OR ')})`;

/** The same for cases (`f`), the responsible unit's. */
export const caseScopes = ({ organisationId, units }: Scope): Sql[] =>
  units === 'ALL'
    ? [sql`f."organisationId" = ${organisationId}`]
    : units.length === 0
      ? [rawSql('FALSE')]
      : units.map((unit) => sql`f."unitId" = ${unit}`);

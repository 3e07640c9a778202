import { standingAt, type ClockRow, type Scope, type Standing } from '@app/cases';
import { rawSql, sql, type Reader, type Sql } from '@app/platform';
import { seesClock } from './scope.js';

/** The size of a sweep's batch: while the worker is further behind than that, the totals are too. */
const MOST = rawSql('256');
/** The limit makes both databases use the index of armed timers, whatever their estimate of due rows. */
const dueBy = (now: number): Sql =>
  sql`SELECT k.id, k."organisationId", k."unitId", k."ownerUnitId", k."commitmentId",
      k.state, k."dueAt", k."warnAt", k.standing
    FROM (SELECT t.id FROM timer t WHERE t."state" = 'ARMED' AND t."dueAt" <= ${now}
      ORDER BY t."dueAt" LIMIT ${MOST}) AS due
    JOIN timer fires ON fires.id = due.id JOIN clock k ON k.id = fires."subjectId"`;

type Found = Pick<
  ClockRow,
  | 'id'
  | 'organisationId'
  | 'unitId'
  | 'ownerUnitId'
  | 'commitmentId'
  | 'state'
  | 'dueAt'
  | 'warnAt'
  | 'standing'
>;

/** A clock whose standing now differs from the stored one. */
export interface UnfiredClock extends Pick<ClockRow, 'id' | 'commitmentId' | 'unitId'> {
  from: Standing;
  to: Standing;
}

/**
 * Clocks within a scope whose next timer is due and has not fired yet. That timer will update the stored standing;
 * until then pages derive it from the instants. Usually there are none while the worker runs.
 */
export async function unfiredClocks(reader: Reader, scope: Scope, now: number): Promise<UnfiredClock[]> {
  const found = await reader.ask<Found>(dueBy(now));
  return found
    .filter((clock) => seesClock(scope, clock))
    .flatMap(({ id, commitmentId, unitId, standing: from, ...clock }) => {
      const to = standingAt(clock, now);
      return from && to && from !== to ? [{ id, commitmentId, unitId, from, to }] : [];
    });
}

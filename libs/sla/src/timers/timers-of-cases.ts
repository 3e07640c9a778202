import { rawSql, sql, type Reader } from '@app/platform';
import type { Timer } from './timer.entity.js';

const COLUMNS = ['id', 'caseId', 'kind', 'subjectId', 'occurrence', 'generation', 'state'] as const;

export type TimerRead = Pick<Timer, (typeof COLUMNS)[number]>;

/** Of the cases from one id to another: the timers that wait, and the due ones that fired. */
export function timersOfCases(reader: Reader, [from, to]: readonly [string, string]): Promise<TimerRead[]> {
  // COALESCE keeps both databases to the case's own rows: the indexes of what waits would read the whole desk's
  return reader.ask<TimerRead>(
    sql`SELECT ${rawSql(COLUMNS.map((name) => `"${name}"`).join(', '))} FROM timer
      WHERE "caseId" >= ${from} AND "caseId" <= ${to}
        AND (COALESCE(state, '') IN ('ARMED', 'QUARANTINED')
          OR COALESCE(state, '') = 'FIRED' AND kind = 'clock.due')`,
  );
}

import { rawSql, sql, type Reader } from '@app/platform';
import type { Timer } from './timer.entity.js';

const COLUMNS = ['id', 'caseId', 'kind', 'subjectId', 'occurrence', 'generation', 'state'] as const;

export type TimerRead = Pick<Timer, (typeof COLUMNS)[number]>;

/** Timers of the cases from one id to another: those waiting, and of those fired the `due` ones. */
export function timersOfCases(reader: Reader, [from, to]: readonly [string, string]): Promise<TimerRead[]> {
  // COALESCE makes both databases read only these cases' rows: the indexes of waiting timers cover the whole desk
  return reader.ask<TimerRead>(
    sql`SELECT ${rawSql(COLUMNS.map((name) => `"${name}"`).join(', '))} FROM timer
      WHERE "caseId" >= ${from} AND "caseId" <= ${to}
        AND (COALESCE(state, '') IN ('ARMED', 'QUARANTINED')
          OR COALESCE(state, '') = 'FIRED' AND kind = 'clock.due')`,
  );
}

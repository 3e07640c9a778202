/** An instant as a date, and the current instant, in the SQL of each database. */
const WORDS = {
  sqlite: {
    now: `CAST(unixepoch('subsec') * 1000 AS INTEGER)`,
    day: (at: string) => `date(${at} / 1000, 'unixepoch', '+8 hours')`,
  },
  postgres: {
    now: 'CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000 AS bigint)',
    day: (at: string) => `to_char(to_timestamp(${at} / 1000.0) AT TIME ZONE 'Asia/Taipei', 'YYYY-MM-DD')`,
  },
} as const;
type Database = keyof typeof WORDS;

const KEY = '"organisationId", "ownerUnitId", "unitId", "commitmentId"';

/**
 * Computes `clock_count` from the clocks: running ones by standing, kept ones by day. Reads every clock: for the audit
 * and for filling the table, never for a page.
 */
export const countedAgain = (database: Database): string =>
  `SELECT '' AS day, ${KEY}, standing, COUNT(*) AS n
     FROM clock WHERE standing IS NOT NULL GROUP BY ${KEY}, standing
   UNION ALL
   SELECT ${WORDS[database].day('"endedAt"')} AS day, ${KEY}, 'KEPT' AS standing, COUNT(*) AS n
     FROM clock WHERE state = 'ON_TIME' GROUP BY 1, ${KEY}`;

/** Fills the empty table. */
export const fillCounts = (database: Database): string =>
  `INSERT INTO clock_count (day, ${KEY}, standing, slot, n)
   SELECT day, ${KEY}, standing, 0, n FROM (${countedAgain(database)}) AS counted`;

/** Standing of a running clock at this instant, as SQL over a row named `before`. */
export const standingNow = (database: Database): string =>
  `CASE WHEN before.state <> 'RUNNING' THEN NULL WHEN before."dueAt" <= ${WORDS[database].now} THEN 'OVERDUE'
    WHEN before."warnAt" <= ${WORDS[database].now} THEN 'WARNING' ELSE 'ON_TRACK' END`;

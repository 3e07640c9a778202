/** An invariant that one question answers: each row it gives back is a violation. */
export interface RowInvariant {
  name: string;
  /** What is wrong with `subject`. */
  words: string;
  /**
   * Gives back rows `{ subject }`. `$1` is the instant before which two sweeps have passed. `$CASES(column)` stands for
   * "of the slice of cases that is being looked at", `$COUNTED` for the counts of the board made again from the clocks;
   * any other question is one short look into an index.
   */
  sql: string;
}

/** The sweep runs every minute; what two of them left lying is stuck. */
export const TWO_SWEEPS_MS = 120_000;

/** Promises P1, P2 and P6 as questions to the database (docs/promises.md). */
export const CASE_INVARIANTS: readonly RowInvariant[] = [
  {
    name: 'timer-left-lying',
    words: 'an armed timer is due for more than two sweeps; is the worker running?',
    sql: `SELECT id AS subject FROM timer WHERE state = 'ARMED' AND "dueAt" < $1 AND ("retryAt" IS NULL OR "retryAt" < $1)`,
  },
  {
    name: 'clock-counts',
    words: 'the totals kept for the board differ from the clocks counted again',
    sql: `SELECT "unitId" || ' ' || "commitmentId" || ' ' || standing || ' ' || day || ': ' || SUM(n) AS subject
      FROM (SELECT day, "organisationId", "ownerUnitId", "unitId", "commitmentId", standing, n FROM clock_count
        UNION ALL SELECT day, "organisationId", "ownerUnitId", "unitId", "commitmentId", standing, -n FROM ($COUNTED) AS counted) AS both_sides
      GROUP BY day, "organisationId", "ownerUnitId", "unitId", "commitmentId", standing HAVING SUM(n) <> 0`,
  },
  {
    name: 'timer-quarantined',
    words: 'a timer failed five times and waits for a person: bin/desk timer retry',
    sql: `SELECT id AS subject FROM timer WHERE state = 'QUARANTINED'`,
  },
];

import { OPEN_STATUSES } from '../statuses.js';

/** An invariant that one question answers: each row it gives back is a violation. */
export interface RowInvariant {
  name: string;
  /** What is wrong with `subject`. */
  words: string;
  /**
   * Gives back rows `{ subject }`. `$1` is the instant before which two sweeps have passed. `$CASES(column)` stands for
   * "of the slice of cases that is being looked at"; a question without it is one short look into an index.
   */
  sql: string;
}

/** The sweep runs every minute; what two of them left lying is stuck. */
export const TWO_SWEEPS_MS = 120_000;

const OPEN = OPEN_STATUSES.map((status) => `'${status}'`).join(', ');
const ADOPTED = `EXISTS (SELECT 1 FROM history_event e WHERE e."caseId" = f.id AND e.type = 'ADOPTED')`;

/** Promises P1, P2 and P6 as questions to the database; reliability, section 7. */
export const CASE_INVARIANTS: readonly RowInvariant[] = [
  {
    name: 'timer-left-lying',
    words: 'an armed timer is due for more than two sweeps; is the worker running?',
    sql: `SELECT id AS subject FROM timer WHERE state = 'ARMED' AND "dueAt" < $1 AND ("retryAt" IS NULL OR "retryAt" < $1)`,
  },
  {
    name: 'timer-quarantined',
    words: 'a timer failed five times and waits for a person',
    sql: `SELECT id AS subject FROM timer WHERE state = 'QUARANTINED'`,
  },
  {
    name: 'case-without-clock',
    words: 'an open case has neither a running clock nor a pause with an end',
    sql: `SELECT f."caseNumber" AS subject FROM case_file f
      WHERE $CASES(f.id) AND f.status IN (${OPEN}) AND (f.origin <> 'IMPORTED' OR ${ADOPTED})
        AND NOT EXISTS (SELECT 1 FROM clock c WHERE c."caseId" = f.id
          AND (c.state = 'RUNNING' OR (c.state = 'PAUSED' AND c."dueAt" IS NOT NULL)))`,
  },
  {
    name: 'two-live-timers',
    words: 'two timers are armed for the same thing',
    sql: `SELECT kind || '|' || "subjectId" || '|' || occurrence AS subject FROM timer
      WHERE $CASES("caseId") AND state = 'ARMED' GROUP BY kind, "subjectId", occurrence HAVING COUNT(*) > 1`,
  },
  {
    name: 'two-live-clocks',
    words: 'two clocks of one promise live at once',
    sql: `SELECT "caseId" || '|' || "commitmentId" || '|' || "subjectId" AS subject FROM clock
      WHERE $CASES("caseId") AND state IN ('RUNNING', 'PAUSED') GROUP BY "caseId", "commitmentId", "subjectId" HAVING COUNT(*) > 1`,
  },
  {
    name: 'timer-of-older-clock',
    words: 'an armed timer belongs to a clock that has moved or ended since',
    sql: `SELECT t.id AS subject FROM timer t JOIN clock c ON c.id = t."subjectId"
      WHERE $CASES(t."caseId") AND t.state = 'ARMED' AND t.kind IN ('clock.rung', 'clock.due')
        AND (t.generation <> c.generation OR c.state <> 'RUNNING')`,
  },
  {
    name: 'clock-without-timer',
    words: 'a running clock that has not broken has no timer for what comes next',
    sql: `SELECT c.id AS subject FROM clock c WHERE $CASES(c."caseId") AND c.state = 'RUNNING' AND NOT EXISTS (
      SELECT 1 FROM timer t WHERE t."subjectId" = c.id AND t.kind IN ('clock.rung', 'clock.due')
        AND (t.generation = c.generation AND t.state IN ('ARMED', 'QUARANTINED')
          OR t.state = 'FIRED' AND t.kind = 'clock.due'))`,
  },
  {
    name: 'imported-with-clock',
    words: 'an imported case has a clock though nobody adopted it',
    sql: `SELECT f."caseNumber" AS subject FROM case_file f WHERE $CASES(f.id) AND f.origin = 'IMPORTED'
      AND NOT ${ADOPTED} AND EXISTS (SELECT 1 FROM clock c WHERE c."caseId" = f.id)`,
  },
  {
    name: 'demonstration-mixed',
    words: 'demonstration cases lie beside real ones',
    sql: `SELECT MIN(f."caseNumber") AS subject FROM case_file f WHERE $CASES(f.id) AND f.origin = 'DEMONSTRATION'
      AND EXISTS (SELECT 1 FROM case_file live WHERE live.origin = 'LIVE') HAVING COUNT(*) > 0`,
  },
];

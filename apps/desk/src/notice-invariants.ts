import type { RowInvariant } from '@app/cases';
import { ALWAYS_TOLD as TOLD, QUARANTINED } from '@app/notices';

const WEEK_MS = 604_800_000;
/** They look on, and are told of nothing. */
const ONLY_WATCHERS = [['AUDITOR'], ['ADMIN'], ['AUDITOR', 'ADMIN'], ['ADMIN', 'AUDITOR']]
  .map((roles) => `'${JSON.stringify(roles)}'`)
  .join(', ');

/** What must hold of notices; the door of operators stands above all rooms and may ask about every table. */
export const NOTICE_INVARIANTS: readonly RowInvariant[] = [
  {
    name: 'event-without-notice',
    words: 'something happened that its citizen must be told of, but no notice is owed for it',
    sql: `SELECT f."caseNumber" || ' ' || e.type || ' ' || e.seq AS subject
      FROM history_event e JOIN case_file f ON f.id = e."caseId" JOIN petitioner p ON p."caseId" = f.id
      WHERE $CASES(e."caseId") AND f.origin <> 'IMPORTED' AND e.type IN (${TOLD.map(([type]) => `'${type}'`).join(', ')})
        AND EXISTS (SELECT 1 FROM case_key k WHERE k."caseId" = f.id)
        AND NOT EXISTS (SELECT 1 FROM notice n WHERE n."caseId" = e."caseId" AND n.occasion = CAST(e.seq AS text)
          AND n.kind = CASE e.type ${TOLD.map(([type, kind]) => `WHEN '${type}' THEN '${kind}'`).join(' ')} END)`,
  },
  {
    name: 'notice-stuck',
    words: 'a notice is taken for sending, but its lease has run out',
    sql: `SELECT id AS subject FROM notice WHERE "nextAttemptAt" IS NOT NULL AND state = 'SENDING' AND "leaseUntil" < $1`,
  },
  {
    name: 'notice-put-aside',
    words: 'a notice was tried five times in vain and waits for a person: bin/desk notice retry',
    sql: `SELECT id AS subject FROM notice WHERE ${QUARANTINED}`,
  },
  {
    name: 'two-notices',
    words: 'one message is owed twice',
    sql: `SELECT "caseId" || '|' || kind || '|' || occasion || '|' || channel AS subject FROM notice
      WHERE $CASES("caseId") GROUP BY "caseId", kind, occasion, channel, "recipientHash" HAVING COUNT(*) > 1`,
  },
  {
    name: 'notice-of-import',
    words: 'a notice is owed for an imported case that nobody adopted',
    // CROSS JOIN holds SQLite to this order: few imported cases have notices, and only of those is the history read
    sql: `SELECT n.id AS subject FROM case_file f CROSS JOIN notice n WHERE $CASES(f.id) AND f.origin = 'IMPORTED'
      AND n."caseId" = f.id
      AND NOT EXISTS (SELECT 1 FROM history_event e WHERE e."caseId" = n."caseId" AND e.type = 'ADOPTED')`,
  },
  {
    name: 'chase-unheard',
    words:
      'a warning or chase of the last week reached nobody, though its organisation has staff with an address',
    sql: `SELECT n.id AS subject FROM notice n JOIN case_file f ON f.id = n."caseId"
      WHERE n.state = 'SUPPRESSED' AND n.reason = 'NO_ADDRESS' AND n."createdAt" > CAST($1 AS bigint) - ${WEEK_MS}
        AND n.kind IN ('clock-warning', 'clock-overdue', 'clock-chased', 'referral-unaccepted')
        AND EXISTS (SELECT 1 FROM staff s WHERE s."organisationId" = f."organisationId" AND s.active
          AND s.email IS NOT NULL AND s."createdAt" <= n."createdAt" AND s.roles NOT IN (${ONLY_WATCHERS}))`,
  },
];

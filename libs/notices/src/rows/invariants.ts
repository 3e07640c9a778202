import { eventsToTell, hasEvent, importedCases, organisationOf } from '@app/cases';
import { someoneReachable } from '@app/people';
import { days, rawSql, registerInvariants, sql } from '@app/platform';
import { ALWAYS_TOLD } from '../kinds/occasions.js';
import { TOLD_ROLES } from '../kinds/watchers.js';
import { QUARANTINED, WAITING } from './notice-states.js';

const ALWAYS_TOLD_TYPES = ALWAYS_TOLD.map(([type]) => type);
const KIND_OF = ALWAYS_TOLD.map(([type, kind]) => `WHEN '${type}' THEN '${kind}'`).join(' ');

registerInvariants([
  {
    name: 'event-without-notice',
    words: 'something happened that its citizen must be told of, but no notice is owed for it',
    sliced: true,
    find: ({ slice }) =>
      sql`SELECT e."caseNumber" || ' ' || e.type || ' ' || e.seq AS subject
        FROM (${eventsToTell(ALWAYS_TOLD_TYPES, slice)}) AS e
        WHERE NOT EXISTS (SELECT 1 FROM notice n
          WHERE n."caseId" = e."caseId" AND n.occasion = CAST(e.seq AS text)
            AND n.kind = CASE e.type ${rawSql(KIND_OF)} END)`,
  },
  {
    name: 'notice-stuck',
    words: 'a notice is taken for sending, but its lease has run out',
    find: ({ missedBefore }) =>
      sql`SELECT id AS subject FROM notice
        WHERE ${rawSql(WAITING)} AND state = 'SENDING' AND "leaseUntil" < ${missedBefore}`,
  },
  {
    name: 'notice-put-aside',
    words: 'a notice was tried five times in vain and waits for a person: bin/desk notice retry',
    find: () => sql`SELECT id AS subject FROM notice WHERE ${rawSql(QUARANTINED)}`,
  },
  {
    name: 'two-notices',
    words: 'one message is owed twice',
    sliced: true,
    find: ({ slice }) =>
      sql`SELECT "caseId" || '|' || kind || '|' || occasion || '|' || channel AS subject FROM notice
        WHERE ${slice('"caseId"')}
        GROUP BY "caseId", kind, occasion, channel, "recipientHash" HAVING COUNT(*) > 1`,
  },
  {
    name: 'notice-of-import',
    words: 'a notice is owed for an imported case that no one adopted',
    sliced: true,
    // CROSS JOIN holds SQLite to this order: few imported cases have notices, and only of those is the history read
    find: ({ slice }) =>
      sql`SELECT n.id AS subject FROM (${importedCases(slice)}) AS f CROSS JOIN notice n
        WHERE n."caseId" = f.id AND NOT ${hasEvent('n."caseId"', 'ADOPTED')}`,
  },
  {
    name: 'chase-unheard',
    words:
      'a warning or chase of the last week reached nobody, though its organisation has staff with an address',
    find: ({ missedBefore }) =>
      sql`SELECT n.id AS subject FROM notice n
        WHERE n.state = 'SUPPRESSED' AND n.reason = 'NO_ADDRESS' AND n."createdAt" > ${missedBefore - days(7)}
          AND n.kind IN ('clock-warning', 'clock-overdue', 'clock-chased', 'referral-unaccepted')
          AND ${someoneReachable(organisationOf('n."caseId"'), rawSql('n."createdAt"'), TOLD_ROLES)}`,
  },
]);

import { quarantinedRows, WAITING_ROWS } from '@app/platform';

/** Notice states (docs/case-life.md): they only move forward, but for what an operator has sent again. */
const NOTICE_STATES = [
  'PENDING',
  'SENDING',
  'ACCEPTED',
  'DELIVERED',
  'FAILED',
  'UNKNOWN',
  'SUPPRESSED',
] as const;
export type NoticeState = (typeof NOTICE_STATES)[number];

/** The state in which a quarantined notice waits; others are in it too, whose SMS may have gone out. */
export const QUARANTINE: NoticeState = 'UNKNOWN';

/** Conditions of the partial indexes of `notice`. A question must repeat the words of one for the index to serve it. */

/** It is still to be handed over. */
export const WAITING = WAITING_ROWS;
export const GATHERED = `"mailId" IS NOT NULL`;
/** It failed too often in a row on our own side. */
export const QUARANTINED = quarantinedRows(QUARANTINE);
export const UNDELIVERED = `"state" IN ('FAILED', 'UNKNOWN')`;
export const SUPPRESSED = `"state" = 'SUPPRESSED'`;

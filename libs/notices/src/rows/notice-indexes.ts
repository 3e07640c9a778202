/** A message whose sender died this often in a row is quarantined: it may be what kills them. */
export const TRIES_ALLOWED = 5;

/** Conditions of the partial indexes of `notice`. A question must repeat the words of one for the index to serve it. */

/** It is still to be handed over. */
export const WAITING = `"nextAttemptAt" IS NOT NULL`;
export const GATHERED = `"mailId" IS NOT NULL`;
/** What is set aside after so many tries in a row that ended in our own hands. */
export const PUT_ASIDE = `"state" = 'UNKNOWN' AND "interruptions" >= ${TRIES_ALLOWED}`;
export const UNDELIVERED = `"state" IN ('FAILED', 'UNKNOWN')`;
export const SUPPRESSED = `"state" = 'SUPPRESSED'`;

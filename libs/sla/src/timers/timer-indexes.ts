/** Conditions of the partial indexes of `timer`. A query must repeat the exact condition for the index to be used. */
export const ARMED = `"state" = 'ARMED'`;
export const QUARANTINED = `"state" = 'QUARANTINED'`;
/** Waiting, for the due time or for an operator. */
export const LIVE = `"state" IN ('ARMED', 'QUARANTINED')`;

/**
 * All columns that the sweep needs, so that it is answered from the index and never reads the rows of timers not due.
 */
export const SWEEP_COLUMNS = ['dueAt', 'retryAt', 'rungAt', 'generation', 'id'];

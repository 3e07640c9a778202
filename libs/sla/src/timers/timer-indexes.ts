/** Conditions of the partial indexes of `timer`. A question must repeat the words of one for the index to serve it. */
export const ARMED = `"state" = 'ARMED'`;
export const QUARANTINED = `"state" = 'QUARANTINED'`;
/** What waits, for its instant or for a person. */
export const LIVE = `"state" IN ('ARMED', 'QUARANTINED')`;

/** All that the sweep asks for, so that it never reads the rows of a million timers that are not due. */
export const SWEEP_COLUMNS = ['dueAt', 'retryAt', 'rungAt', 'generation', 'id'];

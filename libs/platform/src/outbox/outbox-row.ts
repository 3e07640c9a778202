/**
 * The columns that an outbox needs of a table: what is to be handed over to somebody outside, a message, a call to a
 * webhook, a mail that came in. The entity of the room has them beside its own.
 */
export interface OutboxRow {
  id: string;
  state: string;
  reason: string | null;
  /** Attempts that were begun. */
  attempts: number;
  /** The last attempts in a row that failed on our own side: the process died, or could not do its part. */
  interruptions: number | null;
  /** When it can be taken next; null where there is nothing more to try. */
  nextAttemptAt: number | null;
  /** While it is taken: until when. */
  leaseUntil: number | null;
  /** Rises with each attempt: a result counts only while it is still the number of its own attempt. */
  fence: number;
  createdAt: number;
  /** Not before then, where it was held back. */
  heldUntil?: number | null;
}

/** What a table calls the states that an outbox moves a row through; all others are the room's own. */
export interface OutboxStates<S extends string = string> {
  /** To be taken at `nextAttemptAt`. */
  waiting: S;
  /** A process has it in hand, until its lease ends. */
  taken: S;
  /** The other side asked to come again for three days. */
  givenUp: S;
  /** Failed too often in a row on our own side: an operator looks at it. */
  quarantined: S;
}

/** A row that failed this often in a row on our own side is quarantined: it may be what makes the process fail. */
export const TRIES_ALLOWED = 5;

/**
 * Conditions for partial indexes of such a table. A question must repeat the words of one for the index to serve it.
 */
export const WAITING_ROWS = `"nextAttemptAt" IS NOT NULL`;
export const quarantinedRows = (state: string): string =>
  `"state" = '${state}' AND "interruptions" >= ${TRIES_ALLOWED}`;

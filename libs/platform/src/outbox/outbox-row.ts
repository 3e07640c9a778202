/**
 * The columns that an `Outbox` needs in a table of things to be handed over: a message, a call to a webhook. The entity
 * of the room has them beside its own.
 */
export interface OutboxRow {
  id: string;
  state: string;
  reason: string | null;
  /** Number of attempts begun. */
  attempts: number;
  /** Number of consecutive attempts that failed on our own side: the process died, or an error in our code. */
  interruptions: number | null;
  /** When it can be taken next; null when it is final. */
  nextAttemptAt: number | null;
  /** Until when it is taken; null when it is not. */
  leaseUntil: number | null;
  /** Increases with each attempt: a result is stored only if its attempt is still the latest. */
  fence: number;
  createdAt: number;
  /** If it was held back: until when. */
  heldUntil?: number | null;
}

/** The names of the states through which an outbox moves a row; a room may have further ones. */
export interface OutboxStates<S extends string = string> {
  /** Can be taken from `nextAttemptAt` on. */
  waiting: S;
  /** A process works on it, until its lease ends. */
  taken: S;
  /** The receiver asked to retry for three days, without success. */
  givenUp: S;
  /** Failed too often in a row on our own side: an operator must look at it. */
  quarantined: S;
}

/** A row that failed this often in a row on our own side is quarantined: it may be what makes the process fail. */
export const TRIES_ALLOWED = 5;

/**
 * Conditions for partial indexes of such a table. A query must repeat the exact condition for the index to be used.
 */
export const WAITING_ROWS = `"nextAttemptAt" IS NOT NULL`;
export const quarantinedRows = (state: string): string =>
  `"state" = '${state}' AND "interruptions" >= ${TRIES_ALLOWED}`;

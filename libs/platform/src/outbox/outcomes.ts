import { nextTry, waitAfter } from './back-off.js';
import { TRIES_ALLOWED, type OutboxRow, type OutboxStates } from './outbox-row.js';

/** A final row: no further attempt. */
export const OVER = { nextAttemptAt: null, leaseUntil: null } as const;

/** The change of a row for each outcome of an attempt; a room adds its own columns. */
export function outcomesIn<E extends OutboxRow>(states: OutboxStates<E['state']>) {
  const change = (columns: Partial<OutboxRow>) => columns as Partial<E>;
  return {
    /** Its process died. Unless the change has a new state, the row may be taken again. */
    afterDeath(row: E): Partial<E> {
      const interruptions = (row.interruptions ?? 0) + 1;
      if (interruptions < TRIES_ALLOWED) return change({ interruptions });
      const reason = `its sender died ${TRIES_ALLOWED} times`;
      return change({ ...OVER, state: states.quarantined, interruptions, reason });
    },

    /**
     * It failed on our own side and the process survived. `isCounted`: the failure was counted already, as the death
     * of an earlier process.
     */
    afterFailure(row: E, reason: string, now: number, isCounted = false): Partial<E> {
      const interruptions = (row.interruptions ?? 0) + (isCounted ? 0 : 1);
      if (interruptions >= TRIES_ALLOWED)
        return change({ ...OVER, state: states.quarantined, interruptions, reason });
      const nextAttemptAt = now + waitAfter(interruptions, row.id);
      return change({ state: states.waiting, interruptions, reason, nextAttemptAt, leaseUntil: null });
    },

    /** The receiver asks to retry later. */
    tryLater(row: E, reason: string, now: number): Partial<E> {
      const nextAttemptAt = nextTry(row, now);
      if (nextAttemptAt === null) return change({ ...OVER, state: states.givenUp, reason });
      return change({ state: states.waiting, reason, nextAttemptAt, leaseUntil: null });
    },
  };
}

import { nextTry, waitAfter } from './back-off.js';
import { TRIES_ALLOWED, type OutboxRow, type OutboxStates } from './outbox-row.js';

/** Nothing more is to be tried. */
export const OVER = { nextAttemptAt: null, leaseUntil: null } as const;

/** What becomes of a row after each way an attempt can end; a room adds what only its own rows have. */
export function outcomesIn<E extends OutboxRow>(states: OutboxStates<E['state']>) {
  const change = (columns: Partial<OutboxRow>) => columns as Partial<E>;
  return {
    /** The process that had it in hand died. Without a new state in the change it may be taken again. */
    afterDeath(row: E): Partial<E> {
      const interruptions = (row.interruptions ?? 0) + 1;
      if (interruptions < TRIES_ALLOWED) return change({ interruptions });
      const reason = `its sender died ${TRIES_ALLOWED} times`;
      return change({ ...OVER, state: states.quarantined, interruptions, reason });
    },

    /** It failed on our own side, and the process lives. `isCounted`: as the death of an earlier one, already. */
    afterFailure(row: E, reason: string, now: number, isCounted = false): Partial<E> {
      const interruptions = (row.interruptions ?? 0) + (isCounted ? 0 : 1);
      if (interruptions >= TRIES_ALLOWED)
        return change({ ...OVER, state: states.quarantined, interruptions, reason });
      const nextAttemptAt = now + waitAfter(interruptions, row.id);
      return change({ state: states.waiting, interruptions, reason, nextAttemptAt, leaseUntil: null });
    },

    /** The other side asks to be tried later. */
    tryLater(row: E, reason: string, now: number): Partial<E> {
      const nextAttemptAt = nextTry(row, now);
      if (nextAttemptAt === null) return change({ ...OVER, state: states.givenUp, reason });
      return change({ state: states.waiting, reason, nextAttemptAt, leaseUntil: null });
    },
  };
}

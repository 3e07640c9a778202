/** How a running clock stands. Its timers change it, in the transaction that records the warning or the breach. */
export const STANDINGS = ['ON_TRACK', 'WARNING', 'OVERDUE'] as const;
export type Standing = (typeof STANDINGS)[number];

interface Dated {
  state: string;
  dueAt: number | null;
  warnAt: number | null;
}

/** Null for a clock that does not run. `now`: epoch milliseconds. */
export function standingAt({ state, dueAt, warnAt }: Dated, now: number): Standing | null {
  if (state !== 'RUNNING' || dueAt === null) return null;
  if (dueAt <= now) return 'OVERDUE';
  return warnAt !== null && warnAt <= now ? 'WARNING' : 'ON_TRACK';
}

/**
 * Names the moments between a row and its effect. In a fault run `CRASH_AT=<name>` makes the process
 * die right there, as if its plug were pulled (fault matrix, row F3). Does nothing otherwise. `CRASH_AFTER`: the
 * first so many times it lives on; `CRASH_OF`: only with this row in its hands (F23); `CRASH_BY=SIGSTOP`: it
 * falls asleep instead, and may be woken (F11).
 */
export type CrashPoint =
  /** One unit is done; those that share its commit may follow. */
  | 'before-commit'
  /** All that share a commit are done. */
  | 'at-commit'
  /** On disk, and nobody was told yet. */
  | 'committed'
  | 'after-commit'
  /** An event is in its table; clocks and listeners follow in the same transaction. */
  | 'event-stored'
  | 'before-enqueue'
  | 'after-enqueue'
  /** Redis took rings for what comes near; the rows do not say so yet. */
  | 'rung-ahead'
  /** An attempt is noted on disk and not begun. */
  | 'timer-noted'
  /** Marked fired in the open transaction, before its handler. */
  | 'timer-claimed'
  /** After its handler, before the commit. */
  | 'timer-acted'
  /** An attempt is noted on disk; the gateway was not called yet. */
  | 'notice-claimed'
  | 'before-gateway'
  | 'after-gateway'
  | 'before-result'
  | 'after-result'
  /** A slice of an import is written and not committed. */
  | 'import-slice'
  | 'import-sliced'
  /** A table is made; its migration goes on. */
  | 'migration-step';

const { CRASH_AT: armed, CRASH_OF: only, CRASH_BY: signal = 'SIGKILL' } = process.env;
let skip = Number(process.env['CRASH_AFTER'] ?? 0);

export function crashPoint(name: CrashPoint, subject?: string): void {
  if (armed !== name || (only && only !== subject)) return;
  if (skip-- !== 0) return;
  process.kill(process.pid, signal);
  // A signal to oneself may be delivered a moment later; nothing may happen in it.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 500);
}

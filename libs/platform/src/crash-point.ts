/**
 * Names the moments between a row and its effect. In a fault run `CRASH_AT=<name>` kills the process there, as if its
 * power failed (docs/faults.md, row F3). Does nothing otherwise. `CRASH_AFTER`: not the first N times; `CRASH_OF`: only
 * while it processes this row (F23); `CRASH_BY=SIGSTOP`: stops the process instead, which may be continued (F11).
 */
export type CrashPoint =
  /** One unit of work is done; others may follow in the same commit. */
  | 'before-commit'
  /** All units of a commit are done. */
  | 'at-commit'
  /** Committed, before the callers get their results. */
  | 'committed'
  | 'after-commit'
  /** An event is inserted; clocks and listeners follow in the same transaction. */
  | 'event-stored'
  | 'before-enqueue'
  | 'after-enqueue'
  /** Redis accepted rings for near timers; their rows are not marked yet. */
  | 'rung-ahead'
  /** An attempt is committed and not begun. */
  | 'timer-noted'
  /** Marked fired in the open transaction, before its handler. */
  | 'timer-claimed'
  /** After its handler, before the commit. */
  | 'timer-acted'
  /** An attempt is committed; the gateway was not called yet. */
  | 'notice-claimed'
  | 'before-gateway'
  | 'after-gateway'
  | 'before-result'
  | 'after-result'
  /** A slice of an import is written and not committed. */
  | 'import-slice'
  | 'import-sliced'
  /** A table is created; its migration goes on. */
  | 'migration-step';

const { CRASH_AT: armed, CRASH_OF: only, CRASH_BY: signal = 'SIGKILL' } = process.env;
let skip = Number(process.env['CRASH_AFTER'] ?? 0);

export function crashPoint(name: CrashPoint, subject?: string): void {
  if (armed !== name || (only && only !== subject)) return;
  if (skip-- !== 0) return;
  process.kill(process.pid, signal);
  // a signal to the own process may be delivered a moment later; block until then
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 500);
}

/**
 * Names the moments between a row and its effect. In a fault run `CRASH_AT=<name>` makes the process
 * die right there, as if its plug were pulled (fault matrix, row F3). Does nothing otherwise.
 */
export type CrashPoint =
  | 'before-commit'
  | 'after-commit'
  | 'before-enqueue'
  | 'after-enqueue'
  | 'before-gateway'
  | 'after-gateway'
  | 'before-result'
  | 'after-result';

const armed = process.env['CRASH_AT'];
let skip = Number(process.env['CRASH_AFTER'] ?? 0);

export function crashPoint(name: CrashPoint): void {
  if (armed !== name) return;
  if (skip-- > 0) return;
  process.kill(process.pid, 'SIGKILL');
  // SIGKILL of oneself may be delivered a moment later; nothing may happen in it.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5_000);
}

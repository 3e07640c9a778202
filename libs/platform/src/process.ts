import { once } from 'node:events';
import { performance } from 'node:perf_hooks';

const LAST_MS = 20_000;
const LOOK_MS = 3_000;
/** Below this load a garbage collection is allowed: it stops the process for a moment. */
const QUIET = 0.1;
/** Least growth of memory since the last collection that makes another worthwhile. */
const GROWN = 1.15;

/**
 * The launcher starts this process while the database is still being prepared, so that both load at the same time, and
 * sends a message when it is ready. Nothing is opened before. A process started by hand does not wait.
 */
export async function databasePrepared(): Promise<void> {
  if (!process.channel || process.env['AWAIT_PREPARED'] !== 'true') return;
  const orphaned = () => process.exit(1);
  process.once('disconnect', orphaned);
  await once(process, 'message');
  process.off('disconnect', orphaned);
}

/**
 * Returns unused memory to the system when the process is idle: after the start, and after each load. V8 keeps empty
 * pages until a last-resort collection. Needs `--expose-gc`, which the launcher sets.
 */
export function settleMemory(): void {
  const collect = globalThis.gc;
  if (!collect) return;
  let known = performance.eventLoopUtilization();
  let settled = 0;
  setInterval(() => {
    const { utilization } = performance.eventLoopUtilization(known);
    known = performance.eventLoopUtilization();
    if (utilization > QUIET || process.memoryUsage.rss() < settled * GROWN) return;
    collect({ type: 'major', flavor: 'last-resort' });
    settled = process.memoryUsage.rss();
  }, LOOK_MS).unref();
}

/** Ends this process when the launcher that started it has ended, in any way. */
export function stopWithParent(close: () => Promise<void>): void {
  if (!process.channel) return;
  // the channel must not keep the process alive
  process.channel.unref();
  process.once('disconnect', () => {
    setTimeout(() => process.exit(1), LAST_MS).unref();
    void close().finally(() => process.exit(0));
  });
}

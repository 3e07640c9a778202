import { once } from 'node:events';
import { performance } from 'node:perf_hooks';

const LAST_MS = 20_000;
const LOOK_MS = 3_000;
/** A collection stops everything for a moment: not while requests would wait for it. */
const QUIET = 0.1;
/** Below this growth since the last one it is not worth it. */
const GROWN = 1.15;

/**
 * The launcher starts this process while the database is being prepared, so that both load at the same time, and sends
 * a message once it is. Nothing is opened before. Started by hand, a process does not wait.
 */
export async function databasePrepared(): Promise<void> {
  if (!process.channel || process.env['AWAIT_PREPARED'] !== 'true') return;
  const orphaned = () => process.exit(1);
  process.once('disconnect', orphaned);
  await once(process, 'message');
  process.off('disconnect', orphaned);
}

/**
 * Gives memory that is no longer used back to the system whenever the process is quiet: after the start, and after each load.
 * V8 keeps pages that it emptied; only a collection of last resort lets them go. Needs `--expose-gc`, which the launcher sets.
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

/** Ends this process when the launcher that started it is gone, however it went. */
export function stopWithParent(close: () => Promise<void>): void {
  if (!process.channel) return;
  // the channel must not keep a process alive that wants to end
  process.channel.unref();
  process.once('disconnect', () => {
    setTimeout(() => process.exit(1), LAST_MS).unref();
    void close().finally(() => process.exit(0));
  });
}

import { once } from 'node:events';

const LAST_MS = 20_000;
/** Long enough after the start that what it made is garbage by now, and no first request waits for it. */
const SETTLE_MS = 2_000;

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

/** Gives the memory that starting took back to the system, once. Does nothing without `--expose-gc`, which the launcher sets. */
export function settleMemory(): void {
  const collect = globalThis.gc;
  if (collect) setTimeout(() => collect({ type: 'major', flavor: 'last-resort' }), SETTLE_MS).unref();
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

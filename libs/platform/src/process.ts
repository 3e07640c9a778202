const LAST_MS = 20_000;

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

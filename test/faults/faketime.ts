import { chmodSync, existsSync, globSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** libfaketime for programs with threads. Throws when it is not installed. */
function library(): string {
  const [found] = [
    process.env['LIBFAKETIME_PATH'],
    ...globSync('/usr/lib/*/faketime/libfaketime.so.1'),
  ].filter((path) => path && existsSync(path));
  if (!found) throw new Error('libfaketime is missing: apt-get install libfaketime');
  const threads = found.replace('libfaketime.so', 'libfaketimeMT.so');
  return existsSync(threads) ? threads : found;
}

/** Uptime is not faked: it cannot be set on a real machine either. */
const preload = (): Record<string, string> => ({ LD_PRELOAD: library(), FAKETIME_DONT_FAKE_MONOTONIC: '1' });

/** Environment of a process whose clock starts `ms` ahead. */
export const ahead = (ms: number): Record<string, string> => ({
  ...preload(),
  FAKETIME: `+${Math.round(ms / 1_000)}s`,
});

/** Wall clocks that can be set while their processes run, each by a file that any user may read. */
export class WallClocks {
  private readonly folder = mkdtempSync(join(tmpdir(), 'single-window-time-'));

  constructor() {
    chmodSync(this.folder, 0o755);
  }

  /** Environment of the process that uses the named clock, which is right at first. */
  env(name: string): Record<string, string> {
    this.set(name, '+0');
    return { ...preload(), FAKETIME_TIMESTAMP_FILE: join(this.folder, name), FAKETIME_NO_CACHE: '1' };
  }

  /** Sets the offset from the true time: `+3d`, `-1h`, `+0`. */
  set(name: string, offset: string): void {
    writeFileSync(join(this.folder, name), offset);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Folder for the databases of a test run: in memory, if the machine has enough. */
import { accessSync, constants, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';

const MEMORY = '/dev/shm';
/** A run needs about 1 GB; containers often have 64 MB. */
const LEAST_BYTES = 4 * 1024 ** 3;

/** Waiting for the disk took a third of the time of the room specs on PostgreSQL, and no test needs it. */
export function scratchFolder() {
  try {
    accessSync(MEMORY, constants.W_OK);
    const { bavail, bsize } = statfsSync(MEMORY);
    if (bavail * bsize >= LEAST_BYTES) return MEMORY;
  } catch {
    // no such folder, as on macOS
  }
  return tmpdir();
}

/** Where a run of the tests keeps its databases: in memory, if the machine has room there. */
import { accessSync, constants, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';

const MEMORY = '/dev/shm';
/** A run needs about 1 GB; containers often come with 64 MB. */
const LEAST_BYTES = 4 * 1024 ** 3;

/** Waiting for a disk was a third of the time of the rooms on PostgreSQL, and no test is about that disk. */
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

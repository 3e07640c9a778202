import { expect, test } from '@jest/globals';
import type { DatabaseName } from './databases.js';
import { runPart } from './part.js';
import { ROWS } from './rows.js';
import { newSeed } from './seed.js';

/**
 * The fault matrix in its short form: each row once, with as little as still shows the fault. Which of the crash points
 * it comes to hangs on the seed, so that several runs come to all of them. At length: docs/faults.md.
 */
export function shortForm(database: DatabaseName, rows: [row: string, times: number][]): void {
  test.each(rows)(
    `%s on ${database}`,
    async (row, times) => {
      const seed = newSeed();
      const part = { row: ROWS.find((one) => one.row === row)!, database, part: 1, times };
      const begun = performance.now();
      const { faults, counts, lag } = await runPart(part, seed, true);
      const seconds = Math.round((performance.now() - begun) / 1_000);
      process.stderr.write(
        `${row} on ${database}, ${times} times, seed ${seed}, ${seconds} s: ${JSON.stringify({ ...counts, lag })}\n`,
      );
      expect(faults).toEqual([]);
    },
    480_000,
  );
}

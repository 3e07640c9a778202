import { expect, test } from '@jest/globals';
import type { DatabaseName } from './databases.js';
import { runPart } from './part.js';
import { ROWS } from './rows.js';
import { newSeed } from './seed.js';

/**
 * The short form of docs/faults.md: each row once, as small as still shows the fault. The crash points depend on the
 * seed, so that several runs cover all of them.
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

import { expect, test } from '@jest/globals';
import type { DatabaseName } from './databases.js';
import { runPart } from './part.js';
import { ROWS } from './rows.js';
import { newSeed } from './seed.js';

/** The fault matrix in its short form: each row once, with as little as still shows the fault. At length: docs/faults.md. */
const SHORT: [row: string, database: DatabaseName, times: number][] = [
  ['F1', 'postgres', 2],
  ['F2', 'sqlite', 2],
  ['F3', 'sqlite', 2],
  ['F4', 'postgres', 1],
  ['F5/3s', 'sqlite', 1],
  ['F6', 'sqlite', 1],
  ['F7', 'postgres', 1],
  ['F9', 'sqlite', 2],
  ['F10', 'sqlite', 2],
  ['F11', 'postgres', 1],
  ['F12/terminate', 'postgres', 2],
  ['F12/kill', 'postgres', 1],
  ['F13', 'sqlite', 4],
  ['F20', 'sqlite', 1],
  ['F21', 'postgres', 1],
  ['F23', 'sqlite', 1],
  ['F25', 'postgres', 1],
];

test.each(SHORT)(
  '%s on %s',
  async (row, database, times) => {
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
  120_000,
);

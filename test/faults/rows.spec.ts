import { expect, test } from '@jest/globals';
import { DATABASES, type DatabaseName } from './databases.js';
import { runPart } from './part.js';
import { ROWS } from './rows.js';
import { newSeed } from './seed.js';

/** The fault matrix in its short form: each row with as little as still shows the fault. At length: docs/faults.md. */
const SHORT: [row: string, databases: readonly DatabaseName[], times: number][] = [
  ['F1', DATABASES, 2],
  ['F2', DATABASES, 3],
  ['F3', DATABASES, 4],
  ['F4', DATABASES, 1],
  ['F5/3s', ['sqlite'], 1],
  ['F6', ['sqlite'], 1],
  ['F7', ['sqlite'], 1],
  ['F9', ['sqlite'], 2],
  ['F10', ['sqlite'], 3],
  ['F11', DATABASES, 1],
  ['F12/terminate', ['postgres'], 3],
  ['F12/kill', ['postgres'], 1],
  ['F13', ['sqlite'], 6],
  ['F20', DATABASES, 1],
  ['F21', DATABASES, 1],
  ['F23', DATABASES, 1],
  ['F25', DATABASES, 1],
];
const RUNS = SHORT.flatMap(([row, databases, times]) =>
  databases.map((database) => [`${row} on ${database}`, row, database, times] as const),
);

test.each(RUNS)(
  '%s',
  async (name, row, database, times) => {
    const seed = newSeed();
    const part = { row: ROWS.find((one) => one.row === row)!, database, part: 1, times };
    const begun = performance.now();
    const { faults, counts, lag } = await runPart(part, seed, true);
    const seconds = Math.round((performance.now() - begun) / 1_000);
    process.stderr.write(
      `${name}, ${times} times, seed ${seed}, ${seconds} s: ${JSON.stringify({ ...counts, lag })}\n`,
    );
    expect(faults).toEqual([]);
  },
  120_000,
);

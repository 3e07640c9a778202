import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openDriver } from './driver.ts';
import { replays, type StatementPattern } from './pattern.ts';
import type { Statement } from './recording.ts';
import { serve } from './serve.ts';

/** Runs the recorded statements of our request again, on the desk's own database: same tables, indexes and rows. */
const { FLOOR_FOLDER: folder, DATA_DIR: desk } = process.env;
const driver = await openDriver(join(desk!, 'desk.sqlite'));
const { intake, lookUps } = JSON.parse(readFileSync(join(folder!, 'recording.json'), 'utf8')) as {
  intake?: StatementPattern[];
  lookUps?: Statement[][];
};
const next = intake && replays(intake);

await serve({
  write: async () => {
    const values = next!.next().value;
    await driver.unit(intake!.map(({ sql }, n) => ({ sql, values: values[n]! })));
  },
  read: async ({ n }) => driver.read(lookUps![n % lookUps!.length]!),
});

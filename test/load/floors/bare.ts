import { join } from 'node:path';
import { openDriver } from './driver.ts';
import { serve } from './serve.ts';

/** Writes and reads as many rows of about the same size as a case has, in one plain table with one index. */
const { FLOOR_ROWS: rows, FLOOR_FOLDER: folder } = process.env;
const table = `bare_${process.pid}`;
const driver = await openDriver(join(folder!, 'bare.sqlite'));
await driver.unit([
  {
    sql: `CREATE TABLE ${table} (id TEXT PRIMARY KEY, parent INTEGER, a TEXT, b TEXT, c INTEGER, d TEXT)`,
    values: [],
  },
  { sql: `CREATE INDEX ix_${table} ON ${table} (parent)`, values: [] },
]);

const STORED = 20_000;
const READ = 4;
const insert = `INSERT INTO ${table} (id, parent, a, b, c, d) VALUES ($1, $2, $3, $4, $5, $6)`;
const rowsOf = (parent: number, count: number, text: string) =>
  Array.from({ length: count }, (_, n) => {
    const values = [`${parent}-${n}`, parent, 'a'.repeat(36), text.slice(0, 400), n, 'd'.repeat(80)];
    return { sql: insert, values };
  });
for (let parent = 0; parent < STORED; parent += 1_000)
  await driver.unit(Array.from({ length: 1_000 }, (_, n) => rowsOf(parent + n, READ, '')).flat());

let next = STORED;
await serve({
  write: async (body) => driver.unit(rowsOf(next++, Number(rows), JSON.stringify(body))),
  read: async ({ n }) =>
    driver.read([{ sql: `SELECT * FROM ${table} WHERE parent = $1`, values: [n % STORED] }]),
});

import { describe, expect, it } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { askWith } from './marks.js';

/** The statement and values that SQLite's driver gets. */
async function asked(sql: string, values: unknown[]): Promise<unknown> {
  let said: unknown;
  const prepare = (text: string) => ({ reader: true, all: (bound: unknown[]) => [(said = [text, bound])] });
  const source = { options: { type: 'better-sqlite3' }, logger: { logQuery: () => undefined } };
  await askWith(
    { ...source, driver: { databaseConnection: { prepare } } } as unknown as DataSource,
    sql,
    values,
  );
  return said;
}
/** A different text each time, as translations are cached. */
let texts = 0;
const fresh = () => `/* ${process.hrtime.bigint()} ${++texts} */`;

describe('marks for values on SQLite', () => {
  it.each([
    ['in their order', 'a = $1 AND b = $2', ['x', 'y'], 'a = ? AND b = ?', ['x', 'y']],
    ['in another order', 'a = $2 AND b = $1', ['x', 'y'], 'a = ? AND b = ?', ['y', 'x']],
    ['more than once', 'a = $1 OR b = $1', ['x'], 'a = ? OR b = ?', ['x', 'x']],
    ['past nine', 'a = $11 AND b = $1', [...'abcdefghijk'], 'a = ? AND b = ?', ['k', 'a']],
    [
      'truth as a number, nothing as NULL',
      'a = $1 AND b = $2',
      [true, undefined],
      'a = ? AND b = ?',
      [1, null],
    ],
    ['none', 'a = b', [], 'a = b', []],
    ['a sign that is no mark', `a = '$'`, [], `a = '$'`, []],
  ])('%s', async (_what, sql, values, marked, bound) => {
    const mark = fresh();
    expect(await asked(`${sql} ${mark}`, values)).toEqual([`${marked} ${mark}`, bound]);
    expect(await asked(`${sql} ${mark}`, values)).toEqual([`${marked} ${mark}`, bound]);
  });
});

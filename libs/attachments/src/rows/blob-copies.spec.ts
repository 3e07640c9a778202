import { describe, expect, it } from '@jest/globals';
import Database from 'better-sqlite3';
import { blobPages, forgetUnreadable } from './blob-copies.js';

const blobOf = (n: number) => `blob${String(n).padStart(5, '0')}`;

/** Rows of files in a database in memory; those of case `erased` have lost their key. */
function copy(rows: readonly { blob: string; caseId: string | null }[]) {
  const database = new Database(':memory:');
  database.exec(`CREATE TABLE attachment (blob, "blobSize", sha256, "caseId");
    CREATE TABLE case_key ("caseId"); INSERT INTO case_key VALUES ('kept')`);
  const insert = database.prepare('INSERT INTO attachment VALUES (?, 7, ?, ?)');
  for (const { blob, caseId } of rows) insert.run(blob, `hash of ${blob}`, caseId);
  const ask = (sql: string, values: unknown[] = []) => {
    const statement = database.prepare(sql.replaceAll(/\$\d/g, '?'));
    const found = statement.reader ? statement.all(...values) : (statement.run(...values), []);
    return Promise.resolve(found as Record<string, unknown>[]);
  };
  const left = () =>
    ask('SELECT blob FROM attachment ORDER BY blob').then((all) => all.map(({ blob }) => blob));
  return { ask, left };
}
const rows = (count: number, caseId: string | null = 'kept') =>
  Array.from({ length: count }, (_, n) => ({ blob: blobOf(n), caseId }));

describe('the files of a copy of the database', () => {
  it.each([0, 1, 999, 1_000, 1_001, 2_500])(
    'are named once each, a thousand at a time: %d',
    async (count) => {
      const { ask } = copy(rows(count).toReversed());
      const sizes: number[] = [];
      const found: string[] = [];
      for await (const page of blobPages(ask)) {
        sizes.push(page.length);
        found.push(...page.map(({ blob }) => blob));
        expect(page[0]).toEqual({ blob: page[0]!.blob, blobSize: 7, sha256: `hash of ${page[0]!.blob}` });
      }
      expect(found).toEqual(rows(count).map(({ blob }) => blob));
      expect(sizes).toEqual(
        [...Array<number>(Math.floor(count / 1_000)).fill(1_000), count % 1_000].filter(Boolean),
      );
    },
  );

  it('are forgotten where their case has no key, or where they were not kept', async () => {
    const { ask, left } = copy([
      { blob: 'a', caseId: 'kept' },
      { blob: 'b', caseId: 'erased' },
      { blob: 'c', caseId: null },
      { blob: 'd', caseId: 'kept' },
    ]);
    expect(await forgetUnreadable(ask, new Set(['a', 'b', 'c']))).toEqual(new Set(['a', 'c']));
    expect(await left()).toEqual(['a', 'c']);
  });

  it('are forgotten on every page', async () => {
    const { ask, left } = copy(rows(1_500));
    const kept = rows(1_500)
      .map(({ blob }) => blob)
      .filter((_, n) => n % 7 > 0);
    expect([...(await forgetUnreadable(ask, new Set(kept)))]).toEqual(kept);
    expect(await left()).toEqual(kept);
  });
});

import { WRITE_SOURCE } from '@app/platform';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import { startDesk, type TestDesk } from '../../support/desk.js';

const PAGE = join(import.meta.dirname, '../../../docs/personal-data.md');

/** The rows under a heading of docs/personal-data.md, cell by cell. */
function rowsUnder(heading: string): string[][] {
  const part = readFileSync(PAGE, 'utf8')
    .split(/^## /m)
    .find((text) => text.startsWith(`${heading}\n`));
  const lines = (part ?? '').split('\n').filter((line) => line.startsWith('|'));
  return lines.slice(2).map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim().replaceAll('`', '')),
  );
}
const listed = (rows: string[][]): string[] =>
  rows.flatMap(([table = '', columns = '']) => columns.split(', ').map((column) => `${table}.${column}`));

/** Every column in which a text can stand has to be declared: what a person gave, or never that. */
describe('docs/personal-data.md', () => {
  let desk: TestDesk;
  beforeAll(async () => {
    desk = await startDesk();
  });
  afterAll(() => desk.close());

  const given = listed(rowsUnder('What a person gave'));
  const other = listed(rowsUnder('Texts that are never given by a citizen'));

  it('declares each column of text once, and none that does not exist', () => {
    const { entityMetadatas } = desk.get<DataSource>(WRITE_SOURCE);
    const inSchema = entityMetadatas.flatMap(({ tableName, columns }) =>
      columns.filter(({ type }) => type === 'text').map(({ databaseName }) => `${tableName}.${databaseName}`),
    );
    expect(inSchema.length).toBeGreaterThan(150);
    expect([...given, ...other].toSorted()).toEqual(inSchema.toSorted());
  });

  it('says of each that a person gave how it is stored and what erasing does', () => {
    const rows = rowsUnder('What a person gave');
    expect(rows.filter((cells) => cells.length !== 5 || cells.some((cell) => cell === ''))).toEqual([]);
  });
});

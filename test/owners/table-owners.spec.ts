import { describe, expect, it } from '@jest/globals';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Allowed } from './allowed.ts';
import { TableOwners } from './table-owners.ts';

const ROOT = join(import.meta.dirname, '../..');
const read = (pattern: string) =>
  globSync(pattern, { cwd: ROOT }).map((file) => ({ file, text: readFileSync(join(ROOT, file), 'utf8') }));
const ROOMS = read('libs/**/{*.entity.ts,*.module.ts,*.entities.ts}');

/** What the check reports for an additional file. */
const said = (file: string, text: string, allowed: Allowed[] = []) =>
  new TableOwners([...ROOMS, { file, text }])
    .judged(allowed)
    .foreign.filter((one) => one.file === file)
    .map(({ line, table, owner }) => `${line} ${table} ${owner}`);
const inRoom = (text: string) => said('libs/satisfaction/src/x.ts', text);

describe('the owner of a table', () => {
  const owners = new TableOwners(ROOMS).all;

  it.each([
    ['case_file', 'libs/cases'],
    ['clock', 'libs/cases'],
    ['timer', 'libs/sla/src/timers'],
    ['staff', 'libs/people'],
    ['survey', 'libs/satisfaction'],
    ['installation', 'libs/platform'],
  ])('%s belongs to %s', (table, room) => expect(owners.get(table)).toBe(room));

  it('is known for every table', () => expect([...owners.values()]).not.toContain('no room'));
});

describe('a query on the table of another room', () => {
  it.each([
    ['FROM', 'const a = `SELECT 1 FROM notice WHERE id = $1`;'],
    ['a join', 'const a = sql`SELECT 1 FROM survey s\n JOIN notice n ON n.id = s.id WHERE n.id = ${id}`;'],
    ['a list', 'const a = `SELECT 1 FROM survey s, notice AS n`;'],
    ['quoted', 'const a = `DELETE FROM "notice"`;'],
    ['an insert', "const a = 'INSERT INTO notice (id) VALUES ($1)';"],
    ['an update', "const a = 'UPDATE notice SET id = 1';"],
    ['small letters', "const a = 'select id from notice';"],
    ['a piece of one', 'const a = sql`EXISTS (SELECT 1 FROM notice)`;'],
    ['inside a value', 'const a = sql`SELECT 1 FROM survey ${only ? sql`JOIN notice` : sql``}`;'],
    ['named for SQL made elsewhere', "const a = { table: 'notice', column: 'at' };"],
    ['a repository', 'const a = this.reader.repository(Notice).findOneBy({ id });'],
    ['a manager', 'await manager.insert(Notice, rows);'],
    ['a list of entities', 'for (const entity of [Survey, Notice]) await manager.clear(entity);'],
  ])('is found: %s', (_, text) => expect(inRoom(`\n${text}`)).toEqual(['2 notice libs/notices']));

  it.each([
    ['its own table', 'const a = `SELECT 1 FROM survey`; await manager.insert(Survey, rows);'],
    [
      'the entity as a type',
      "import { Notice } from '@app/notices'; const a = (row: Notice): Notice[] => [row];",
    ],
    ['a reference', 'class A { @ForeignKey(() => Notice) id: string; }'],
    ['prose', "const a = 'A message FROM notices of the agency';"],
    ['a name of its own', 'export const Notice = 1;'],
    ['what a row is', 'const a = row instanceof Notice;'],
  ])('is not %s', (_, text) => expect(inRoom(text)).toEqual([]));

  it('may be read by lookups and figures, never written', () => {
    const read = 'const a = `SELECT 1 FROM notice`;';
    for (const room of ['lookups', 'figures']) {
      expect(said(`libs/${room}/src/x.ts`, read)).toEqual([]);
      for (const write of ['DELETE FROM notice', 'UPDATE notice SET id = 1', 'INSERT INTO notice (id)'])
        expect(said(`libs/${room}/src/x.ts`, `const a = \`${write}\`;`)).toEqual(['1 notice libs/notices']);
    }
  });

  it('may be allowed, for a table and a path; unused entries are reported', () => {
    const text = 'const a = `SELECT 1 FROM notice`;';
    const line = (tables: string[], by = 'libs/satisfaction/') => [{ by, tables, why: 'x' }];
    const file = 'libs/satisfaction/src/x.ts';
    expect(said(file, text, line(['notice']))).toEqual([]);
    expect(said(file, text, line(['alert']))).toHaveLength(1);
    expect(said(file, text, line(['notice'], 'libs/intake/'))).toHaveLength(1);
    expect(new TableOwners([...ROOMS, { file, text }]).judged(line(['notice', 'alert'])).unused).toEqual([
      'alert by libs/satisfaction/',
    ]);
  });
});

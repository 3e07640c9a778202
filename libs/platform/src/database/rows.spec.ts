import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { DataSource, Entity, PrimaryColumn, PrimaryGeneratedColumn, type EntityManager } from 'typeorm';
import { Flag, Instant, Int, Json, Text } from './columns.js';
import { findRowBy, findRows, findRowsBy, heldIn, insertRows, updateRow } from './rows.js';

@Entity('thing')
class Thing {
  @PrimaryColumn({ type: 'text' }) folder: string;
  @PrimaryColumn({ type: 'text' }) name: string;
  @Int({ nullable: true }) n: number | null;
  @Flag({ nullable: true }) flag: boolean | null;
  @Instant({ nullable: true }) at: number | null;
  @Json({ nullable: true }) facts: object | null;
  @Text({ nullable: true, name: 'written_so' }) text?: string | null;
}

@Entity('numbered')
class Numbered {
  @PrimaryGeneratedColumn() id: number;
  @Text() text: string;
}

describe('insertRows, findRows and updateRow', () => {
  const asked: string[] = [];
  let source: DataSource;
  beforeAll(async () => {
    const logger = { logQuery: (sql: string) => asked.push(sql), log: () => {}, logMigration: () => {} };
    const quiet = { logQueryError: () => {}, logQuerySlow: () => {}, logSchemaBuild: () => {} };
    source = new DataSource({
      ...{ type: 'better-sqlite3', database: ':memory:', entities: [Thing, Numbered], synchronize: true },
      logger: { ...logger, ...quiet } as never,
    });
    await source.initialize();
  });
  afterAll(() => source.destroy());
  beforeEach(async () => {
    for (const table of ['thing', 'numbered']) await source.query(`DELETE FROM ${table}`);
    asked.length = 0;
  });

  const thing = (more: Partial<Thing> = {}): Thing => ({
    ...{
      folder: 'a',
      name: 'b',
      n: 1,
      flag: true,
      at: 1_786_000_000_000,
      facts: { x: [1] },
      text: 't',
      ...more,
    },
  });
  const all = () => findRows(source, Thing, 'ORDER BY folder, name', []);

  it('return rows as they were inserted', async () => {
    const empty = thing({ name: 'empty', n: null, flag: null, at: null, facts: null, text: null });
    const off = thing({ name: 'off', flag: false });
    await insertRows(source.manager, Thing, [thing(), empty, off]);
    expect(await all()).toEqual([thing(), empty, off]);
    expect(
      await findRows(source.manager, Thing, 'WHERE "written_so" = $1 AND flag = $2', ['t', false]),
    ).toEqual([off]);
  });

  it('store null as NULL, not as text', async () => {
    await insertRows(source, Thing, [thing({ at: null, facts: null })]);
    expect(await source.query('SELECT at, facts FROM thing')).toEqual([{ at: null, facts: null }]);
  });

  it('store a missing value as NULL', async () => {
    const { text: _text, ...without } = thing();
    await insertRows(source, Thing, [{ ...without, at: undefined, facts: undefined } as never]);
    expect(await all()).toEqual([thing({ text: null, at: null, facts: null })]);
  });

  it.each([
    [0, []],
    [1, [1]],
    [50, [50]],
    [51, [50, 1]],
    [120, [50, 50, 20]],
  ])('%s rows are put in by fifty', async (count, slices) => {
    const rows = Array.from({ length: count }, (_, n) => thing({ name: String(1_000 + n), n }));
    await insertRows(source, Thing, rows);
    expect(asked.map((sql) => sql.split('), (').length)).toEqual(slices);
    expect(await all()).toEqual(rows);
  });

  it('leave generated columns to the database', async () => {
    await insertRows(source, Numbered, [{ text: 'one' } as Numbered]);
    expect(await findRows(source, Numbered, '', [])).toMatchObject([{ text: 'one' }]);
  });

  it('refuse an existing row, or skip it with `ifAbsent`', async () => {
    await insertRows(source, Thing, [thing()]);
    await expect(insertRows(source, Thing, [thing({ n: 2 })])).rejects.toThrow(/UNIQUE/);
    await expect(insertRows(source, Thing, [thing({ n: 2 })], {})).rejects.toThrow(/UNIQUE/);
    await insertRows(source, Thing, [thing({ n: 2 }), thing({ name: 'c' })], { ifAbsent: true });
    expect((await all()).map(({ name, n }) => [name, n])).toEqual([
      ['b', 1],
      ['c', 1],
    ]);
  });

  describe('by values', () => {
    const rows = ['b', 'c', 'd'].map((name, n) => thing({ name, n, flag: n === 0, at: n === 2 ? null : n }));
    const names = (found: Thing[]) => found.map(({ name }) => name);
    beforeEach(() => insertRows(source, Thing, rows));

    it('rows hold all of them, in the order asked for', async () => {
      const found = await findRowsBy(source, Thing, { folder: 'a', flag: false }, 'ORDER BY name DESC');
      expect(found).toEqual([rows[2], rows[1]]);
      expect(await findRowsBy(source, Thing, { folder: 'x', flag: false })).toEqual([]);
    });

    it('a list stands for one of them, an empty one for nothing', async () => {
      expect(names(await findRowsBy(source, Thing, { name: ['b', 'd', 'z'] }, 'ORDER BY name'))).toEqual([
        'b',
        'd',
      ]);
      expect(await findRowsBy(source, Thing, { name: [] })).toEqual([]);
    });

    it('null stands for no value', async () => {
      expect(names(await findRowsBy(source, Thing, { at: null }))).toEqual(['d']);
    });

    it('one row is one, or null', async () => {
      expect(await findRowBy(source, Thing, { folder: 'a', name: 'c' })).toEqual(rows[1]);
      expect(await findRowBy(source, Thing, { folder: 'a', name: 'z' })).toBeNull();
      expect(asked.at(-1)).toContain('LIMIT 1');
    });
  });

  it('update the columns that differ, in the row with the whole primary key', async () => {
    const others = [thing({ folder: 'x' }), thing({ name: 'y' })];
    await insertRows(source, Thing, [thing(), ...others]);
    asked.length = 0;
    const after = thing({ n: 7, facts: { y: 2 }, text: null });
    expect(await updateRow(source, Thing, { ...thing(), facts: null }, after)).toBe(true);
    expect(asked).toEqual([
      'UPDATE "thing" SET "n" = ?, "facts" = ?, "written_so" = ? WHERE "folder" = ? AND "name" = ?',
    ]);
    expect(await all()).toEqual([after, others[1], others[0]]);
  });

  it('run no statement without a change, and never change the key', async () => {
    const row = thing();
    await insertRows(source, Thing, [row]);
    asked.length = 0;
    expect(await updateRow(source, Thing, row, { ...row })).toBe(false);
    expect(await updateRow(source, Thing, row, { ...row, name: 'other' })).toBe(false);
    expect(asked).toEqual([]);
  });

  it('lock rows only on PostgreSQL', () => {
    const of = (type: string) => heldIn({ connection: { options: { type } } } as unknown as EntityManager);
    expect([of('postgres'), of('better-sqlite3')]).toEqual(['FOR UPDATE', '']);
  });
});

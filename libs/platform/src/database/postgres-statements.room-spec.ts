import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { QueryFailedError } from 'typeorm';
import { startDesk, type TestDesk } from '../../../../test/support/desk.js';
import { Reader } from './reader.js';
import { UnitOfWork } from './unit-of-work.js';

describe('named statements on PostgreSQL', () => {
  let desk: TestDesk;
  beforeAll(async () => {
    desk = await startDesk({ postgres: true });
  }, 60_000);
  afterAll(() => desk.close());

  const rows = (sql: string, values: unknown[] = []) => desk.get(Reader).rows(sql, values);
  const change = (sql: string, values: unknown[] = []) =>
    desk.get(UnitOfWork).run((manager) => new Reader(manager).rows(sql, values));

  it('are parsed once per connection, and run with different values', async () => {
    const sql = 'SELECT $1::int + 1 AS n';
    for (const n of [1, 2, 3]) expect(await rows(sql, [n])).toEqual([{ n: n + 1 }]);
    const prepared = await rows('SELECT statement FROM pg_prepared_statements WHERE statement = $1', [sql]);
    expect(prepared).toEqual([{ statement: sql }]);
  });

  it('still work after a migration has changed their table, alone and in a unit of work', async () => {
    await change('CREATE TABLE grows (a int)');
    await change('INSERT INTO grows VALUES (1)');
    const [sql, other] = ['SELECT * FROM grows', 'SELECT g.* FROM grows g'];
    expect([await rows(sql), await change(other)]).toEqual([[{ a: 1 }], [{ a: 1 }]]);
    await change('ALTER TABLE grows ADD COLUMN b int');
    expect([await rows(sql), await change(other)]).toEqual([[{ a: 1, b: null }], [{ a: 1, b: null }]]);
  });

  it('return the rows of RETURNING', async () => {
    await change('CREATE TABLE changes (a int)');
    expect(await change('INSERT INTO changes VALUES (1), (2)')).toEqual([]);
    expect(await change('UPDATE changes SET a = a + 1 RETURNING a')).toEqual([{ a: 2 }, { a: 3 }]);
    expect(await change('DELETE FROM changes WHERE a = $1 RETURNING a', [3])).toEqual([{ a: 3 }]);
  });

  it('of a failed unit of work leave nothing', async () => {
    await change('CREATE TABLE doomed (a int PRIMARY KEY)');
    const twice = desk.get(UnitOfWork).run(async (manager) => {
      const reader = new Reader(manager);
      await reader.rows('INSERT INTO doomed VALUES ($1)', [1]);
      await reader.rows('INSERT INTO doomed VALUES ($1)', [1]);
    });
    await expect(twice).rejects.toBeInstanceOf(QueryFailedError);
    expect(await rows('SELECT * FROM doomed')).toEqual([]);
  });
});

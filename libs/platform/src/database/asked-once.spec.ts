import type { DataSource, EntityManager } from 'typeorm';
import { answered, askingOnce } from './asked-once.js';
import { UnitOfWork, type Door } from './unit-of-work.js';

describe('a question asked before', () => {
  const source = {} as DataSource;
  let asked: number;
  const ask = (sql = 'SELECT n FROM thing WHERE id = $1', values: unknown[] = ['a'], from = source) =>
    answered<{ n: number }>(from, { sql, values }, () => Promise.resolve([{ n: ++asked }]));
  beforeEach(() => void (asked = 0));

  it('gets the same answer while a page is made, also before the first one came', async () => {
    const both = await askingOnce(() => Promise.all([ask(), ask()]));
    expect([...both, asked]).toEqual([[{ n: 1 }], [{ n: 1 }], 1]);
  });

  it('is asked again for the next page, and where no page is made', async () => {
    await askingOnce(() => ask());
    await askingOnce(() => ask());
    await ask();
    await ask();
    expect(asked).toBe(4);
  });

  it.each([
    ['text', 'SELECT n FROM other WHERE id = $1', ['a']],
    ['value', 'SELECT n FROM thing WHERE id = $1', ['b']],
    ['type of a value', 'SELECT n FROM thing WHERE id = $1', [['a']]],
  ])('is not one with another %s', async (_what, sql, values) => {
    await askingOnce(async () => [await ask(), await ask(sql, values)]);
    expect(asked).toBe(2);
  });

  it('is asked again inside a transaction', async () => {
    const inside = { queryRunner: {} } as EntityManager as never;
    await askingOnce(async () => [await ask(), await ask(undefined, undefined, inside)]);
    expect(asked).toBe(2);
  });

  it('is asked again after a transaction', async () => {
    const door: Door = { perform: (work) => work({ manager: {} as EntityManager, afterCommit: [] }) };
    const seen = await askingOnce(async () => {
      const before = await ask();
      await new UnitOfWork(door).run(() => Promise.resolve());
      return [before, await ask()];
    });
    expect(seen).toEqual([[{ n: 1 }], [{ n: 2 }]]);
  });

  it('is what reads; a change is made each time', async () => {
    await askingOnce(async () => [await ask('UPDATE thing SET n = 1'), await ask('UPDATE thing SET n = 1')]);
    expect(asked).toBe(2);
  });

  it('is answered to each caller with a list of its own', async () => {
    await askingOnce(async () => {
      (await ask()).length = 0;
      expect(await ask()).toEqual([{ n: 1 }]);
    });
  });
});

import { describe, expect, it } from '@jest/globals';
import { QueryFailedError, type DataSource, type EntityManager } from 'typeorm';
import { askPostgres, OUTDATED_PLAN } from './postgres-statements.js';

interface Asked {
  by: 'pool' | 'transaction';
  name?: string;
}
/** A different text each time, as names are kept for the life of the process. */
let texts = 0;
const fresh = () => `SELECT ${++texts} /* ${process.hrtime.bigint()} */`;

/** A server that fails with these codes, one per statement, and then answers. */
function server(...codes: string[]) {
  const asked: Asked[] = [];
  const logged: unknown[] = [];
  const failing = [...codes];
  const connection = (by: Asked['by']) => ({
    query: ({ name }: { name?: string }) => {
      asked.push({ by, name: name! });
      const code = failing.shift();
      return code
        ? Promise.reject(Object.assign(new Error(code), { code }))
        : Promise.resolve({ rows: [{ n: 1 }] });
    },
  });
  const source = {
    driver: { master: connection('pool') },
    logger: { logQuery: (...said: unknown[]) => logged.push(said) },
  };
  const manager = { connection: source, queryRunner: { connect: async () => connection('transaction') } };
  const outside = { connection: source };
  return {
    ...{ asked, logged, source: source as unknown as DataSource },
    ...{ manager: manager as unknown as EntityManager, outside: outside as unknown as EntityManager },
  };
}

describe('a statement run on PostgreSQL', () => {
  it('is recorded with its values, and has the same name each time', async () => {
    const { source, asked, logged } = server();
    const sql = fresh();
    for (const n of [1, 2]) expect(await askPostgres(source, sql, [n])).toEqual([{ n: 1 }]);
    expect(logged).toEqual([
      [sql, [1]],
      [sql, [2]],
    ]);
    expect(asked).toEqual([asked[0], asked[0]]);
    expect(asked[0]).toEqual({ by: 'pool', name: expect.stringMatching(/^s\d+$/) });
  });

  it('has a name different from others', async () => {
    const { source, asked } = server();
    for (const sql of [fresh(), fresh()]) await askPostgres(source, sql, []);
    expect(asked[0]!.name).not.toBe(asked[1]!.name);
  });

  it('uses the connection of its transaction, if any', async () => {
    const { manager, outside, asked } = server();
    await askPostgres(manager, fresh(), []);
    await askPostgres(outside, fresh(), []);
    expect(asked.map(({ by }) => by)).toEqual(['transaction', 'pool']);
  });

  it('whose table has changed runs again under another name', async () => {
    const { source, asked } = server(OUTDATED_PLAN);
    expect(await askPostgres(source, fresh(), [])).toEqual([{ n: 1 }]);
    expect([asked.length, asked[0]!.name === asked[1]!.name]).toEqual([2, false]);
  });

  it('in a transaction gets another name when the transaction is run again', async () => {
    const { manager, asked } = server(OUTDATED_PLAN);
    const sql = fresh();
    await expect(askPostgres(manager, sql, [])).rejects.toMatchObject({
      driverError: { code: OUTDATED_PLAN },
    });
    await askPostgres(manager, sql, []);
    expect([asked.length, asked[0]!.name === asked[1]!.name]).toEqual([2, false]);
  });

  it('that fails otherwise is not run again, and keeps its name', async () => {
    const { source, asked } = server('23505');
    const sql = fresh();
    await expect(askPostgres(source, sql, [7])).rejects.toThrow(QueryFailedError);
    await askPostgres(source, sql, []);
    expect(asked).toEqual([asked[0], asked[0]]);
  });
});

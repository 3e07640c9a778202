import { afterEach, describe, expect, it, jest } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { SqliteDoor } from './sqlite-door.js';

const busy = () => Object.assign(new Error('locked'), { code: 'SQLITE_BUSY_SNAPSHOT' });
/** More turns of the event loop than a group needs. */
const settled = async () => {
  for (let n = 0; n < 20; n++) await new Promise((done) => setImmediate(done));
};

/** A door on a connection that records its statements and throws what `answers` returns for one. */
function doorThat(answers: (statement: string) => Error | undefined = () => undefined) {
  const said: string[] = [];
  const say = (statement: string) => {
    said.push(statement);
    const error = answers(statement);
    if (error) throw error;
  };
  const runner = {
    ...{ manager: {}, isTransactionActive: false },
    startTransaction: async () => {
      runner.isTransactionActive = true;
      say('BEGIN');
    },
    commitTransaction: async () => {
      say('COMMIT');
      runner.isTransactionActive = false;
    },
    rollbackTransaction: async () => {
      say('ROLLBACK');
      runner.isTransactionActive = false;
    },
  };
  const databaseConnection = { prepare: (sql: string) => ({ reader: false, run: () => say(sql) }) };
  const source = { driver: { databaseConnection }, logger: { logQuery: () => undefined } };
  const door = new SqliteDoor({ ...source, createQueryRunner: () => runner } as unknown as DataSource);
  return { door, said, count: (statement: string) => said.filter((one) => one === statement).length };
}
const outcomes = async (units: Promise<unknown>[]) =>
  (await Promise.allSettled(units)).map((one) =>
    one.status === 'fulfilled' ? one.value : String(one.reason),
  );

describe('SqliteDoor', () => {
  afterEach(() => void jest.restoreAllMocks());
  /** Elapsed time (ms) at each reading by the door. */
  const time = (at: () => number) => jest.spyOn(performance, 'now').mockImplementation(at);

  it('gives units that wait together one lock and one commit, each its own savepoint', async () => {
    const { door, said } = doorThat();
    const failing = () => Promise.reject(new Error('no'));
    expect(
      await outcomes([door.perform(async () => 1), door.perform(failing), door.perform(async () => 3)]),
    ).toEqual([...[1, 'Error: no', 3]]);
    expect(said).toEqual([
      ...['BEGIN', 'UPDATE lock_row SET n = n', 'SAVEPOINT unit', 'RELEASE unit', 'SAVEPOINT unit'],
      ...['ROLLBACK TO unit', 'RELEASE unit', 'SAVEPOINT unit', 'RELEASE unit', 'COMMIT'],
    ]);
  });

  it('gives each unit the one connection and no effects', async () => {
    const { door } = doorThat();
    expect(await door.perform(async (unit) => unit)).toEqual({ manager: {}, afterCommit: [] });
  });

  it('lets at most 64 share a commit', async () => {
    time(() => 0);
    const { door, count } = doorThat();
    const units = Array.from({ length: 130 }, (_, n) => door.perform(async () => n));
    expect(await outcomes(units)).toEqual(units.map((_, n) => n));
    expect([count('BEGIN'), count('COMMIT')]).toEqual([3, 3]);
  });

  it('lets none join a commit after 20 ms', async () => {
    let now = 0;
    time(() => now);
    const { door, said } = doorThat();
    const slow = (ms: number) => async () => void (now += ms);
    await outcomes([door.perform(slow(19)), door.perform(slow(1)), door.perform(slow(0))]);
    const groups = said
      .join(' ')
      .split('COMMIT')
      .map((group) => group.split('SAVEPOINT').length - 1);
    expect(groups).toEqual([2, 1, 0]);
  });

  it('lets one join that comes just before the commit', async () => {
    const { door, count } = doorThat();
    let late: Promise<unknown> | undefined;
    await door.perform(async () => void setImmediate(() => (late = door.perform(async () => 2))));
    expect([await late, count('COMMIT')]).toEqual([2, 1]);
  });

  it('accepts units again after all have ended', async () => {
    const { door, count } = doorThat();
    for (const n of [1, 2]) {
      expect(await door.perform(async () => n)).toBe(n);
      await settled();
    }
    expect([count('BEGIN'), count('COMMIT')]).toEqual([2, 2]);
  });

  it('rejects all units of a failed commit, and none that follow', async () => {
    let commits = 0;
    const { door, said } = doorThat((one) =>
      one === 'COMMIT' && ++commits === 1 ? new Error('disk full') : undefined,
    );
    expect(await outcomes([door.perform(async () => 1), door.perform(async () => 2)])).toEqual([
      ...['Error: disk full', 'Error: disk full'],
    ]);
    expect(said.slice(-2)).toEqual(['COMMIT', 'ROLLBACK']);
    expect(await door.perform(async () => 3)).toBe(3);
  });

  it('tries again while another process holds the lock, and rolls back in between', async () => {
    let tries = 0;
    const { door, said } = doorThat((one) => (one.startsWith('UPDATE') && ++tries < 3 ? busy() : undefined));
    expect(await door.perform(async () => 'written')).toBe('written');
    const once = ['BEGIN', 'UPDATE lock_row SET n = n', 'ROLLBACK'];
    expect(said.slice(0, 6)).toEqual([...once, ...once]);
  });

  it('recognises a lock error wrapped by TypeORM', async () => {
    let tries = 0;
    const wrapped = () => Object.assign(new Error('wrapped'), { driverError: busy() });
    const { door } = doorThat((one) => (one === 'BEGIN' && ++tries < 2 ? wrapped() : undefined));
    expect(await door.perform(async () => 'written')).toBe('written');
  });

  it('rejects units as BUSY that have waited ten seconds, and lets others wait', async () => {
    let now = 0;
    time(() => now);
    let tries = 0;
    const { door } = doorThat((one) => {
      if (one !== 'BEGIN' || ++tries > 2) return undefined;
      now = tries === 1 ? 10_000 : 10_001;
      return busy();
    });
    const first = door.perform(async () => 'first');
    now = 1;
    const second = door.perform(async () => 'second');
    await expect(first).rejects.toMatchObject({
      kind: 'BUSY',
      code: 'busy',
      detail: { retryAfterSeconds: 5 },
    });
    expect([await second, tries]).toEqual(['second', 3]);
  });

  it('rejects only the first unit for an error that is not a lock', async () => {
    let tries = 0;
    const { door } = doorThat((one) =>
      one === 'BEGIN' && ++tries === 1 ? new Error('not a database') : undefined,
    );
    expect(await outcomes([door.perform(async () => 1), door.perform(async () => 2)])).toEqual([
      ...['Error: not a database', 2],
    ]);
  });
});

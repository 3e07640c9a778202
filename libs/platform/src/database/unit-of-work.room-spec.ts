import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { DATABASES } from '../../../../test/support/databases.js';
import { startDesk, type TestDesk } from '../../../../test/support/desk.js';
import { WRITE_SOURCE } from './database.module.js';
import type { DataSource } from 'typeorm';
import { Installation } from './platform.entities.js';
import { Reader } from './reader.js';
import { UnitOfWork } from './unit-of-work.js';

const tick = () => new Promise<void>((resolve) => setImmediate(resolve));

/** What can go wrong with one shared connection, and what `UnitOfWork` guarantees. */
describe.each(DATABASES)('UnitOfWork, on %s', (_name, postgres) => {
  let desk: TestDesk;
  let work: UnitOfWork;
  beforeAll(async () => {
    desk = await startDesk({ postgres });
    work = desk.get(UnitOfWork);
  });
  afterAll(() => desk.close());

  const keys = async (prefix: string) =>
    (
      await desk
        .get(Reader)
        .rows<{ key: string }>('SELECT key FROM installation WHERE key LIKE $1', [`${prefix}%`])
    ).map(({ key }) => key);
  const put = (key: string) => work.run((manager) => manager.insert(Installation, { key, value: '' }));

  it('keeps 150 of 200 parallel submits when 50 roll back', async () => {
    const submits = Array.from({ length: 200 }, (_, n) =>
      work.run(async (manager) => {
        await manager.insert(Installation, { key: `many-${n}`, value: '' });
        await tick();
        if (n % 4 === 0) throw new Error('changed my mind');
      }),
    );
    const settled = await Promise.allSettled(submits);
    expect(settled.filter(({ status }) => status === 'rejected')).toHaveLength(50);
    expect(await keys('many-')).toHaveLength(150);
  });

  it('lets 100 parallel units read beside their transactions', async () => {
    const reader = desk.get(Reader);
    const units = Array.from({ length: 100 }, (_, n) =>
      work.run(async (manager) => {
        await manager.insert(Installation, { key: `reading-${n}`, value: '' });
        return reader.row<{ n: number }>('SELECT 1 AS n');
      }),
    );
    expect(await Promise.all(units)).toEqual(units.map(() => ({ n: 1 })));
    expect(await keys('reading-')).toHaveLength(100);
  });

  it('refuses to write on the connection that reads', async () => {
    await expect(desk.get(Reader).rows("INSERT INTO installation VALUES ('x', 'y')")).rejects.toThrow(
      /read-?only/i,
    );
    expect(await keys('x')).toEqual([]);
  });

  it('never rolls a later unit back with an earlier one', async () => {
    const failing = work.run(async (manager) => {
      await manager.insert(Installation, { key: 'pair-a', value: '' });
      await tick();
      throw new Error('no');
    });
    const healthy = put('pair-b');
    await expect(failing).rejects.toThrow('no');
    await healthy;
    expect(await keys('pair-')).toEqual(['pair-b']);
  });

  it('shows readers nothing that is not committed', async () => {
    let seen: string[] = ['?'];
    await work.run(async (manager) => {
      await manager.insert(Installation, { key: 'unseen', value: '' });
      seen = await keys('unseen');
    });
    expect(seen).toEqual([]);
    expect(await keys('unseen')).toEqual(['unseen']);
  });

  it('joins inner calls, and an inner error rolls back the whole even when it is caught', async () => {
    const whole = work.run(async () => {
      await put('inner-1');
      await work.run(() => Promise.reject(new Error('inner'))).catch(() => undefined);
      await put('inner-2');
    });
    await expect(whole).rejects.toThrow('inner');
    expect(await keys('inner-')).toEqual([]);
  });

  it('runs effects after the commit, none of a unit that failed', async () => {
    const effects: string[] = [];
    await work.run(async () => work.afterCommit(() => effects.push('kept')));
    await work
      .run(async () => {
        work.afterCommit(() => effects.push('lost'));
        throw new Error('no');
      })
      .catch(() => undefined);
    expect(effects).toEqual(['kept']);
  });

  it('runs effects of inner calls after the outer commit, in order, each also when the one before failed', async () => {
    const seen: [string, string[]][] = [];
    const looks: Promise<unknown>[] = [];
    const note = (what: string) => () => {
      seen.push([what, []]);
      looks.push(keys('later-').then((found) => seen.find(([name]) => name === what)![1].push(...found)));
    };
    await work.run(async () => {
      await work.run(async (manager) => {
        await manager.insert(Installation, { key: 'later-inner', value: '' });
        work.afterCommit(note('first'));
      });
      expect(seen).toEqual([]);
      work.afterCommit(() => {
        throw new Error('an effect fails');
      });
      work.afterCommit(note('second'));
    });
    await Promise.all(looks);
    expect(seen).toEqual([
      ['first', ['later-inner']],
      ['second', ['later-inner']],
    ]);
  });

  it('runs an effect at once where no unit is open, and an effect that writes in a unit of its own', async () => {
    let done = false;
    work.afterCommit(() => (done = true));
    expect(done).toBe(true);
    let writing: Promise<unknown> | undefined;
    await work.run(async () => work.afterCommit(() => (writing = put('own-unit'))));
    await writing;
    expect(await keys('own-unit')).toEqual(['own-unit']);
  });

  it('leaves no row and no effect of a unit with an inner error, also when the outer call succeeds', async () => {
    const effects: string[] = [];
    const whole = work.run(async () => {
      await put('doomed-1');
      work.afterCommit(() => effects.push('outer'));
      const inner = work.run(async () => {
        await put('doomed-2');
        work.afterCommit(() => effects.push('inner'));
        throw new Error('the first of them');
      });
      await inner.catch(() => undefined);
      await work.run(() => Promise.reject(new Error('the second'))).catch(() => undefined);
      return 'well';
    });
    await expect(whole).rejects.toThrow('the first of them');
    expect([await keys('doomed-'), effects]).toEqual([[], []]);
  });

  it('returns the result of a unit only when its rows can be read', async () => {
    const answer = await work.run(async (manager) => {
      await manager.insert(Installation, { key: 'answer', value: '' });
      return 'answer';
    });
    expect(await keys('answer')).toEqual([answer]);
  });

  it('works after a statement that failed', async () => {
    await put('twice');
    await expect(put('twice')).rejects.toThrow(/unique/i);
    await put('after');
    expect(await keys('after')).toEqual(['after']);
  });
});

describe('SQLite itself', () => {
  let desk: TestDesk;
  beforeAll(async () => {
    desk = await startDesk();
  });
  afterAll(() => desk.close());

  it('is durable: WAL and synchronous=FULL', async () => {
    const source = desk.get<DataSource>(WRITE_SOURCE);
    expect(await source.query('PRAGMA journal_mode')).toEqual([{ journal_mode: 'wal' }]);
    expect(await source.query('PRAGMA synchronous')).toEqual([{ synchronous: 2 }]);
  });

  it('reads in the same mode', async () => {
    expect(await desk.get(Reader).rows('PRAGMA journal_mode')).toEqual([{ journal_mode: 'wal' }]);
  });

  it('waits for the lock of another process without blocking this one', async () => {
    const script = `const db = new (require('better-sqlite3'))(process.argv[1]);
      db.exec('BEGIN IMMEDIATE');
      console.log('held');
      setTimeout(() => { db.exec('COMMIT'); }, 400)`;
    const other = spawn(process.execPath, ['-e', script, `${desk.folder}/desk.sqlite`], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const ended = once(other, 'exit');
    await once(other.stdout, 'data');
    const written = desk
      .get(UnitOfWork)
      .run((manager) => manager.insert(Installation, { key: 'waited', value: '' }));
    let turns = 0;
    const counting = setInterval(() => turns++, 10);
    await written;
    clearInterval(counting);
    await ended;
    expect(turns).toBeGreaterThan(3);
  });

  it('adds up exactly when two processes read, change and write at once', async () => {
    const script = `const db = new (require('better-sqlite3'))(process.argv[1], { timeout: 10000 });
      for (let i = 0; i < 200; i++)
        db.transaction(() => {
          const { n } = db.prepare('SELECT n FROM lock_row').get();
          db.prepare('UPDATE lock_row SET n = ?').run(n + 1);
        }).immediate();`;
    const other = spawn(process.execPath, ['-e', script, `${desk.folder}/desk.sqlite`], { stdio: 'inherit' });
    const ours = Array.from({ length: 200 }, () =>
      desk.get(UnitOfWork).run(async (manager) => {
        const [{ n }] = (await manager.query('SELECT n FROM lock_row')) as [{ n: number }];
        await manager.query('UPDATE lock_row SET n = ?', [n + 1]);
      }),
    );
    await Promise.all([...ours, once(other, 'exit')]);
    expect(await desk.get(Reader).rows('SELECT n FROM lock_row')).toEqual([{ n: 400 }]);
  });
});

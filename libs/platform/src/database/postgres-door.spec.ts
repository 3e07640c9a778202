import { describe, expect, it } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { PostgresDoor } from './postgres-door.js';

const failure = (code?: string, table?: string) =>
  Object.assign(new Error(`failed with ${code}`), { driverError: { code, table } });

/** A door whose connections record their statements; `fails`: which of them throw. */
function doorThat(fails: Partial<Record<'begin' | 'commit' | 'rollback', Error>> = {}) {
  const said: string[] = [];
  const step = (
    name: 'begin' | 'commit' | 'rollback',
    active: boolean,
    runner: { isTransactionActive: boolean },
  ) => {
    said.push(name);
    if (fails[name]) return Promise.reject(fails[name]);
    runner.isTransactionActive = active;
    return Promise.resolve();
  };
  const createQueryRunner = () => {
    const runner = {
      ...{
        manager: { number: said.filter((one) => one === 'connection').length },
        isTransactionActive: false,
      },
      startTransaction: () => step('begin', true, runner),
      commitTransaction: () => step('commit', false, runner),
      rollbackTransaction: () => step('rollback', false, runner),
      release: () => Promise.resolve(said.push('released')),
    };
    said.push('connection');
    return runner;
  };
  return { said, door: new PostgresDoor({ createQueryRunner } as unknown as DataSource) };
}
const ONCE = ['connection', 'begin', 'commit', 'released'];
const LOST = ['connection', 'begin', 'rollback', 'released'];

describe('PostgresDoor', () => {
  it('gives each unit its own connection, which is released', async () => {
    const { door, said } = doorThat();
    const units: unknown[] = [];
    expect(await door.perform((unit) => Promise.resolve(units.push(unit)))).toBe(1);
    expect(said).toEqual(ONCE);
    expect(units).toEqual([{ manager: { number: 0 }, afterCommit: [] }]);
  });

  it.each([
    ['40001', undefined],
    ['40P01', undefined],
    ['0A000', undefined],
    ['23505', 'idempotency_key'],
    ['23505', 'history_event'],
  ])('one that lost a race (%s on %s) is run again, on another connection', async (code, table) => {
    const { door, said } = doorThat();
    let tried = 0;
    const work = () => (++tried === 1 ? Promise.reject(failure(code, table)) : Promise.resolve('done'));
    expect(await door.perform(work)).toBe('done');
    expect(said).toEqual([...LOST, ...ONCE]);
  });

  it('runs a unit at most five times, then throws its error', async () => {
    const { door, said } = doorThat();
    let tried = 0;
    const work = () => Promise.reject(failure('40001', String(++tried)));
    await expect(door.perform(work)).rejects.toMatchObject({ driverError: { table: '5' } });
    expect([tried, said]).toEqual([5, Array.from({ length: 5 }, () => LOST).flat()]);
  });

  it.each([
    failure('23505', 'staff'),
    failure('23505'),
    failure('23503', 'history_event'),
    failure(undefined, 'history_event'),
    failure(),
    new Error('changed my mind'),
  ])('any other error is told at once: %s', async (error) => {
    const { door, said } = doorThat();
    let tried = 0;
    const work = async () => {
      throw ++tried === 1 ? error : new Error('was run again');
    };
    await expect(door.perform(work)).rejects.toBe(error);
    expect(said).toEqual(LOST);
  });

  it('rolls back a failed commit and throws its error', async () => {
    const { door, said } = doorThat({ commit: new Error('gone') });
    await expect(door.perform(() => Promise.resolve())).rejects.toThrow('gone');
    expect(said).toEqual(['connection', 'begin', 'commit', 'rollback', 'released']);
  });

  it('rolls nothing back without a transaction, and releases the connection', async () => {
    const { door, said } = doorThat({ begin: new Error('refused') });
    await expect(door.perform(() => Promise.resolve())).rejects.toThrow('refused');
    expect(said).toEqual(['connection', 'begin', 'released']);
  });

  it('throws the first of two errors', async () => {
    const { door } = doorThat({ rollback: new Error('the connection is gone') });
    await expect(door.perform(() => Promise.reject(new Error('the cause')))).rejects.toThrow('the cause');
  });
});

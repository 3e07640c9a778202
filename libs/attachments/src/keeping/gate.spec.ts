import { describe, expect, it } from '@jest/globals';
import type { BlobStore, UnitOfWork } from '@app/platform';
import { Gate } from './gate.js';
import { Removals } from './removals.js';

describe('a gate', () => {
  it('lets three of a hundred through at once, in the order in which they came, also after failures', async () => {
    const gate = new Gate(3);
    const begun: number[] = [];
    let [inside, most] = [0, 0];
    const work = async (n: number) => {
      begun.push(n);
      most = Math.max(most, ++inside);
      await new Promise(setImmediate);
      inside--;
      if (n % 3 === 0) throw new Error('failed');
    };
    const all = Array.from({ length: 100 }, (_, n) => n);
    const ended = await Promise.allSettled(all.map((n) => gate.pass(() => work(n))));
    expect(ended.filter(({ status }) => status === 'rejected')).toHaveLength(34);
    expect([begun, most]).toEqual([all, 3]);
    expect(await gate.pass(() => Promise.resolve('result'))).toBe('result');
  });
});

describe('removals of files', () => {
  function removals() {
    const ends = new Map<string, PromiseWithResolvers<void>>();
    const begun: string[] = [];
    const commits: (() => void)[] = [];
    const remove = (name: string) => {
      begun.push(name);
      ends.set(name, Promise.withResolvers());
      return ends.get(name)!.promise;
    };
    const work = { afterCommit: (then: () => void) => void commits.push(then) };
    const of = new Removals({ remove } as BlobStore, work as unknown as UnitOfWork);
    return { of, ends, begun, commit: () => commits.forEach((then) => then()) };
  }

  it('begin once the transaction is committed, and are waited for', async () => {
    const { of, ends, begun, commit } = removals();
    of.afterCommit(['a', 'b']);
    expect(begun).toEqual([]);
    commit();
    expect(begun).toEqual(['a', 'b']);
    let isSettled = false;
    const settled = of.settled().then(() => (isSettled = true));
    ends.get('a')!.resolve();
    await new Promise(setImmediate);
    expect(isSettled).toBe(false);
    ends.get('b')!.reject(new Error('disk'));
    await settled;
    expect(isSettled).toBe(true);
  });

  it('are forgotten when they have ended', async () => {
    const { of, ends, commit } = removals();
    of.afterCommit(['a']);
    commit();
    ends.get('a')!.resolve();
    await of.settled();
    expect((of as unknown as { running: Set<unknown> }).running.size).toBe(0);
  });
});

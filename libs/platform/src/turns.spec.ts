import { describe, expect, it } from '@jest/globals';
import { Turns } from './turns.js';

describe('turns', () => {
  it('run work with the same key one after the other, also after one that failed', async () => {
    const turns = new Turns();
    const said: string[] = [];
    const gates = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const work = (name: string, gate?: Promise<void>) => async () => {
      said.push(`${name} begins`);
      await gate;
      said.push(`${name} ends`);
      return name;
    };
    const first = turns.take('a', async () => {
      await work('first', gates[0]!.promise)();
      throw new Error('fails');
    });
    const second = turns.take('a', work('second'));
    const other = turns.take('b', work('other', gates[1]!.promise));
    expect(said).toEqual(['first begins', 'other begins']);
    gates[0]!.resolve();
    await expect(first).rejects.toThrow('fails');
    expect(await second).toBe('second');
    expect(said).toEqual(['first begins', 'other begins', 'first ends', 'second begins', 'second ends']);
    gates[1]!.resolve();
    expect(await other).toBe('other');
    expect(await turns.take('a', work('third'))).toBe('third');
  });
});

import { describe, expect, it } from '@jest/globals';
import { KeptFor } from './kept-for.js';

/** Each answer has a number of its own. */
function counting({ most = 10 } = {}) {
  const kept = new KeptFor<number>(60, most);
  let asked = 0;
  const of = (key: string, now: number) => kept.of(key, now, () => Promise.resolve(++asked));
  return { kept, of };
}

describe('an answer that is kept for a time', () => {
  it('is found again when the time is over', async () => {
    const { of } = counting();
    expect([await of('a', 0), await of('a', 59), await of('a', 60), await of('a', 119)]).toEqual([
      1, 1, 2, 2,
    ]);
  });

  it('is one of its own for each key', async () => {
    const { of } = counting();
    expect([await of('a', 0), await of('b', 0), await of('a', 0)]).toEqual([1, 2, 1]);
  });

  it('is found once when a hundred ask at once', async () => {
    const { of } = counting();
    const answers = await Promise.all(Array.from({ length: 100 }, () => of('a', 0)));
    expect(new Set(answers)).toEqual(new Set([1]));
  });

  it('is forgotten, the oldest first, where there are too many', async () => {
    const { of } = counting({ most: 2 });
    await of('a', 0);
    await of('b', 0);
    await of('a', 60); // found again: `b` is the oldest now
    await of('c', 60);
    expect([await of('a', 61), await of('c', 61), await of('b', 61)]).toEqual([3, 4, 5]);
  });

  it('is not kept where it fails; nor does a late failure end a newer one', async () => {
    const { kept, of } = counting();
    let fail = () => {};
    const failing = kept.of(
      'a',
      0,
      () => new Promise((_, reject) => (fail = () => reject(new Error('gone')))),
    );
    expect(await of('a', 60)).toBe(1);
    fail();
    await expect(failing).rejects.toThrow('gone');
    expect(await of('a', 61)).toBe(1);
    const refused = () => Promise.reject(new Error('refused'));
    await expect(kept.of('b', 0, refused)).rejects.toThrow('refused');
    expect(await of('b', 0)).toBe(2);
  });
});

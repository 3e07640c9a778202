import { describe, expect, it } from '@jest/globals';
import { Pace } from './pace.js';

describe('the rows of one transaction', () => {
  const after = (...notes: [rows: number, ms: number][]) => {
    const pace = new Pace();
    for (const [rows, ms] of notes) pace.note(rows, ms);
    return pace.rows;
  };

  it.each<[string, [number, number][], number]>([
    ['begin in the middle', [], 100],
    ['are fewer after one that took long', [[100, 41]], 60],
    ['stay after one that was neither long nor short', [[100, 40]], 100],
    ['stay after one that was not short', [[100, 20]], 100],
    ['are more after a full one that was short', [[100, 19]], 120],
    ['stay after a short one that was not full', [[99, 1]], 100],
  ])('%s', (_what, notes, rows) => expect(after(...notes)).toBe(rows));

  it('are never more than 200 nor fewer than 10', () => {
    expect(after(...Array.from({ length: 20 }, (): [number, number] => [200, 1]))).toBe(200);
    expect(after(...Array.from({ length: 20 }, (): [number, number] => [200, 100]))).toBe(10);
  });
});

import { describe, expect, it } from '@jest/globals';
import { hours, minutes } from '../time/taipei.js';
import { nextTry } from './back-off.js';

const ID = '0198c9a4-5b7e-7c31-9f6e-2f1f0a7d0000';

describe('when a row is tried again', () => {
  const wait = (attempts: number) => nextTry({ id: ID, attempts, createdAt: 0 }, hours(1))! - hours(1);
  it('after 1, 5, 15, 30 minutes, then hourly', () => {
    expect([1, 2, 3, 4, 5, 20].map(wait)).toEqual([1, 5, 15, 30, 60, 60].map(minutes));
  });
  it('up to a tenth later, each row by a share of its own', () => {
    const last = { id: `${ID.slice(0, -4)}ffff`, attempts: 5, createdAt: 0 };
    expect(nextTry(last, 0)).toBe(minutes(66));
    expect(nextTry({ ...last, id: 'no number' }, 0)).toBe(minutes(60));
  });
  it('no more after three days', () => {
    const row = { id: ID, attempts: 70, createdAt: 0 };
    expect([nextTry(row, hours(72) - 1), nextTry(row, hours(72))]).toEqual([expect.any(Number), null]);
  });
  it('three days from the day that it was held back for', () => {
    const held = { id: ID, attempts: 1, createdAt: 0, heldUntil: hours(100) };
    expect([nextTry(held, hours(172) - 1), nextTry(held, hours(172))]).toEqual([expect.any(Number), null]);
  });
});

import { describe, expect, it } from '@jest/globals';
import { hours, minutes } from '../time/taipei.js';
import { nextTry } from './back-off.js';

const ID = '0198c9a4-5b7e-7c31-9f6e-2f1f0a7d0000';

describe('the back-off of a row', () => {
  const wait = (attempts: number) => nextTry({ id: ID, attempts, createdAt: 0 }, hours(1))! - hours(1);
  it('is 1, 5, 15, 30 minutes, then hourly', () => {
    expect([1, 2, 3, 4, 5, 20].map(wait)).toEqual([1, 5, 15, 30, 60, 60].map(minutes));
  });
  it('is up to a tenth longer, by an amount fixed for each row', () => {
    const last = { id: `${ID.slice(0, -4)}ffff`, attempts: 5, createdAt: 0 };
    expect(nextTry(last, 0)).toBe(minutes(66));
    expect(nextTry({ ...last, id: 'no number' }, 0)).toBe(minutes(60));
  });
  it('ends after three days', () => {
    const row = { id: ID, attempts: 70, createdAt: 0 };
    expect([nextTry(row, hours(72) - 1), nextTry(row, hours(72))]).toEqual([expect.any(Number), null]);
  });
  it('ends three days after the day until which the row was held', () => {
    const held = { id: ID, attempts: 1, createdAt: 0, heldUntil: hours(100) };
    expect([nextTry(held, hours(172) - 1), nextTry(held, hours(172))]).toEqual([expect.any(Number), null]);
  });
});

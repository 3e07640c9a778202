import { describe, expect, it } from '@jest/globals';
import { encodingFor, worthIt } from './encoding.js';

describe('the encoding of an answer', () => {
  it.each([
    ['br, gzip', 'br'],
    ['gzip, br', 'br'],
    ['gzip', 'gzip'],
    ['GZIP', 'gzip'],
    ['br;q=0, gzip', 'gzip'],
    ['br;q=0.001', 'br'],
    ['*', 'br'],
    ['*;q=0', undefined],
    ['br;q=0, *', 'gzip'],
    ['*;q=0, gzip;q=1', 'gzip'],
    ['identity', undefined],
    ['deflate', undefined],
    ['', undefined],
    [undefined, undefined],
  ])('for a client that takes %j is %j', (accepts, encoding) => expect(encodingFor(accepts)).toBe(encoding));

  it('is none where headers would weigh more than what is saved', () => {
    expect(worthIt('x'.repeat(1_023))).toBe(false);
    expect(worthIt('x'.repeat(1_024))).toBe(true);
    expect(worthIt('字'.repeat(400))).toBe(true);
  });
});

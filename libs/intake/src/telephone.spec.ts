import { describe, expect, it } from '@jest/globals';
import { e164, shownPhone } from './telephone.js';

describe('telephone numbers', () => {
  it.each([
    ['0912-345-678', '+886912345678'],
    ['０９１２３４５６７８', '+886912345678'],
    ['(02)2720-8889', '+886227208889'],
    ['+886 912 345 678', '+886912345678'],
    ['+1 202 456 1111', '+12024561111'],
  ])('%s is %s', (typed, expected) => expect(e164(typed)).toBe(expected));

  it.each(['0000', '12345', 'call me', '0912-345', ''])('%s is not a telephone number', (typed) =>
    expect(e164(typed)).toBeUndefined(),
  );

  it.each([
    ['+886912345678', '0912-345-678'],
    ['+886227208889', '02-2720-8889'],
    ['+12024561111', '+1-202-456-1111'],
    ['call me', 'call me'],
  ])('%s is shown as %s', (number, shown) => expect(shownPhone(number)).toBe(shown));
});

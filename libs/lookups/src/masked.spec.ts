import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { masked } from './masked.js';

describe('masked contact details', () => {
  it.each([
    ['王小明', '王○明'],
    ['王明', '王○'],
    ['王', '王○'],
    ['歐陽小明', '歐○○明'],
    ['Diego Vega', 'D*** V***'],
    ["Anne-Marie O'Neill", 'A*** O***'],
    ['J Li', 'J L***'],
    ['𠮷野家', '𠮷○家'],
  ])('the name %s as %s', (name, shown) => {
    expect(masked({ name, email: null, phone: null }).name).toBe(shown);
  });

  it('an address keeps its first sign and its domain, a number its last three digits', () => {
    expect(masked({ name: '王', email: 'ming.wang@example.tw', phone: '+886912345678' })).toMatchObject({
      email: 'm***@example.tw',
      phone: '***678',
    });
    expect(masked({ name: '王', email: 'a@b.tw', phone: null })).toMatchObject({
      email: 'a***@b.tw',
      phone: null,
    });
  });

  it('never shows a Chinese name of more than one sign whole', () => {
    const han = fc.string({ unit: fc.constantFrom(...'王李張小明華國𠮷'), minLength: 2, maxLength: 6 });
    fc.assert(
      fc.property(han, (name) => expect(masked({ name, email: null, phone: null }).name).not.toBe(name)),
    );
  });
});

import { describe, expect, it } from '@jest/globals';
import { Keyring } from '@app/platform';
import * as fc from 'fast-check';
import { lookupCode, spacedCode, typedCode } from './lookup-code.js';

const runs = { numRuns: Number(process.env['FC_RUNS'] ?? 30) };
const keyring = new Keyring('a secret of thirty-two characters');

describe('lookup codes', () => {
  it('have ten of 31 characters, no two of which look alike', () =>
    fc.assert(
      fc.property(fc.uuid(), fc.nat(), (id, version) => {
        expect(lookupCode(keyring, id, version)).toMatch(/^[2-9A-HJKMNP-Z]{10}$/);
      }),
      runs,
    ));

  it('use every one of the 31 characters', () => {
    const codes = Array.from({ length: 200 }, (_, n) => lookupCode(keyring, 'case', n));
    expect([...new Set(codes.join(''))].toSorted().join('')).toBe('23456789ABCDEFGHJKMNPQRSTUVWXYZ');
    expect(new Set(codes).size).toBe(200);
  });

  it('depend on the installation, the case and the version, and on nothing else', () => {
    const code = lookupCode(keyring, 'case', 1);
    expect(lookupCode(keyring, 'case', 1)).toBe(code);
    const others = [
      lookupCode(keyring, 'case', 2),
      lookupCode(keyring, 'other', 1),
      lookupCode(new Keyring('another secret of thirty-two signs'), 'case', 1),
    ];
    expect(new Set([code, ...others]).size).toBe(4);
  });

  it('never change for the same input', () => expect(lookupCode(keyring, 'case', 1)).toBe('R5DYZA9A8T'));

  it('are shown in two halves', () => expect(spacedCode('ABCDEFGHJK')).toBe('ABCDE-FGHJK'));

  it.each([
    'ABCDE-FGHJK',
    'abcde fghjk',
    ' ＡＢＣＤＥ－ＦＧＨＪＫ ',
    'a.b.c.d.e f/g/h/j/k',
    'ABCDE\u2010FGHJK',
  ])('typed as %j are the same', (typed) => expect(typedCode(typed)).toBe('ABCDEFGHJK'));

  it('are not corrected to characters that look alike', () => expect(typedCode('O0I1L')).toBe('O0I1L'));
});

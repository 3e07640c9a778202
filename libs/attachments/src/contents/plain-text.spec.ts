import { describe, expect, it } from '@jest/globals';
import { bytes, pdf } from '../../../../test/support/sample-files.js';
import { checkPdf } from './pdf.js';
import { checkText } from './plain-text.js';
import { contentOf, outcome } from './spec-support.js';

const UNKNOWN = 'file-type-unknown';
const utf16 = (text: string) => Buffer.from(`\uFEFF${text}`, 'utf16le');

describe('a text', () => {
  const look = (of: Buffer, piece = 7) => outcome(() => checkText(() => contentOf(of, piece).stream()));

  it.each([
    ['of nothing', Buffer.alloc(0), 'read'],
    ['in UTF-8', Buffer.from('路燈\t不亮\r\n\f'), 'read'],
    ['in Big5', bytes([0xb8, 0xf4, 0xbf, 0x4f], 'a'), 'read'],
    ['in UTF-16', utf16('ab路'), 'read'],
    ['in UTF-16 of the other order', utf16('ab路').swap16(), 'read'],
    ['in UTF-16 without its mark', utf16('ab路').subarray(2), UNKNOWN],
    ['in UTF-16 with a bell', utf16('a\u0007'), UNKNOWN],
    ['in UTF-16 that is cut off', utf16('ab').subarray(0, -1), UNKNOWN],
    ['in no encoding', Buffer.from([0x80, 0xff, 0x80]), UNKNOWN],
    ['that ends within a character', bytes('a', [0xe8]), UNKNOWN],
    ['with a zero', bytes('a\0b'), UNKNOWN],
    ['with a control character of Latin 1', Buffer.from('a\u0085b'), UNKNOWN],
  ])('%s: %s', async (_what, of, code) => {
    for (const piece of [1, 2, 7, 100]) expect(await look(of, piece)).toBe(code);
  });

  it('is looked into for markup in its first kilobyte', async () => {
    const at = (place: number) =>
      Buffer.from(`${'a'.repeat(place)}<script>alert(1)</script>${'a'.repeat(3_000)}`);
    for (const piece of [64, 4_000]) {
      expect(await look(at(1_000), piece)).toBe(UNKNOWN);
      expect(await look(at(1_024), piece)).toBe('read');
      expect(await look(at(2_000), piece)).toBe('read');
    }
  });

  it('that the disk does not give is no damage of the file', async () => {
    const failing = Object.assign(new Error('disk'), { code: 'EIO' });
    async function* broken(): AsyncGenerator<Uint8Array> {
      yield Buffer.from('ab');
      throw failing;
    }
    await expect(checkText(broken)).rejects.toBe(failing);
  });
});

describe('a PDF', () => {
  const look = (of: Buffer) => outcome(() => checkPdf(contentOf(of)));
  const ending = (blanks: string, before = '%PDF-1.7\n') => bytes(before, '%%EOF', blanks);

  it.each([
    ['at once', ending(''), 'read'],
    ['with blanks', ending('\r\n \0\0\t'), 'read'],
    ['with as many as are looked at', ending(' '.repeat(2_048 - 5)), 'read'],
    ['with one more', ending(' '.repeat(2_048 - 4)), 'file-damaged'],
    ['with another byte', ending('\nx'), 'file-mixed'],
    ['with blanks after another byte', ending('x\n'), 'file-mixed'],
    ['never', Buffer.from('%PDF-1.7\n%%EO'), 'file-damaged'],
    ['with its mark alone', Buffer.from('%%EOF'), 'read'],
  ])('ends %s: %s', async (_what, of, code) => expect(await look(of)).toBe(code));

  it('has no page for a browser in its first kilobyte', async () => {
    expect(await look(pdf(`${' '.repeat(990)}<html>`))).toBe('file-mixed');
    expect(await look(pdf(`${' '.repeat(1_024)}<html>`))).toBe('read');
  });
});

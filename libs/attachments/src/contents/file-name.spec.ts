import { describe, expect, it } from '@jest/globals';
import { cleanName, extensionOf, nameFor } from './file-name.js';

describe('the name of a file', () => {
  it.each([
    ['路燈照片.jpg', '路燈照片.jpg'],
    ['مستند.pdf', 'مستند.pdf'],
    ['cafe\u0301.pdf', 'café.pdf'],
    ['👩‍👩‍👧.png', '👩‍👩‍👧.png'],
    ['../../etc/passwd', 'passwd'],
    ['..\\..\\windows\\a.txt', 'a.txt'],
    ['C:\\Users\\me\\信.docx', '信.docx'],
    ['/etc/', '附件'],
    ['..', '附件'],
    ['', '附件'],
    ['\u200B\u3164', '附件'],
    ['.htaccess', 'htaccess'],
    ['a.pdf. . ', 'a.pdf'],
    [' .. a.pdf', 'a.pdf'],
    ['invoice\u202Efdp.exe', 'invoicefdp.exe'],
    ['\u2066a\u2069\u200Fb\u061C.pdf', 'ab.pdf'],
    ['a\0b\r\nc\u0085.pdf', 'abc.pdf'],
    ['a\u2028b.pdf', 'ab.pdf'],
    ['a"b<c>|d?*.pdf', 'a_b_c__d__.pdf'],
    ['con.txt', '_con.txt'],
    ['LPT1', '_LPT1'],
    ['a\uD800b.pdf', 'a\uFFFDb.pdf'],
  ])('%j is kept as %j', (raw, clean) => expect(cleanName(raw)).toBe(clean));

  it('has at most 255 bytes, its extension kept and no letter cut in two', () => {
    const long = cleanName(`${'路'.repeat(300)}.jpeg`);
    expect([Buffer.byteLength(long), long.endsWith('路.jpeg')]).toEqual([3 * 83 + 5, true]);
    const family = cleanName(`${'👩‍👩‍👧'.repeat(50)}.png`);
    expect(family).toBe(`${'👩‍👩‍👧'.repeat(13)}.png`);
    expect(Buffer.byteLength(cleanName('a'.repeat(255)))).toBe(255);
    expect(cleanName(`${'a'.repeat(255)}b`)).toBe('a'.repeat(255));
  });

  it.each([
    ['a.PDF', 'pdf'],
    ['a.tar.gz', 'gz'],
    ['a', ''],
    ['a.', ''],
    ['a.b c', ''],
    ['路.圖', '圖'],
  ])('has an extension: %j', (name, extension) => expect(extensionOf(name)).toBe(extension));

  it('gets the extension of what it is where it has none, and must not have another', () => {
    expect(nameFor('pdf', '公文')).toBe('公文.pdf');
    expect(nameFor('jpg', 'a.JPEG')).toBe('a.JPEG');
    expect(nameFor('txt', 'a'.repeat(255))).toBe(`${'a'.repeat(251)}.txt`);
    for (const [kind, name] of [
      ['pdf', 'a.exe'],
      ['png', 'a.jpg'],
      ['txt', 'a.html'],
      ['txt', 'a.svg'],
      ['docx', 'a.docm'],
    ] as const)
      expect(() => nameFor(kind, name)).toThrow(
        expect.objectContaining({
          detail: {
            fields: [
              {
                ...{ field: 'files', code: 'file-name-differs' },
                params: { extension: name.split('.')[1], kind },
              },
            ],
          },
        }),
      );
  });
});

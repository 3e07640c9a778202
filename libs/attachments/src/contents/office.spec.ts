import { describe, expect, it } from '@jest/globals';
import { bytes, odf, ooxml, zip } from '../../../../test/support/sample-files.js';
import { officeKind } from './office.js';
import { contentOf, outcome } from './spec-support.js';

const kind = (whole: Buffer) => officeKind(contentOf(whole));
const look = (whole: Buffer) => outcome(() => kind(whole));
const ODT = 'application/vnd.oasis.opendocument.text';
const typed = (body: string, name = 'mimetype') =>
  zip([
    { name, body, stored: true },
    { name: 'content.xml', body: '<x/>' },
  ]);
const TYPES = '[Content_Types].xml';
const MAIN = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml';

describe('an office document', () => {
  it('of ODF begins with its type, wherever the directory lists it', async () => {
    const whole = odf('odt');
    const end = whole.subarray(-22);
    const [from, length] = [end.readUInt32LE(16), end.readUInt32LE(12)];
    const second = whole.indexOf('PK\x01\x02', from + 4, 'latin1');
    const [first, rest] = [whole.subarray(from, second), whole.subarray(second, from + length)];
    expect(await kind(bytes(whole.subarray(0, from), rest, first, end))).toBe('odt');
  });

  it('of ODF may have blanks after its type, which is at most 200 bytes', async () => {
    expect(await kind(typed(`${ODT}\n`))).toBe('odt');
    expect(await look(typed(ODT.padEnd(200)))).toBe('read');
    expect(await look(typed(ODT.padEnd(201)))).toBe('file-bomb');
    expect(await look(typed(ODT, 'mimetypes'))).toBe('file-type-unknown');
  });

  it('of Office has its types in a part of up to a megabyte', async () => {
    const of = (length: number) =>
      zip([{ name: TYPES, body: `<x="${MAIN}"/>`.padEnd(length), stored: true }]);
    expect(await kind(of(300))).toBe('docx');
    expect(await kind(of(1024 * 1024))).toBe('docx');
    expect(await look(of(1024 * 1024 + 1))).toBe('file-bomb');
  });

  it('that has its types twice is damaged, as programs differ in which they read', async () => {
    const types = { name: TYPES, body: `<x="${MAIN}"/>` };
    expect(await look(zip([types]))).toBe('read');
    expect(await look(zip([types, { ...types, body: 'other' }]))).toBe('file-damaged');
    expect(
      await look(
        odf(
          'odt',
          [1, 2].map((n) => ({ name: 'META-INF/manifest.xml', body: `${n}` })),
        ),
      ),
    ).toBe('file-damaged');
  });

  it('may have another document inside of up to four megabytes', async () => {
    const of = (more: number) => {
      const body = zip([{ name: 'a', body: Buffer.alloc(more), stored: true }]);
      return { length: body.length, whole: ooxml('docx', [{ name: 'a.xlsx', body, stored: true }]) };
    };
    const most = 4 * 1024 * 1024;
    const room = most - of(0).length;
    expect([of(room).length, await look(of(room).whole)]).toEqual([most, 'read']);
    expect(await look(of(room + 1).whole)).toBe('file-bomb');
  });
});

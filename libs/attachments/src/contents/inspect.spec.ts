import { describe, expect, it } from '@jest/globals';
import type { AttachmentKind } from '@app/catalogue';
import type { Problem } from '@app/platform';
import { growthOf } from '../../../../test/support/growth.js';
import * as sample from '../../../../test/support/sample-files.js';
import { contentOf } from './spec-support.js';
import { inspect } from './inspect.js';

const kindOf = async (bytes: Buffer, extension = ''): Promise<string> => {
  try {
    return (await inspect(contentOf(bytes), extension)).kind;
  } catch (error) {
    const { kind, detail } = error as Problem;
    if (kind !== 'INVALID') throw error;
    return detail.fields!.map(({ field, code }) => `${field} ${code}`).join();
  }
};
const refused = (code: string) => `files ${code}`;

const GOOD: Record<AttachmentKind, Buffer> = {
  pdf: sample.pdf(),
  jpg: sample.jpeg(),
  png: sample.png(),
  gif: sample.gif(),
  heic: sample.heic(),
  webp: sample.webp(),
  odt: sample.odf('odt'),
  ods: sample.odf('ods'),
  odp: sample.odf('odp'),
  docx: sample.ooxml('docx'),
  xlsx: sample.ooxml('xlsx'),
  pptx: sample.ooxml('pptx'),
  txt: Buffer.from('路燈不亮\n第二行\t欄\n'),
  csv: Buffer.from('姓名,電話\n林,02\n'),
};
const ZIP = sample.zip([{ name: 'evil.class', body: 'x' }]);

describe('the type of a file', () => {
  it.each(Object.entries(GOOD))('is told by its content: %s', async (kind, bytes) => {
    expect(await kindOf(bytes, kind)).toBe(kind);
  });

  it.each([
    ['text with a mark in UTF-8', Buffer.from('\uFEFF路燈')],
    ['text in Big5', Buffer.from([0xb8, 0xf4, 0xbf, 0x4f, 0x0d, 0x0a])],
    ['text in UTF-16', Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('路燈', 'utf16le')])],
  ])('%s is a text', async (_, bytes) => expect(await kindOf(bytes)).toBe('txt'));

  it.each([
    ['nothing', Buffer.alloc(0), 'file-empty'],
    ['a program for Windows', Buffer.from('MZ\x90\x00\x03\x00', 'latin1'), 'file-type-unknown'],
    ['a program for Linux', Buffer.from('\x7fELF\x02\x01', 'latin1'), 'file-type-unknown'],
    ['a page', Buffer.from('<!doctype html><p>'), 'file-type-unknown'],
    ['a page after blanks', Buffer.from('\n\n  <html>'), 'file-type-unknown'],
    ['a page inside a text', Buffer.from('hello <script>alert(1)</script>'), 'file-type-unknown'],
    ['SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'file-type-unknown'],
    ['XML', Buffer.from('<?xml version="1.0"?><a/>'), 'file-type-unknown'],
    ['a shell script', Buffer.from('#!/bin/sh\nrm -rf /'), 'file-type-unknown'],
    ['RTF', Buffer.from('{\\rtf1 hello}'), 'file-type-unknown'],
    ['random bytes', Buffer.from('80ff1234feed00', 'hex'), 'file-type-unknown'],
    ['a text with control characters', Buffer.from('a\u0007b'), 'file-type-unknown'],
    ['Word before 2007', Buffer.from('d0cf11e0a1b11ae1000000', 'hex'), 'file-old-office'],
    ['a zip', sample.zip([{ name: 'a.txt', body: 'x' }]), 'file-type-unknown'],
    ['a JAR', sample.zip([{ name: 'META-INF/MANIFEST.MF', body: 'x' }]), 'file-type-unknown'],
    [
      'an ODF template',
      sample.zip([
        { name: 'mimetype', body: 'application/vnd.oasis.opendocument.text-template', stored: true },
      ]),
      'file-type-unknown',
    ],
    ['a PDF not at the start', Buffer.concat([Buffer.from('x'), sample.pdf()]), 'file-type-unknown'],
  ])('is refused: %s', async (_, bytes, code) => expect(await kindOf(bytes)).toBe(refused(code)));

  it.each([
    ['a PDF that is a zip', Buffer.concat([sample.pdf(), ZIP])],
    ['a PDF with a JAR as its comment', sample.zip([{ name: 'a', body: 'b' }], { before: sample.pdf() })],
    ['a PDF that is a page', sample.pdf('<script>alert(1)</script>')],
    ['a PDF with something after its end', Buffer.concat([sample.pdf(), Buffer.from('more')])],
    ['GIFAR', Buffer.concat([sample.gif(), ZIP])],
    ['a photo that is a JAR', Buffer.concat([sample.jpeg(), ZIP])],
    ['PNG and zip', Buffer.concat([sample.png(), ZIP])],
    ['WebP and zip', Buffer.concat([sample.webp(), ZIP])],
    ['HEIC and zip', Buffer.concat([sample.heic(), ZIP])],
    ['a text that is a zip', Buffer.concat([Buffer.from('hello'), ZIP])],
    [
      'a document after other bytes',
      sample.zip([{ name: '[Content_Types].xml', body: 'x' }], { before: Buffer.from('PK\x03\x04') }),
    ],
  ])('that it could be two is refused: %s', async (_, bytes) =>
    expect(await kindOf(bytes)).toBe(refused('file-mixed')),
  );

  it.each([
    ['a photo', sample.jpeg().subarray(0, -8)],
    ['PNG', sample.png().subarray(0, -8)],
    ['GIF', sample.gif().subarray(0, -3)],
    ['WebP', sample.webp().subarray(0, -8)],
    ['HEIC', sample.heic().subarray(0, -8)],
    ['PDF', sample.pdf().subarray(0, -8)],
    ['a document', sample.ooxml('docx').subarray(0, -8)],
    ['only a head', Buffer.from('ffd8ff', 'hex')],
  ])('that is cut off is refused: %s', async (_, bytes) =>
    expect(await kindOf(bytes)).toBe(refused('file-damaged')),
  );

  it('never fails otherwise, wherever it is cut off', async () => {
    for (const [kind, bytes] of Object.entries(GOOD))
      for (let length = 1; length < bytes.length; length += 3)
        expect(await kindOf(bytes.subarray(0, length), kind)).toMatch(
          /^files file-|^(txt|csv|pdf|jpg|png|gif|webp)$/,
        );
  });

  it('never fails otherwise, whichever byte is changed', async () => {
    for (const [kind, bytes] of Object.entries(GOOD))
      for (let at = 0; at < Math.min(bytes.length, 400); at += 2) {
        const changed = Buffer.from(bytes);
        changed[at] = changed[at]! ^ 0xff;
        expect(await kindOf(changed, kind)).toMatch(/^files file-|^\w{3,4}$/);
      }
  });

  it('never fails otherwise, where a part is shorter than it must be: HEIC', async () => {
    expect(await kindOf(sample.heic({ emptySize: true }))).toBe(refused('file-damaged'));
  });

  const MB = 1024 * 1024;
  const bytesOf = (...parts: (Buffer | number[])[]) => Buffer.concat(parts.map((part) => Buffer.from(part)));
  const gifOf = (blocks: Buffer) => bytesOf(Buffer.from('GIF89a'), [9, 0, 9, 0, 0, 0, 0], blocks, [0x3b]);
  const EMPTY = sample.pngChunk('none', Buffer.alloc(0));
  it.each([
    ['empty chunks: PNG', sample.png({ metadata: [Buffer.concat(Array<Buffer>(150_000).fill(EMPTY))] })],
    ['blocks of one byte: GIF', gifOf(bytesOf([0x21, 0xfe], Buffer.alloc(MB, 1), [0]))],
    ['empty extensions: GIF', gifOf(Buffer.alloc(3 * 400_000, Buffer.from([0x21, 0xfe, 0])))],
    ['fill bytes: JPEG', sample.jpeg({ metadata: [Buffer.alloc(MB, 0xff)] })],
    [
      'empty scans: JPEG',
      bytesOf([0xff, 0xd8], Buffer.alloc(MB, Buffer.from([0xff, 0xda, 0, 2])), [0xff, 0xd9]),
    ],
    ['items of many empty extents: HEIC', sample.heic({ emptyExtents: 65_535 })],
    ['items in one place: HEIC', sample.heic({ again: 60_000, method: 0, tiff: Buffer.alloc(4_000) })],
  ])('is refused where it is made to keep its reader busy: %s', async (_what, bytes) => {
    expect(await kindOf(bytes)).toBe(refused('file-damaged'));
  });

  it('takes time in proportion to its size, whatever its texts repeat', async () => {
    const look = async (times: number) => {
      const text = Buffer.from('Iptc4xmp'.repeat(times));
      expect(await kindOf(sample.png({ metadata: [sample.pngChunk('tEXt', text)] }))).toBe('png');
    };
    expect(await growthOf(look, [2_500, 20_000])).toBeLessThan(20);
  });
});

describe('a document', () => {
  it.each([
    ['with macros by its type', sample.ooxml('docm'), 'file-macros'],
    [
      'with macros by a part',
      sample.ooxml('docx', [{ name: 'word/vbaProject.bin', body: 'x' }]),
      'file-macros',
    ],
    ['with ActiveX', sample.ooxml('docx', [{ name: 'word/activeX/activeX1.xml', body: 'x' }]), 'file-macros'],
    [
      'with macros of Excel 4',
      sample.ooxml('xlsx', [{ name: 'xl/macrosheets/sheet1.xml', body: 'x' }]),
      'file-macros',
    ],
    [
      'of ODF with Basic',
      sample.odf('odt', [{ name: 'Basic/Standard/Module1.xml', body: 'x' }]),
      'file-macros',
    ],
    [
      'with a password',
      sample.ooxml('docx', [{ name: 'a', body: 'x', claims: { flags: 1 } }]),
      'file-encrypted',
    ],
    [
      'of ODF with a password',
      sample.odf('odt', [{ name: 'META-INF/manifest.xml', body: '<manifest:encryption-data/>' }]),
      'file-encrypted',
    ],
    [
      'with a zip inside',
      sample.ooxml('docx', [{ name: 'word/embeddings/a.zip', body: 'x' }]),
      'file-nested',
    ],
    [
      'with a program inside',
      sample.ooxml('docx', [{ name: 'word/embeddings/a.exe', body: 'x' }]),
      'file-nested',
    ],
    [
      'with a document with macros inside',
      sample.ooxml('docx', [
        {
          name: 'word/embeddings/a.xlsx',
          body: sample.ooxml('xlsx', [{ name: 'xl/vbaProject.bin', body: 'x' }]),
        },
      ]),
      'file-macros',
    ],
    [
      'with documents in documents',
      sample.ooxml('docx', [
        {
          name: 'word/embeddings/a.xlsx',
          body: sample.ooxml('xlsx', [{ name: 'b.docx', body: sample.ooxml('docx') }]),
        },
      ]),
      'file-nested',
    ],
  ])('is refused: %s', async (_, bytes, code) => expect(await kindOf(bytes)).toBe(refused(code)));

  it('may have the table of a chart inside', async () => {
    const inside = { name: 'ppt/embeddings/a.xlsx', body: sample.ooxml('xlsx') };
    expect(await kindOf(sample.ooxml('pptx', [inside]))).toBe('pptx');
  });

  const big = Buffer.alloc(2 * 1024 * 1024);
  it.each([
    ['that unpacks to a hundred times as much', sample.ooxml('docx', [{ name: 'a', body: big }])],
    [
      'with too many entries',
      sample.ooxml(
        'docx',
        Array.from({ length: 5_000 }, (_, n) => ({ name: `${n}`, body: '' })),
      ),
    ],
    [
      'that claims to unpack to a gigabyte',
      sample.ooxml('docx', [{ name: 'a', body: 'x', claims: { unpacked: 2 ** 30 } }]),
    ],
    [
      'that claims to be smaller than it is',
      sample.ooxml('docx', [{ name: 'a', body: big, claims: { unpacked: 100 } }]),
    ],
    ['whose entries lie in one place', sample.ooxml('docx', [{ name: 'a', body: 'x', claims: { at: 0 } }])],
    [
      'with a bomb inside',
      sample.ooxml('docx', [
        { name: 'a.xlsx', body: sample.ooxml('xlsx', [{ name: 'b', body: big }]), stored: true },
      ]),
    ],
  ])('is refused as a zip bomb: %s', async (_, bytes) =>
    expect(await kindOf(bytes)).toBe(refused('file-bomb')),
  );
});

describe('a picture', () => {
  const [width, height] = [10_000, 5_001];
  it.each([
    ['JPEG', sample.jpeg({ width, height })],
    ['PNG', sample.png({ width, height })],
    ['PNG of one line', sample.png({ width: 1_000_000, height: 1 })],
    ['GIF', sample.gif({ width, height })],
    ['WebP', sample.webp({ width, height })],
    ['HEIC', sample.heic({ width, height })],
  ])('with too many pixels is refused: %s', async (_, bytes) =>
    expect(await kindOf(bytes)).toBe(refused('file-too-many-pixels')),
  );

  it('may have fifty million', async () => {
    const most = { width: 10_000, height: 5_000 };
    const all = [sample.jpeg(most), sample.png(most), sample.gif(most), sample.webp(most), sample.heic(most)];
    for (const bytes of all) expect(await kindOf(bytes)).toMatch(/^(jpg|png|gif|webp|heic)$/);
  });
});

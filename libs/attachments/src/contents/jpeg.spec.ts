import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { be, bytes, exif, segment } from '../../../../test/support/sample-files.js';
import { cleanJpeg } from './jpeg.js';
import { applied, contentOf, outcome } from './spec-support.js';

const [SOI, EOI] = [Buffer.from([0xff, 0xd8]), Buffer.from([0xff, 0xd9])];
const frame = (marker = 0xc0, width = 40, height = 30) =>
  segment(marker, bytes([8], be(height, 2), be(width, 2), [1]));
const scan = (...data: (number[] | Buffer | string)[]) => bytes(segment(0xda, bytes([1])), ...data);
const jpeg = (...parts: (Buffer | number[])[]) => bytes(SOI, ...parts, EOI);
const look = (whole: Buffer) => outcome(() => cleanJpeg(contentOf(whole)));
/** What is left of a file. */
const left = async (whole: Buffer) => applied(whole, (await cleanJpeg(contentOf(whole))).edits, 64);

describe('a JPEG', () => {
  it.each([0xc0, 0xc1, 0xc2, 0xc3, 0xc5, 0xcf])('has a frame of type %d', async (marker) => {
    expect(await look(jpeg(frame(marker)))).toBe('read');
    expect(await look(jpeg(frame(marker, 30_001, 1)))).toBe('file-too-many-pixels');
    expect(await look(jpeg(frame(marker, 1, 30_001)))).toBe('file-too-many-pixels');
    expect(await look(jpeg(frame(marker, 0, 1)))).toBe('file-damaged');
  });

  it.each([0x01, 0xbf, 0xc4, 0xc8, 0xcc, 0xd0, 0xdb, 0xf0])(
    'without one has none by type %d',
    async (marker) => {
      expect(await look(jpeg(frame(marker)))).toBe('file-damaged');
      expect(await look(jpeg(frame(marker, 30_001, 1), frame()))).toBe('read');
    },
  );

  it.each([
    ['a frame of fewer than six bytes', jpeg(segment(0xc0, Buffer.from([8, 0, 1, 0, 1])))],
    ['a frame of no bytes', jpeg(segment(0xc0, Buffer.alloc(0)))],
    ['no frame', jpeg()],
    ['a segment that begins with another byte', jpeg(frame(), [0xfe, 0xdb, 0, 2])],
    ['a second beginning', jpeg(frame(), [0xff, 0xd8, 0, 2])],
    ['a segment shorter than its length', jpeg(frame(), [0xff, 0xdb, 0, 1])],
    ['a segment longer than the file', bytes(SOI, frame(), [0xff, 0xdb, 0, 3])],
    ['no end', bytes(SOI, frame())],
    ['no end after its scan', bytes(SOI, frame(), scan([1, 2, 3]))],
    ['half an end after its scan', bytes(SOI, frame(), scan([1, 2, 3, 0xff]))],
  ])('is damaged by %s', async (_what, whole) => expect(await look(whole)).toBe('file-damaged'));

  it('may have bytes between its segments that only fill', async () => {
    const whole = jpeg([0xff], frame(), [0xff, 0xff], segment(0xdb, Buffer.alloc(65)), [0xff]);
    expect(await left(whole)).toEqual(whole);
  });

  const JFIF = segment(0xe0, bytes('JFIF\0', [1]));
  const ICC = segment(0xe2, bytes('ICC_PROFILE\0', [1]));
  const ADOBE = segment(0xee, bytes('Adobe', [1]));
  it('keeps what a viewer needs', async () => {
    const whole = jpeg(JFIF, ICC, ADOBE, frame(), segment(0xf0, bytes('x')), segment(0xdf, bytes('x')));
    expect(await left(whole)).toEqual(whole);
  });

  it.each([
    ...[0xe0, 0xe1, 0xe2, 0xe7, 0xee, 0xef, 0xfe].map((marker) => [marker, 'other'] as const),
    ...([
      [0xe0, 'Adobe'],
      [0xe1, 'JFIF\0'],
      [0xe2, 'JFIF\0'],
      [0xee, 'ICC_PROFILE\0'],
    ] as const),
    ...([
      [0xe3, 'Exif\0\0'],
      [0xfe, 'Adobe'],
    ] as const),
  ])('loses a segment %d with %j', async (marker, begins) => {
    const whole = jpeg(JFIF, segment(marker, bytes(begins, exif())), frame(), scan([1]));
    expect(await left(whole)).toEqual(jpeg(JFIF, frame(), scan([1])));
  });

  it('keeps of its Exif the way up, in a segment that fits', async () => {
    const clean = await left(jpeg(segment(0xe1, bytes('Exif\0\0', exif({ gps: false }))), frame()));
    expect(clean.subarray(2, 12)).toEqual(bytes([0xff, 0xe1], be(2 + 6 + 58, 2), 'Exif\0\0'));
    expect(clean.subarray(4 + 66)).toEqual(bytes(frame(), EOI));
  });

  it.each([
    ['no bytes', []],
    [
      'stuffed zeros, marks to go on from, and bytes that fill',
      [0xff, 0, 1, 0xff, 0xd0, 0, 0xff, 0xd7, 0, 0xff, 0xff, 0, 0xff, 0xd3],
    ],
  ])('has data of its picture that are not looked into: %s', async (_what, data) => {
    const whole = jpeg(frame(), scan(data));
    expect(await left(whole)).toEqual(whole);
  });

  it('goes on after a scan with whatever segment follows', async () => {
    // inside of the table stands what would be a comment
    const table = segment(0xc4, bytes([1, 0xff, 0xfe, 0, 4, 1, 2, 0xff, 0xd9]));
    const cf = segment(0xcf, bytes([8, 0, 1, 0, 1, 1, 0xff, 0xfe, 0, 4, 1, 2]));
    const tables = jpeg(frame(), scan([1]), table, scan([2]), cf, scan([3]));
    expect(await left(tables)).toEqual(tables);
    expect(await left(jpeg(frame(), scan([1]), segment(0xfe, bytes('x')), scan([2])))).toEqual(
      jpeg(frame(), scan([1]), scan([2])),
    );
  });

  it('is read on where a mark lies across the pieces in which it is read', async () => {
    const window = 64 * 1024;
    for (const before of [window - 2, window - 1, window, 2 * window - 2])
      for (const last of [[], [0xff, 0], [0xff, 0xd7]]) {
        const whole = jpeg(frame(), scan(Buffer.alloc(before, 1), last));
        const cleaning = await cleanJpeg(contentOf(bytes(whole, 'after')));
        expect(cleaning.edits).toEqual([{ from: whole.length, to: whole.length + 5 }]);
      }
  });

  it('is damaged wherever it is cut off, and never fails otherwise', async () => {
    const whole = jpeg(JFIF, segment(0xfe, bytes('x')), frame(), scan([1, 0xff, 0, 2]));
    for (let length = 0; length < whole.length; length++)
      expect(await look(whole.subarray(0, length))).toBe('file-damaged');
    const parts = fc.array(fc.constantFrom(0xff, 0, 2, 4, 0xc0, 0xda, 0xe1, 0xd9, 0xd8, 9), {
      maxLength: 60,
    });
    await fc.assert(
      fc.asyncProperty(parts, async (more) => {
        expect(['read', 'file-damaged', 'file-too-many-pixels']).toContain(await look(bytes(SOI, more)));
      }),
    );
  });
});

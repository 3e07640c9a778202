import { describe, expect, it } from '@jest/globals';
import * as sample from '../../../../test/support/sample-files.js';
import { contentOf, kept } from './spec-support.js';
import { edited } from './edited.js';
import { readExif } from './tiff.js';

const { SECRET_PLACE, TAKEN_AT } = sample;
const LOCATED: [string, Buffer][] = [
  ['JPEG with Exif', sample.jpeg({ metadata: [sample.exifSegment()] })],
  [
    'JPEG with Exif of a camera in the other order',
    sample.jpeg({ metadata: [sample.exifSegment(sample.exif({ littleEndian: true }))] }),
  ],
  ['JPEG with XMP', sample.jpeg({ metadata: [sample.xmpSegment()] })],
  ['PNG', sample.locatedPng()],
  ['GIF', sample.gif()],
  ['WebP', sample.webp()],
  ['HEIC', sample.heic()],
];

describe('a picture that says where it was taken', () => {
  it.each(LOCATED)('no longer does: %s', async (_, bytes) => {
    expect(bytes.includes(SECRET_PLACE)).toBe(true);
    const { removed, bytes: clean } = await kept(bytes);
    expect([removed, clean.includes(SECRET_PLACE), clean.includes('GPS')]).toEqual([
      'LOCATION',
      false,
      false,
    ]);
  });

  it.each(LOCATED)('is found clean when it is looked into again: %s', async (_, bytes) => {
    const once = await kept(bytes);
    const twice = await kept(once.bytes);
    expect([twice.kind, twice.removed === 'LOCATION', twice.bytes.includes(SECRET_PLACE)]).toEqual([
      once.kind,
      false,
      false,
    ]);
  });

  it.each(LOCATED)('is the same in whatever pieces it comes: %s', async (_, bytes) => {
    const whole = await kept(bytes, bytes.length);
    for (const piece of [1, 2, 3, 64])
      expect((await kept(bytes, piece)).bytes.equals(whole.bytes)).toBe(true);
  });

  it('keeps which way up it is, and when it was taken', async () => {
    const exifOf = (bytes: Buffer, mark: string) =>
      readExif(bytes.subarray(bytes.indexOf(mark) + mark.length));
    const same = { orientation: 6, takenAt: TAKEN_AT, located: false };
    const { bytes: photo } = await kept(sample.jpeg({ metadata: [sample.exifSegment()] }));
    expect(exifOf(photo, 'Exif\0\0')).toEqual(same);
    expect(exifOf((await kept(sample.locatedPng())).bytes, 'eXIf')).toEqual(same);
    const { bytes: webp } = await kept(sample.webp());
    expect(readExif(webp.subarray(webp.indexOf('EXIF') + 8))).toEqual(same);
    const { bytes: heic } = await kept(sample.heic());
    expect(readExif(heic.subarray(heic.indexOf('MM\0*')))).toEqual(same);
  });

  it('loses nothing of the picture itself', async () => {
    const { bytes: photo } = await kept(
      sample.jpeg({ metadata: [sample.exifSegment(), sample.xmpSegment()] }),
    );
    const plain = sample.jpeg();
    expect(
      photo.subarray(photo.indexOf('ICC_PROFILE')).equals(plain.subarray(plain.indexOf('ICC_PROFILE'))),
    ).toBe(true);
    expect(
      (await kept(sample.png({ metadata: [sample.pngChunk('tEXt', Buffer.from('a\0b'))] }))).bytes.equals(
        sample.png(),
      ),
    ).toBe(true);
    const heic = sample.heic();
    expect((await kept(heic)).bytes).toHaveLength(heic.length);
  });

  it('has a header that fits: WebP', async () => {
    const { bytes } = await kept(sample.webp());
    expect(bytes.readUInt32LE(4)).toBe(bytes.length - 8);
    // Exif stays, XMP does not
    expect(bytes[20]).toBe(0x08);
  });

  it('is told apart from one with other details, and from one with none', async () => {
    const details = sample.jpeg({ metadata: [sample.exifSegment(sample.exif({ gps: false }))] });
    expect((await kept(details)).removed).toBe('DETAILS');
    for (const bytes of [sample.jpeg(), sample.png(), sample.webp({ located: false })])
      expect(await kept(bytes)).toMatchObject({ removed: null, edits: [] });
  });

  it('loses what follows its end', async () => {
    const hidden = Buffer.from(`another picture with ${SECRET_PLACE}`);
    expect((await kept(sample.jpeg({ after: hidden }))).bytes.equals(sample.jpeg())).toBe(true);
    expect((await kept(sample.png({ after: hidden }))).bytes.equals(sample.png())).toBe(true);
  });

  it('no longer does where what is dropped comes before the flags: WebP', async () => {
    const { bytes } = await kept(sample.webp({ flagsLast: true }));
    expect(bytes.includes(sample.SECRET_PLACE)).toBe(false);
  });

  it('is refused where its items cannot be found: HEIC', async () => {
    await expect(kept(sample.heic({ method: 2 }))).rejects.toMatchObject({
      detail: { fields: [{ code: 'file-not-cleanable' }] },
    });
  });
});

describe('edits', () => {
  const apply = async (text: string, edits: Parameters<typeof edited>[1], piece: number) => {
    const chunks: Uint8Array[] = [];
    for await (const chunk of edited(contentOf(Buffer.from(text), piece).stream(), edits)) chunks.push(chunk);
    return Buffer.concat(chunks).toString();
  };
  const by = (text: string) => Buffer.from(text);

  it.each([1, 2, 3, 5, 100])('are applied in pieces of %d', async (piece) => {
    const edits = [
      { from: 0, to: 1, by: by('A') },
      { from: 2, to: 2, by: by('+') },
      { from: 3, to: 6 },
      { from: 6, to: 8, by: by('xyz') },
      { from: 10, to: 10, by: by('!') },
    ];
    expect(await apply('abcdefghij', edits, piece)).toBe('Ab+cxyzij!');
    expect(await apply('abc', [{ from: 0, to: 3 }], piece)).toBe('');
    expect(await apply('abc', [], piece)).toBe('abc');
    // made by hand: two that overlap never bring back what the first one took
    const overlapping = [
      { from: 1, to: 6 },
      { from: 2, to: 4, by: by('x') },
    ];
    expect(await apply('abcdefgh', overlapping, piece)).toBe('agh');
    // beyond the end: what is added there is added once, and nothing is taken
    const beyond = [
      { from: 2, to: 9, by: by('x') },
      { from: 9, to: 9, by: by('!') },
      { from: 12, to: 15 },
    ];
    expect(await apply('abcd', beyond, piece)).toBe('abx!');
  });
});

import { describe, expect, it } from '@jest/globals';
import { bytes, exif, le, riff } from '../../../../test/support/sample-files.js';
import { applied, contentOf, outcome } from './spec-support.js';
import { readExif } from './tiff.js';
import { cleanWebp } from './webp.js';

type Part = Buffer | string;
const webp = (...chunks: Part[]) => {
  const body = bytes('WEBP', ...chunks);
  return bytes('RIFF', le(body.length, 4), body);
};
const lossless = (width = 40, height = 30) =>
  riff('VP8L', bytes([0x2f], le((width - 1) | ((height - 1) << 14), 4), 'picture'));
const lossy = (width = 40, height = 30) =>
  riff('VP8 ', bytes([0x10, 0, 0, 0x9d, 1, 0x2a], le(width, 2), le(height, 2), 'pic'));
const extended = (width = 40, height = 30, flags = 0) =>
  riff('VP8X', bytes([flags, 0, 0, 0], le(width - 1, 3), le(height - 1, 3)));
const cleaned = (whole: Buffer) => cleanWebp(contentOf(whole));
const look = (whole: Buffer) => outcome(() => cleaned(whole));
const left = async (whole: Buffer) => applied(whole, (await cleaned(whole)).edits, 64);
const JUNK = riff('JUNK', Buffer.from('name!'));

describe('a WebP', () => {
  it.each([
    ['of one picture', lossy, 16_383, 3_051, 3_053],
    ['of one picture without loss', lossless, 16_384, 3_051, 3_052],
    ['with more about it', extended, 16_384, 3_051, 3_052],
  ])('%s has at most fifty million pixels, either way up', async (_what, chunk, side, fits, tooMany) => {
    expect(await look(webp(chunk(side, fits)))).toBe('read');
    expect(await look(webp(chunk(fits, side)))).toBe('read');
    expect(await look(webp(chunk(side, tooMany)))).toBe('file-too-many-pixels');
    expect(await look(webp(chunk(tooMany, side)))).toBe('file-too-many-pixels');
  });

  it('has sizes whose two upper bits only say how it is scaled', async () => {
    expect(await look(webp(lossy(0xc028, 0x801e)))).toBe('read');
    expect(await look(webp(lossy(0xc000, 30)))).toBe('file-damaged');
    expect(await look(webp(lossy(40, 0xc000)))).toBe('file-damaged');
  });

  it.each([
    ['begins with another chunk', webp(JUNK, lossy())],
    ['has a chunk longer than itself', bytes(webp(lossy(), 'JUNK', le(1, 4)), 'x')],
    ['is longer than the file', webp(lossy()).subarray(0, -1)],
    ['ends in the head of a chunk', webp(lossy(), 'JUNK')],
    ['ends in the size of its picture', webp('VP8L', le(0, 4), 'abcdefgh')],
  ])('is damaged where it %s', async (_what, whole) => expect(await look(whole)).toBe('file-damaged'));

  it('keeps what it is shown by', async () => {
    const kept = ['ICCP', 'ANIM', 'ANMF', 'ALPH'].map((type) => riff(type, Buffer.from('abc')));
    const whole = webp(extended(), ...kept, lossy(), lossless());
    expect((await cleaned(whole)).edits).toEqual([]);
  });

  it('without flags loses other chunks, and its header fits', async () => {
    const whole = webp(lossy(), JUNK, riff('JUNK', Buffer.from('name')));
    expect(await left(whole)).toEqual(webp(lossy()));
    expect((await cleaned(whole)).removed).toBe('DETAILS');
  });

  it('loses what follows its end, which its header does not count', async () => {
    expect(await left(bytes(webp(lossy()), 'hidden'))).toEqual(webp(lossy()));
    expect(await left(bytes(webp(lossy(), JUNK), 'hidden'))).toEqual(webp(lossy()));
    expect(await left(bytes(webp(extended(40, 30, 0x0c), lossy()), 'hidden'))).toEqual(
      webp(extended(), lossy()),
    );
  });

  it('loses XMP and its flag, even where it reads like Exif', async () => {
    const whole = webp(extended(40, 30, 0x1c), lossy(), riff('XMP ', exif()));
    expect(await left(whole)).toEqual(webp(extended(40, 30, 0x10), lossy()));
  });

  it.each([
    ['as it should be', exif()],
    ['with the mark of a JPEG before it', bytes('Exif\0\0', exif())],
  ])('keeps of Exif the way up, and its flag: %s', async (_what, body) => {
    const clean = await left(webp(extended(40, 30, 0x0c), lossy(), riff('EXIF', body)));
    const small = clean.subarray(clean.indexOf('EXIF') + 8);
    expect(clean).toEqual(webp(extended(40, 30, 0x08), lossy(), riff('EXIF', small)));
    expect(readExif(small)).toMatchObject({ orientation: 6, located: false });
  });

  it('says where it was taken by what is lost, not by what stands beside it', async () => {
    const profile = riff('ICCP', Buffer.from('GPS'));
    expect((await cleaned(webp(extended(), JUNK, profile, lossy()))).removed).toBe('DETAILS');
    expect((await cleaned(webp(extended(), riff('JUNK', Buffer.from('GPS')), lossy()))).removed).toBe(
      'LOCATION',
    );
  });
});

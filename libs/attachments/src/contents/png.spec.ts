import { describe, expect, it } from '@jest/globals';
import { bytes, exif, png, pngChunk } from '../../../../test/support/sample-files.js';
import { cleanPng } from './png.js';
import { applied, contentOf, outcome } from './spec-support.js';
import { smallExif } from './tiff.js';

const cleaned = (whole: Buffer) => cleanPng(contentOf(whole));
const look = (whole: Buffer) => outcome(() => cleaned(whole));
const left = async (whole: Buffer) => applied(whole, (await cleaned(whole)).edits, 64);
const text = (content: string | Buffer) => pngChunk('tEXt', Buffer.from(content));

describe('a PNG', () => {
  it('is damaged wherever it is cut off', async () => {
    const whole = png({ metadata: [text('name')] });
    for (let length = 8; length < whole.length; length++)
      expect(await look(whole.subarray(0, length))).toBe('file-damaged');
    expect(await look(whole)).toBe('read');
  });

  it('is damaged where another chunk comes first', async () => {
    const whole = png();
    expect(await look(bytes(whole.subarray(0, 8), text('longer than eight'), whole.subarray(8)))).toBe(
      'file-damaged',
    );
  });

  it('keeps of Exif the way up and the time, in a chunk that fits', async () => {
    const small = smallExif({ orientation: 6, takenAt: '2026:08:19 09:41:00', located: false });
    const clean = await left(png({ metadata: [pngChunk('eXIf', exif())] }));
    expect(clean).toEqual(png({ metadata: [pngChunk('eXIf', small)] }));
  });

  it('loses other chunks whole, even where they read like Exif', async () => {
    expect(await left(png({ metadata: [text(exif())] }))).toEqual(png());
  });

  it('says where it was taken by what is lost, not by what stands beside it', async () => {
    const profile = pngChunk('iCCP', Buffer.from('GPS'));
    expect((await cleaned(png({ metadata: [text('name'), profile] }))).removed).toBe('DETAILS');
    expect((await cleaned(png({ metadata: [text('GPS'), profile] }))).removed).toBe('LOCATION');
  });
});

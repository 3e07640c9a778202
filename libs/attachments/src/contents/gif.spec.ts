import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { bytes, le } from '../../../../test/support/sample-files.js';
import { cleanGif } from './gif.js';
import { applied, contentOf, outcome } from './spec-support.js';

type Part = Buffer | number[] | string;
const head = (width = 4, height = 3, flags = 0) =>
  bytes('GIF89a', le(width, 2), le(height, 2), [flags, 0, 0]);
const gif = (...parts: Part[]) => bytes(head(), ...parts, [0x3b]);
const extension = (label: number, ...blocks: string[]) =>
  bytes([0x21, label], ...blocks.flatMap((block) => [[block.length], block]), [0]);
const image = (flags = 0, table: number[] = []) =>
  bytes([0x2c], le(0, 2), le(0, 2), le(4, 2), le(3, 2), [flags], table, [2, 2, 0x4c, 1, 0]);
const comment = (text: string) => extension(0xfe, text);
const cleaned = (whole: Buffer) => cleanGif(contentOf(whole));
const left = async (whole: Buffer) => applied(whole, (await cleaned(whole)).edits, 64);
const look = (whole: Buffer) => outcome(() => cleaned(whole));

describe('a GIF', () => {
  it('keeps images, what goes with them, and how often they are repeated', async () => {
    const whole = gif(
      ...[extension(0xff, 'NETSCAPE2.0', '\x01\0\0'), extension(0xff, 'ANIMEXTS1.0', '\x01\0\0')],
      ...[extension(0xff, 'ICCRGBG1012', 'profile'), extension(0xf9, '\0\0\0\0'), image(), image()],
    );
    expect(await left(whole)).toEqual(whole);
  });

  it.each([
    ['a comment', comment('name')],
    ['a comment that begins like a repetition', comment('NETSCAPE2.0')],
    ['a comment in blocks', extension(0xfe, 'name', 'name', 'x'.repeat(255))],
    ['plain text', extension(0x01, 'name')],
    ['data of another application', extension(0xff, 'XMP DataXMP', 'name')],
    ['data of an application with a short name', extension(0xff, 'NETSCAPE2.')],
    ['an extension of no bytes', extension(0xfe)],
  ])('loses %s', async (_what, part) => {
    const whole = gif(extension(0xf9, '\0\0\0\0'), part, image());
    expect(await left(whole)).toEqual(gif(extension(0xf9, '\0\0\0\0'), image()));
    expect((await cleaned(whole)).removed).toBe('DETAILS');
  });

  it('says where it was taken by what is lost, not by what stands beside it', async () => {
    expect((await cleaned(gif(comment('GPS'), image()))).removed).toBe('LOCATION');
    // three letters in the place of an image, and in a profile that stays
    const beside = image();
    beside.write('GPS', 1, 'latin1');
    expect((await cleaned(gif(comment('name'), beside))).removed).toBe('DETAILS');
    const profile = extension(0xff, 'ICCRGBG1012', 'GPS');
    expect((await cleaned(gif(comment('name'), profile))).removed).toBe('DETAILS');
    expect((await cleaned(gif(profile, comment('name')))).removed).toBe('DETAILS');
  });

  it('has colours of its own, and images have', async () => {
    for (const [flags, length] of [
      [0x80, 6],
      [0x81, 12],
      [0x87, 768],
      [0x07, 0],
    ] as const) {
      const colours = Array.from({ length }, (_, n) => n % 256);
      const whole = bytes(head(4, 3, flags), colours, image(flags, colours), [0x3b]);
      expect(await left(whole)).toEqual(whole);
    }
  });

  it('loses what follows its end', async () => {
    expect(await left(bytes(gif(image()), 'hidden'))).toEqual(gif(image()));
    expect((await cleaned(gif(image()))).edits).toEqual([]);
  });

  it.each([
    ['a part of another kind', gif([0x20, 0xfe, 0])],
    ['a part that begins with zero', gif([0, 0xf9, 0])],
    ['no height', bytes(head(1, 0), [0x3b])],
    ['no width', bytes(head(0, 1), [0x3b])],
  ])('is damaged by %s', async (_what, whole) => expect(await look(whole)).toBe('file-damaged'));

  it('is damaged wherever it is cut off, and never fails otherwise', async () => {
    const whole = gif(comment('name'), extension(0xff, 'NETSCAPE2.0'), image(0x80, [1, 2, 3, 4, 5, 6]));
    for (let length = 0; length < whole.length; length++)
      expect(await look(whole.subarray(0, length))).toBe('file-damaged');
    const parts = fc.array(fc.constantFrom(0x21, 0x2c, 0x3b, 0, 1, 3, 0xf9, 0xff, 0x80), { maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(parts, async (more) => {
        expect(['read', 'file-damaged']).toContain(await look(bytes(head(), more)));
      }),
    );
  });
});

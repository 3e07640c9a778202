import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { be, box, bytes } from '../../../../test/support/sample-files.js';
import { innerBoxes, topBoxes } from './boxes.js';
import { contentOf, outcome } from './spec-support.js';

const top = (whole: Buffer) => topBoxes(contentOf(whole));
const inner = (whole: Buffer, to = whole.length) => innerBoxes(whole, 0, to);
/** A box whose size has eight bytes. */
const long = (type: string, size: number, body = Buffer.alloc(0)) =>
  bytes(be(1, 4), type, be(0, 4), be(size, 4), body);
const FREE = box('free');
const AFTER_FREE = { type: 'free', from: 8, to: 8 };

describe('the boxes of a file', () => {
  it.each([
    ['none', Buffer.alloc(0), []],
    [
      'two, the last one empty',
      bytes(box('ftyp', 'abc'), FREE),
      [
        ['ftyp', 8, 11],
        ['free', 19, 19],
      ],
    ],
    [
      'one that reaches to the end',
      bytes(FREE, be(0, 4), 'mdat', 'abc'),
      [
        ['free', 8, 8],
        ['mdat', 16, 19],
      ],
    ],
    [
      'one with a long size',
      bytes(long('mdat', 19, Buffer.from('abc')), FREE),
      [
        ['mdat', 16, 19],
        ['free', 27, 27],
      ],
    ],
    [
      'an empty one with a long size',
      bytes(FREE, long('mdat', 16)),
      [
        ['free', 8, 8],
        ['mdat', 24, 24],
      ],
    ],
  ])('are told, at the top and inside: %s', async (_what, whole, places) => {
    const boxes = places.map(([type, from, to]) => ({ type, from, to }));
    expect(await top(whole)).toEqual(boxes);
    expect(inner(whole)).toEqual(boxes);
  });

  it.each([
    ['is smaller than its head', bytes(FREE, be(7, 4), 'mdat', 'abcdefgh')],
    ['has no place for its long size', bytes(FREE, be(1, 4), 'mdat', 'abcd')],
    ['has a long size smaller than its head', bytes(FREE, long('mdat', 15, Buffer.from('abc')))],
    ['is one byte longer than the file', bytes(FREE, be(12, 4), 'mdat', 'abc')],
    ['is one byte longer than the file by its long size', bytes(FREE, long('mdat', 20, Buffer.from('abc')))],
    ['is longer than any file', bytes(FREE, be(1, 4), 'mdat', be(0xffff_ffff, 4), be(0xffff_ffff, 4))],
  ])('are damaged where one %s', async (_what, whole) => {
    expect(await outcome(() => top(whole))).toBe('file-damaged');
    expect(await outcome(() => inner(whole))).toBe('file-damaged');
  });

  it('are damaged where a part of a head is left', async () => {
    for (let left = 1; left < 8; left++)
      expect(await outcome(() => top(bytes(FREE, Buffer.alloc(left))))).toBe('file-damaged');
  });

  it('inside end where no head fits any more, and with their part', async () => {
    expect(inner(bytes(FREE, Buffer.alloc(7)))).toEqual([AFTER_FREE]);
    expect(inner(bytes(FREE, FREE), 8)).toEqual([AFTER_FREE]);
    expect(inner(bytes(FREE, FREE), 15)).toEqual([AFTER_FREE]);
    expect(await outcome(() => inner(bytes(FREE, box('free', 'abc')), 18))).toBe('file-damaged');
    // its long size lies outside
    expect(await outcome(() => inner(bytes(FREE, long('mdat', 16)), 20))).toBe('file-damaged');
  });

  it('never lie outside, and never fail otherwise, whatever the bytes', async () => {
    const size = fc.oneof(fc.constantFrom(0, 1, 7, 8, 9, 16, 17), fc.nat({ max: 0xffff_ffff }));
    const head = fc.tuple(size, fc.uint8Array({ maxLength: 20 }));
    await fc.assert(
      fc.asyncProperty(fc.array(head, { maxLength: 4 }), async (heads) => {
        const whole = bytes(...heads.flatMap(([of, more]) => [be(of, 4), 'mdat', Buffer.from(more)]));
        const look = async () => {
          for (const { from, to } of await top(whole)) expect(from <= to && to <= whole.length).toBe(true);
        };
        expect(['read', 'file-damaged']).toContain(await outcome(look));
        expect(['read', 'file-damaged']).toContain(await outcome(() => inner(whole)));
      }),
    );
  });
});

import { describe, expect, it } from '@jest/globals';
import { be, box, bytes } from '../../../../test/support/sample-files.js';
import { itemTypes, placesOf } from './heic-items.js';
import { outcome } from './spec-support.js';

/** The content of a box among other bytes, as it lies in `meta`: what is read beyond its end would not be noticed. */
const within = (...parts: Parameters<typeof bytes>) => {
  const content = bytes(...parts);
  const around = bytes('before', content, Buffer.alloc(64, 1));
  return [around, { type: '', from: 6, to: 6 + content.length }] as const;
};

describe('the types of items', () => {
  const narrow = (id: number, type: string) => box('infe', [2, 0, 0, 0], be(id, 2), be(0, 2), type, [0]);
  const wide = (id: number, type: string) => box('infe', [3, 0, 0, 0], be(id, 4), be(0, 2), type, [0]);
  const OF = [narrow(1, 'hvc1'), box('free', Buffer.alloc(20)), wide(70_000, 'Exif'), narrow(2, 'mime')];
  const TYPES = [
    [1, 'hvc1'],
    [70_000, 'Exif'],
    [2, 'mime'],
  ];

  it.each([
    ['two bytes', [be(0, 4), be(3, 2)]],
    ['four bytes', [[1, 0, 0, 0], be(3, 4)]],
  ])('are told where their number has %s', (_what, head) => {
    expect([...itemTypes(...within(...head, ...OF))]).toEqual(TYPES);
  });

  it('are damaged where an entry is too short for its number', async () => {
    for (const short of [box('infe', [2, 0, 0, 0], [1]), box('infe', [3, 0, 0, 0], be(1, 3)), box('infe')])
      expect(await outcome(() => itemTypes(...within(be(0, 4), be(1, 2), short)))).toBe('file-damaged');
  });
});

describe('the places of items', () => {
  const places = (...parts: Parameters<typeof bytes>) => placesOf(...within(...parts));
  const ONE = { id: 7, method: 0, extents: [{ from: 300, length: 20 }] };

  it.each([
    ['version 0', [be(0, 4), be(0x4400, 2), be(1, 2), be(7, 2), be(0, 2), be(1, 2), be(300, 4), be(20, 4)]],
    [
      'version 0, whose last four bits mean nothing',
      [be(0, 4), be(0x2202, 2), be(1, 2), be(7, 2), be(0, 2), be(1, 2), be(300, 2), be(20, 2)],
    ],
    [
      'version 1 with numbers of extents',
      [
        [1, 0, 0, 0],
        be(0x2102, 2),
        be(1, 2),
        be(7, 2),
        be(0, 2),
        be(0, 2),
        be(1, 2),
        be(9, 2),
        be(300, 2),
        be(20, 1),
      ],
    ],
    [
      'version 2',
      [[2, 0, 0, 0], be(0x4400, 2), be(1, 4), be(7, 4), be(0, 2), be(0, 2), be(1, 2), be(300, 4), be(20, 4)],
    ],
    [
      'places that count from a base',
      [be(0, 4), be(0x0440, 2), be(1, 2), be(7, 2), be(0, 2), be(300, 4), be(1, 2), be(20, 4)],
    ],
    [
      'places of eight bytes',
      [
        be(0, 4),
        be(0x8480, 2),
        be(1, 2),
        be(7, 2),
        be(0, 2),
        be(0, 4),
        be(100, 4),
        be(1, 2),
        be(0, 4),
        be(200, 4),
        be(20, 4),
      ],
    ],
  ])('are told: %s', (_what, parts) => expect(places(...parts)).toEqual([ONE]));

  it('name where they count from by the last four bits of the method', () => {
    const item = (method: number) => [be(7, 2), be(method, 2), be(0, 2), be(0, 2)];
    const [first, second] = places([1, 0, 0, 0], be(0x4400, 2), be(2, 2), ...item(1), ...item(0xfff2));
    expect([first!.method, second!.method]).toEqual([1, 2]);
  });

  it('are damaged in a version that there is not, and by numbers of other sizes', async () => {
    const of = (version: number, sizes: number) => () =>
      places(
        [version, 0, 0, 0],
        be(sizes, 2),
        be(1, 2),
        be(7, 2),
        be(0, 2),
        be(0, 2),
        be(1, 2),
        Buffer.alloc(40),
      );
    expect(await outcome(of(1, 0x4400))).toBe('read');
    for (const sizes of [0x3400, 0x4500, 0x4460, 0x4407])
      expect(await outcome(of(1, sizes))).toBe('file-damaged');
    expect(await outcome(() => places([3, 0, 0, 0], be(0x4400, 2), be(0, 4)))).toBe('file-damaged');
  });

  it('are damaged wherever they are cut off', async () => {
    const whole = bytes(
      [1, 0, 0, 0],
      be(0x8482, 2),
      be(1, 2),
      be(7, 2),
      be(0, 2),
      be(0, 2),
      be(0, 8 - 2),
      be(0, 2),
      be(1, 2),
      be(1, 2),
      be(0, 4),
      be(300, 4),
      be(20, 4),
    );
    expect(await outcome(() => places(whole))).toBe('read');
    for (let length = 0; length < whole.length; length++)
      expect(await outcome(() => places(whole.subarray(0, length)))).toBe('file-damaged');
  });

  it('are at most ten thousand, of all items together', async () => {
    const item = (extents: number) => bytes(be(7, 2), be(0, 2), be(extents, 2));
    const of =
      (...numbers: number[]) =>
      () =>
        places(be(0, 4), be(0, 2), be(numbers.length, 2), ...numbers.map(item));
    expect(await outcome(of(9_999, 1))).toBe('read');
    expect(await outcome(of(9_999, 2))).toBe('file-damaged');
    expect(await outcome(of(65_535))).toBe('file-damaged');
  });
});

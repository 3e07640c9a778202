import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { be, bytes, le } from '../../../../test/support/sample-files.js';
import { keptExif, readExif, smallExif } from './tiff.js';

const [ORIENTATION, CHANGED_AT, EXIF, GPS, TAKEN_AT] = [0x0112, 0x0132, 0x8769, 0x8825, 0x9003];
const [ASCII, SHORT, LONG] = [2, 3, 4];
type Entry = [tag: number, type: number, value: number];
const [CHANGED, TAKEN] = ['2026:08:19 09:41:00', '2026:08:18 23:59:59'];
const NONE = { orientation: 1, takenAt: null, located: false };

/** The entries of a directory, without their number before and the place of the next directory after them. */
const entries = (of: Entry[], number = be): Buffer =>
  bytes(
    ...of.map(([tag, type, value]) =>
      bytes(
        ...[number(tag, 2), number(type, 2), number(1, 4)],
        type === SHORT ? bytes(number(value, 2), [0, 0]) : number(value, 4),
      ),
    ),
  );
/** A structure whose first directory lies at 8, followed by the parts given. */
const tiff = (of: Entry[], more: (Buffer | string)[] = [], number = be, count = of.length): Buffer =>
  bytes(
    ...[number === be ? 'MM' : 'II', number(42, 2), number(8, 4), number(count, 2)],
    ...[entries(of, number), ...more],
  );

describe('Exif', () => {
  it.each([...[2, 3, 8].map((value) => [value, value]), ...[0, 1, 9, 65_535].map((value) => [value, 1])])(
    'with orientation %d is shown by %d',
    (value, shown) => {
      for (const number of [be, le])
        expect(readExif(tiff([[ORIENTATION, SHORT, value!]], [], number))).toEqual({
          ...NONE,
          orientation: shown,
        });
    },
  );

  it('with an orientation of another type has none', () => {
    expect(readExif(tiff([[ORIENTATION, LONG, 0x0006_0000]]))).toEqual(NONE);
  });

  it('says where the picture was taken by the pointer to GPS, whatever its type', () => {
    for (const type of [SHORT, LONG]) expect(readExif(tiff([[GPS, type, 0]])).located).toBe(true);
  });

  it('has the time of taking before that of the last change', () => {
    for (const number of [be, le]) {
      const inner = 8 + 2 + 2 * 12;
      const at = inner + 2 + 12;
      const one = (tag: number) =>
        tiff(
          [
            [CHANGED_AT, ASCII, at],
            [EXIF, LONG, inner],
          ],
          [number(1, 2), entries([[tag, ASCII, at + 20]], number), `${CHANGED}\0${TAKEN}\0`],
          number,
        );
      expect(readExif(one(TAKEN_AT)).takenAt).toBe(TAKEN);
      expect(readExif(one(0x9004)).takenAt).toBe(CHANGED);
    }
  });

  it.each([
    ['ends with its zero', 22, `${CHANGED}\0`, CHANGED],
    ['lacks its zero', 22, CHANGED, null],
    ['begins outside', 1_000, `${CHANGED}\0`, null],
    ['begins far outside', 0xffff_ffff, `${CHANGED}\0`, null],
    ['is no time', 22, '2026-08-19T09:41:00\0', null],
    ['begins later', 23, `${CHANGED}\0\0`, null],
  ])('has a time that %s', (_what, at, text, found) => {
    expect(readExif(tiff([[CHANGED_AT, ASCII, at]], [text])).takenAt).toBe(found);
  });

  it('without the type of a text has no time', () => {
    expect(readExif(tiff([[CHANGED_AT, LONG, 22]], [`${CHANGED}\0`])).takenAt).toBeNull();
  });

  const SIX: Entry = [ORIENTATION, SHORT, 6];
  it('counts only the entries that the directory names', () => {
    expect(readExif(tiff([SIX], [], be, 0))).toEqual(NONE);
    expect(readExif(tiff([[1, SHORT, 1], SIX], [], be, 1))).toEqual(NONE);
    expect(readExif(tiff([[1, SHORT, 1], SIX], [], be, 2)).orientation).toBe(6);
  });

  it('that names more entries than it has is read as far as it goes', () => {
    for (const count of [2, 3, 65_535]) expect(readExif(tiff([SIX], [], be, count)).orientation).toBe(6);
  });

  it('whose last entry is cut off does not have it', () => {
    const whole = tiff([SIX]);
    expect(readExif(whole).orientation).toBe(6);
    for (let less = 1; less <= whole.length; less++) expect(readExif(whole.subarray(0, -less))).toEqual(NONE);
  });

  it('has no directory inside its head or beyond its end', () => {
    // at 2 the mark 42 would be the number of entries, and the second entry lies at 16
    const inHead = bytes('MM', be(42, 2), be(2, 4), Buffer.alloc(8), entries([SIX, SIX, SIX]));
    expect(readExif(inHead)).toEqual(NONE);
    for (const at of [9, 10, 0xffff_fff0])
      expect(readExif(bytes('MM', be(42, 2), be(at, 4), [0, 1]))).toEqual(NONE);
  });

  it('that points at itself ends', () => {
    expect(readExif(tiff([[EXIF, LONG, 8], SIX]))).toEqual({ ...NONE, orientation: 6 });
  });

  it('is never more than a way up and a time, whatever the bytes', () => {
    const head = fc.constantFrom('MM\0*\0\0\0\x08', 'II*\0\x08\0\0\0', '');
    fc.assert(
      fc.property(head, fc.uint8Array({ maxLength: 120 }), (begins, more) => {
        const { orientation, takenAt } = readExif(bytes(begins, Buffer.from(more)));
        expect([1, 2, 3, 4, 5, 6, 7, 8]).toContain(orientation);
        expect(takenAt ?? CHANGED).toMatch(/^[\d: ]{19}$/);
      }),
    );
  });
});

describe('what is kept of Exif', () => {
  const [turned, timed] = [
    { ...NONE, orientation: 6 },
    { ...NONE, takenAt: CHANGED },
  ];

  it('is nothing where it says nothing', () => {
    expect(keptExif(NONE)).toBeUndefined();
    expect(keptExif({ ...NONE, located: true })).toBeUndefined();
  });

  it.each([
    ['the way up', turned, 26],
    ['the time', timed, 58],
    ['both', { ...timed, orientation: 6 }, 58],
  ])('is %s, as it is read again, and no byte more', (_what, exif, length) => {
    const made = keptExif({ ...exif, located: true });
    expect([readExif(made!), made!.length]).toEqual([exif, length]);
  });

  it('is a way up where room for one has to be filled', () => {
    expect(smallExif(NONE)).toEqual(tiff([[ORIENTATION, SHORT, 1]], [Buffer.alloc(4)]));
  });
});

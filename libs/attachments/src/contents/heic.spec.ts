import { describe, expect, it } from '@jest/globals';
import { be, box, bytes, exif } from '../../../../test/support/sample-files.js';
import { cleanHeic, isHeic } from './heic.js';
import { contentOf, outcome } from './spec-support.js';
import { readExif, smallExif } from './tiff.js';

const MB = 1024 * 1024;
const VERSION = be(0, 4);

interface Item {
  type: string;
  /** Where it lies, counted from the first byte of `mdat` or of `idat`. */
  at: number;
  length: number;
  inIdat?: boolean;
  method?: number;
}
interface Made {
  items?: Item[];
  mdat?: Buffer | string;
  idat?: Buffer | string;
  /** More boxes of `meta`. */
  more?: Buffer;
  properties?: Buffer[];
  /** Boxes of `meta` that are left out. */
  without?: string[];
  top?: Buffer[];
}
const ispe = (width = 40, height = 30) => box('ispe', VERSION, be(width, 4), be(height, 4));
const ftyp = box('ftyp', 'heic', be(0, 4), 'mif1heic');

/** A HEIC, with the places of the first byte of `mdat` and of `idat`. */
function heic({
  items = [],
  mdat = '',
  idat,
  more = Buffer.alloc(0),
  properties = [ispe()],
  without = [],
  top = [],
}: Made) {
  const infe = (type: string, n: number) => box('infe', [2, 0, 0, 0], be(n + 1, 2), be(0, 2), type, [0]);
  const named = items.map(({ type }, n) => (type === '' ? Buffer.alloc(0) : infe(type, n)));
  const meta = (start: number) => {
    const place = ({ at, length, inIdat, method = inIdat ? 1 : 0 }: Item, n: number) =>
      bytes(be(n + 1, 2), be(method, 2), be(0, 2), be(1, 2), be(inIdat ? at : start + at, 4), be(length, 4));
    const parts: [string, Buffer][] = [
      ['iinf', box('iinf', VERSION, be(items.length, 2), ...named)],
      ['iloc', box('iloc', [1, 0, 0, 0], be(0x4400, 2), be(items.length, 2), ...items.map(place))],
      ['iprp', box('iprp', box('ipco', ...properties))],
      ['idat', idat === undefined ? Buffer.alloc(0) : box('idat', idat)],
    ];
    return box(
      'meta',
      VERSION,
      more,
      ...parts.filter(([name]) => !without.includes(name)).map(([, part]) => part),
    );
  };
  const start = ftyp.length + meta(0).length + 8;
  const inIdat = idat === undefined ? NaN : start - 8 - idat.length;
  return { file: bytes(ftyp, meta(start), box('mdat', mdat), ...top), mdatAt: start, idatAt: inIdat };
}
const look = (of: Made) => outcome(() => cleanHeic(contentOf(heic(of).file)));
const edits = async (of: Made) => (await cleanHeic(contentOf(heic(of).file))).edits;

describe('a HEIC is told by its brands', () => {
  const head = (brands: string, size = 8 + brands.length, name = 'ftyp') =>
    isHeic(bytes(be(size, 4), name, brands, Buffer.alloc(40)));
  it.each([
    ['heic\0\0\0\0', true],
    ['heix\0\0\0\0', true],
    ['heim\0\0\0\0', true],
    ['heis\0\0\0\0', true],
    ['mif1\0\0\0\0miafheic', true],
    ['mif1\0\0\0\0heix', true],
    ['mif1\0\0\0\0avif', false],
    ['mif1\0\0\0\0heicx', true],
    ['mif1\0\0\0\0xheic', false],
    ['avif\0\0\0\0mif1heic', false],
    ['msf1\0\0\0\0hevcheic', false],
    ['qt  \0\0\0\0', false],
    ['', false],
  ])('%j: %s', (brands, is) => expect(head(brands)).toBe(is));

  it('only by those inside the box, which comes first', () => {
    expect(head('mif1\0\0\0\0heic', 16)).toBe(false);
    expect(head('mif1\0\0\0\0heic', 20)).toBe(true);
    expect(head('heic\0\0\0\0', 16, 'free')).toBe(false);
  });
});

describe('a HEIC', () => {
  it('without items that are foreign stays as it is', async () => {
    const items = ['hvc1', 'grid', 'iovl', 'iden', 'tmap', 'jpeg'].map((type) => ({
      type,
      at: 0,
      length: 4,
    }));
    const top = [box('free', 'x'), box('skip', 'y')];
    const cleaning = await cleanHeic(contentOf(heic({ items, mdat: 'abcd', top }).file));
    expect([cleaning.edits, cleaning.removed]).toEqual([[], null]);
  });

  it.each<[string, Made]>([
    ['has no meta', { top: [] }],
    ['has two', { top: [box('meta', VERSION)] }],
    ['has a box at its top that no picture has', { top: [box('moov', 'x')] }],
    ['does not say its size', { properties: [] }],
    ['does not say what its items are', { without: ['iinf'] }],
    ['does not say where its items are', { without: ['iloc'] }],
    ['has an item in a box that is not there', { items: [{ type: 'Exif', at: 0, length: 1, inIdat: true }] }],
    ['has an item in another item', { items: [{ type: 'Exif', at: 0, length: 1, method: 2 }], mdat: 'x' }],
    ['has an item in a way unknown', { items: [{ type: 'Exif', at: 0, length: 1, method: 3 }], idat: 'x' }],
  ])('is not taken where it %s', async (what, of) => {
    const looking = what === 'has no meta' ? outcome(() => cleanHeic(contentOf(ftyp))) : look(of);
    expect(await looking).toBe('file-not-cleanable');
  });

  it('is looked at up to a megabyte of what it says of itself', async () => {
    const length = (of: Made) => heic(of).mdatAt - 8 - ftyp.length - 8;
    const room = MB - length({ more: box('free') });
    const filled = (more: number) => ({ more: box('free', Buffer.alloc(more)) });
    expect(length(filled(room))).toBe(MB);
    expect(await look(filled(room))).toBe('read');
    expect(await look(filled(room + 1))).toBe('file-not-cleanable');
  });

  it('has the size of its property for sizes, whatever others say', async () => {
    expect(await look({ properties: [box('colr', Buffer.alloc(12)), box('pixi'), ispe()] })).toBe('read');
    expect(await look({ properties: [ispe(), ispe(40_000, 1)] })).toBe('file-too-many-pixels');
    expect(await look({ properties: [ispe(0, 1)] })).toBe('file-damaged');
  });

  it('loses what is foreign in the order of the places, filled with blanks', async () => {
    const mdat = 'pictureGPSname';
    const items = [
      { type: 'none', at: 10, length: 4 },
      { type: 'mime', at: 7, length: 3 },
      { type: 'hvc1', at: 0, length: 7 },
    ];
    const { file, mdatAt: at } = heic({ items, mdat });
    const cleaning = await cleanHeic(contentOf(file));
    expect(cleaning.edits).toEqual([
      { from: at + 7, to: at + 10, by: Buffer.from('   ') },
      { from: at + 10, to: at + 14, by: Buffer.from('    ') },
    ]);
    expect(cleaning.removed).toBe('LOCATION');
  });

  it('loses an item that it gives no type', async () => {
    expect(await edits({ items: [{ type: '', at: 0, length: 4 }], mdat: 'name' })).toHaveLength(1);
  });

  it('loses what lies in a box of its own, at its place in the file', async () => {
    const of = { items: [{ type: 'mime', at: 2, length: 4, inIdat: true }], idat: 'xxnamexx' };
    const { file, idatAt } = heic(of);
    expect(file.toString('latin1', idatAt + 2, idatAt + 6)).toBe('name');
    expect(await edits(of)).toEqual([{ from: idatAt + 2, to: idatAt + 6, by: Buffer.from('    ') }]);
  });

  it('is refused where a foreign item lies outside the file, or is more than a megabyte', async () => {
    const of = (length: number, has: number) =>
      look({ items: [{ type: 'mime', at: 0, length }], mdat: Buffer.alloc(has) });
    expect([await of(5, 5), await of(6, 5)]).toEqual(['read', 'file-damaged']);
    expect([await of(MB, MB), await of(MB + 1, MB + 1)]).toEqual(['read', 'file-not-cleanable']);
  });
});

describe('Exif of a HEIC', () => {
  const TIFF = smallExif({ orientation: 6, takenAt: null, located: false });
  const left = async (item: Buffer) => {
    const of = { items: [{ type: 'Exif', at: 0, length: item.length }], mdat: item };
    const { mdatAt } = heic(of);
    const [edit] = await edits(of);
    expect([edit!.from, edit!.to]).toEqual([mdatAt, mdatAt + item.length]);
    return edit!.by!;
  };

  it('keeps which way up it is, in place, wherever its structure begins', async () => {
    for (const item of [bytes(be(0, 4), exif()), bytes(be(6, 4), 'Exif\0\0', exif())]) {
      const by = await left(item);
      expect([by.length, readExif(by.subarray(4)).orientation]).toEqual([item.length, 6]);
      expect(by.subarray(0, 4)).toEqual(be(0, 4));
    }
  });

  it('is emptied where what is kept has no room', async () => {
    const whole = bytes(be(0, 4), TIFF);
    expect(await left(whole)).toEqual(whole);
    const short = whole.subarray(0, -1);
    expect(await left(short)).toEqual(Buffer.alloc(short.length));
  });

  it('is emptied where it is too short for the place of its structure, or names one outside', async () => {
    for (let length = 1; length < 5; length++)
      expect(await left(Buffer.alloc(length, 1))).toEqual(Buffer.alloc(length));
    const outside = bytes(be(0xffff_ffff, 4), TIFF);
    expect(readExif((await left(outside)).subarray(4)).orientation).toBe(1);
  });
});

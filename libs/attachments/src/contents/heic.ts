import type { RandomAccess } from '@app/platform';
import { innerBoxes, topBoxes, type Box } from './boxes.js';
import { exactly, refused } from './finding.js';
import { itemTypes, placesOf, type Extent } from './heic-items.js';
import { checkPixels, Cleaning } from './picture.js';
import { readExif, smallExif } from './tiff.js';

const LARGEST_META = 1024 * 1024;
/** Items that are part of the picture (ISO/IEC 23008-12); all others are overwritten. */
const PICTURE = ['hvc1', 'grid', 'iovl', 'iden', 'tmap', 'jpeg'];
const TOP = ['ftyp', 'meta', 'mdat', 'free', 'skip'];
const BRANDS = ['heic', 'heix', 'heim', 'heis', 'mif1'];

/** A HEIC whose metadata could not be found for certain: better not taken than with its place in it. */
const notCleanable = () => refused('file-not-cleanable');

/** Brands of single pictures in HEVC; sequences and AV1 are other types. */
export function isHeic(head: Buffer): boolean {
  if (head.toString('latin1', 4, 8) !== 'ftyp') return false;
  const brands = head.subarray(8, Math.min(head.length, head.readUInt32BE(0))).toString('latin1');
  const names = brands.match(/.{4}/gs) ?? [];
  return BRANDS.includes(names[0] ?? '') && names.some((name) => /^hei[cxms]$/.test(name));
}

/** Overwrites Exif, XMP and unknown items of a HEIC in place, so that nothing else moves. */
export async function cleanHeic(source: RandomAccess): Promise<Cleaning> {
  const top = await topBoxes(source);
  const metas = top.filter(({ type }) => type === 'meta');
  if (metas.length !== 1 || top.some(({ type }) => !TOP.includes(type))) throw notCleanable();
  const meta = metas[0]!;
  if (meta.to - meta.from > LARGEST_META) throw notCleanable();
  const bytes = await exactly(source, meta.from, meta.to - meta.from);
  // four bytes of version and flags before the boxes
  const boxes = innerBoxes(bytes, 4, bytes.length);
  checkSizes(bytes, boxes);
  const cleaning = new Cleaning();
  for (const { type, extents } of foreignItems(bytes, boxes, meta.from))
    for (const extent of extents) await overwrite(source, type, extent, cleaning);
  cleaning.edits.sort((a, b) => a.from - b.from);
  return cleaning;
}

function checkSizes(bytes: Buffer, boxes: readonly Box[]): void {
  const inside = (of: readonly Box[], name: string) =>
    of.filter(({ type }) => type === name).flatMap(({ from, to }) => innerBoxes(bytes, from, to));
  const sizes = inside(inside(boxes, 'iprp'), 'ipco').filter(({ type }) => type === 'ispe');
  if (sizes.length === 0) throw notCleanable();
  for (const { from } of sizes) checkPixels(bytes.readUInt32BE(from + 4), bytes.readUInt32BE(from + 8));
}

function foreignItems(bytes: Buffer, boxes: readonly Box[], metaAt: number) {
  const one = (name: string) => boxes.find(({ type }) => type === name);
  const [info, places, data] = [one('iinf'), one('iloc'), one('idat')];
  if (!info || !places) throw notCleanable();
  const types = itemTypes(bytes, info);
  return placesOf(bytes, places)
    .map((item) => ({ ...item, type: types.get(item.id) ?? '' }))
    .filter(({ type }) => !PICTURE.includes(type))
    .map(({ type, method, extents }) => {
      // 0: places in the file, 1: in the box `idat`
      if (method > 1 || (method === 1 && !data)) throw notCleanable();
      const shift = method === 1 ? metaAt + data!.from : 0;
      return { type, extents: extents.map(({ from, length }) => ({ from: from + shift, length })) };
    });
}

async function overwrite(
  source: RandomAccess,
  type: string,
  { from, length }: Extent,
  cleaning: Cleaning,
): Promise<void> {
  if (length > LARGEST_META) throw notCleanable();
  const body = await exactly(source, from, length);
  const to = from + length;
  if (type !== 'Exif') return cleaning.blank(from, to, body);
  // the first four bytes say where the TIFF structure begins, counted after them
  const tiffAt = length < 4 ? length : 4 + body.readUInt32BE(0);
  const exif = readExif(body.subarray(tiffAt));
  const kept = Buffer.concat([Buffer.alloc(4), smallExif(exif)]);
  const by = Buffer.alloc(length);
  if (kept.length <= length) kept.copy(by);
  cleaning.replace({ from, to, by }, exif.located);
}

import type { Box } from './boxes.js';
import { innerBoxes } from './boxes.js';
import { damaged } from './finding.js';

export interface Extent {
  from: number;
  length: number;
}

/** A photo has about a hundred; entries of no bytes could name billions. */
const MOST_EXTENTS = 10_000;

/** Where an item of the box `iloc` lies. `method`: 0 in the file, 1 in the box `idat`, 2 in another item. */
export interface PlacedItem {
  id: number;
  method: number;
  extents: Extent[];
}

/** Reads numbers one after the other; what lies beyond the end is damage. */
class Numbers {
  constructor(
    private readonly bytes: Buffer,
    private at: number,
    private readonly end: number,
  ) {}

  skip(size: number): void {
    this.at += size;
  }

  /** A number of 0, 1, 2, 4 or 8 bytes. */
  next(size: number): number {
    if (![0, 1, 2, 4, 8].includes(size) || this.at + size > this.end) throw damaged();
    const from = this.at;
    this.at += size;
    if (size === 0) return 0;
    if (size === 8) return Number(this.bytes.readBigUInt64BE(from));
    return this.bytes.readUIntBE(from, size);
  }
}

/** The type of each item of a box `iinf`: `hvc1`, `Exif`, `mime` … */
export function itemTypes(bytes: Buffer, { from, to }: Box): Map<number, string> {
  const version = bytes[from]!;
  const found = new Map<number, string>();
  for (const box of innerBoxes(bytes, from + (version === 0 ? 6 : 8), to)) {
    if (box.type !== 'infe') continue;
    const numbers = new Numbers(bytes, box.from, box.to);
    const wide = numbers.next(1) >= 3;
    numbers.skip(3);
    const id = numbers.next(wide ? 4 : 2);
    const typeAt = box.from + 4 + (wide ? 4 : 2) + 2;
    found.set(id, bytes.toString('latin1', typeAt, typeAt + 4));
  }
  return found;
}

/** The places of all items of a box `iloc` (ISO/IEC 14496-12, 8.11.3). */
export function placesOf(bytes: Buffer, { from, to }: Box): PlacedItem[] {
  const numbers = new Numbers(bytes, from, to);
  const version = numbers.next(1);
  if (version > 2) throw damaged();
  numbers.skip(3);
  const sizes = numbers.next(2);
  const [offset, length, base, index] = [12, 8, 4, 0].map((shift) => (sizes >> shift) & 15);
  const [wide, methods] = [version === 2, version > 0];
  const items: PlacedItem[] = [];
  let all = 0;
  for (let left = numbers.next(wide ? 4 : 2); left > 0; left--) {
    const id = numbers.next(wide ? 4 : 2);
    const method = methods ? numbers.next(2) & 15 : 0;
    numbers.next(2);
    const start = numbers.next(base!);
    const extents: Extent[] = [];
    for (let more = numbers.next(2); more > 0; more--) {
      if (++all > MOST_EXTENTS) throw damaged();
      if (methods) numbers.next(index!);
      extents.push({ from: start + numbers.next(offset!), length: numbers.next(length!) });
    }
    items.push({ id, method, extents });
  }
  return items;
}

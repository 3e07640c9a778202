/** The few tags of Exif that are looked at (Exif 2.32, table 4). */
const ORIENTATION = 0x0112;
const CHANGED_AT = 0x0132;
const EXIF_POINTER = 0x8769;
const GPS_POINTER = 0x8825;
const TAKEN_AT = 0x9003;
const SHORT = 3;
const ASCII = 2;
const LONG = 4;
const ENTRY = 12;
/** `2026:08:19 10:00:00` with its final zero. */
const TIME = /^\d{4}:\d\d:\d\d \d\d:\d\d:\d\d$/;
const TIME_BYTES = 20;

/** What is kept of a picture's Exif: which way up it is, and when it was taken. */
export interface Exif {
  orientation: number;
  takenAt: string | null;
  /** Whether it says where the picture was taken. */
  located: boolean;
}

interface Tags {
  short(tag: number): number | undefined;
  long(tag: number): number | undefined;
  time(tag: number): string | undefined;
  has(tag: number): boolean;
}

/** Reads a TIFF structure; what cannot be read counts as absent, since all of it is replaced anyway. */
export function readExif(tiff: Buffer): Exif {
  const first = tagsAt(tiff, tiff.length < 8 ? 0 : uint32(tiff, 4));
  const pointer = first.long(EXIF_POINTER);
  const inner = pointer === undefined ? undefined : tagsAt(tiff, pointer);
  const orientation = first.short(ORIENTATION) ?? 1;
  return {
    orientation: orientation >= 1 && orientation <= 8 ? orientation : 1,
    takenAt: inner?.time(TAKEN_AT) ?? first.time(CHANGED_AT) ?? null,
    located: first.has(GPS_POINTER),
  };
}

const little = (tiff: Buffer) => tiff[0] === 0x49;
const uint16 = (tiff: Buffer, at: number) => (little(tiff) ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at));
const uint32 = (tiff: Buffer, at: number) => (little(tiff) ? tiff.readUInt32LE(at) : tiff.readUInt32BE(at));

function tagsAt(tiff: Buffer, at: number): Tags {
  const places = new Map<number, number>();
  const count = at >= 8 && at + 2 <= tiff.length ? uint16(tiff, at) : 0;
  for (let n = 0; n < count && at + 2 + (n + 1) * ENTRY <= tiff.length; n++)
    places.set(uint16(tiff, at + 2 + n * ENTRY), at + 2 + n * ENTRY);
  const value = (tag: number, type: number) => {
    const place = places.get(tag);
    return place !== undefined && uint16(tiff, place + 2) === type ? place + 8 : undefined;
  };
  const time = (tag: number) => {
    const place = value(tag, ASCII);
    const from = place === undefined ? Infinity : uint32(tiff, place);
    const text = from + TIME_BYTES <= tiff.length ? tiff.toString('latin1', from, from + TIME_BYTES - 1) : '';
    return TIME.test(text) ? text : undefined;
  };
  return {
    short: (tag) => (value(tag, SHORT) === undefined ? undefined : uint16(tiff, value(tag, SHORT)!)),
    long: (tag) => (value(tag, LONG) === undefined ? undefined : uint32(tiff, value(tag, LONG)!)),
    time,
    has: (tag) => places.has(tag),
  };
}

/** A TIFF structure with only orientation and time; undefined where there is nothing to keep. */
export const keptExif = (exif: Exif): Buffer | undefined =>
  exif.orientation === 1 && exif.takenAt === null ? undefined : smallExif(exif);

export function smallExif({ orientation, takenAt }: Exif): Buffer {
  const entries = takenAt === null ? 1 : 2;
  const dataAt = 8 + 2 + entries * ENTRY + 4;
  const tiff = Buffer.alloc(dataAt + (takenAt === null ? 0 : TIME_BYTES));
  tiff.write('MM\0*', 0, 'latin1');
  tiff.writeUInt32BE(8, 4);
  tiff.writeUInt16BE(entries, 8);
  entry(tiff, 10, [ORIENTATION, SHORT, 1, orientation << 16]);
  if (takenAt !== null) {
    entry(tiff, 10 + ENTRY, [CHANGED_AT, ASCII, TIME_BYTES, dataAt]);
    tiff.write(takenAt, dataAt, 'latin1');
  }
  return tiff;
}

function entry(tiff: Buffer, at: number, [tag, type, count, value]: [number, number, number, number]): void {
  tiff.writeUInt16BE(tag, at);
  tiff.writeUInt16BE(type, at + 2);
  tiff.writeUInt32BE(count, at + 4);
  tiff.writeUInt32BE(value >>> 0, at + 8);
}

import type { RandomAccess } from '@app/platform';
import { damaged, exactly } from './finding.js';
import { checkPixels, Cleaning } from './picture.js';

/** Chunks that decide how the picture looks (WebP container specification). */
const NEEDED = ['VP8 ', 'VP8L', 'VP8X', 'ICCP', 'ANIM', 'ANMF', 'ALPH'];
const [EXIF_FLAG, XMP_FLAG] = [0x08, 0x04];
const READABLE = 256 * 1024;

/** Takes Exif, XMP and unknown chunks out of a WebP, and what follows its end. */
export async function cleanWebp(source: RandomAccess): Promise<Cleaning> {
  const cleaning = new Cleaning();
  const whole = 8 + (await exactly(source, 4, 4)).readUInt32LE(0);
  if (whole > source.size) throw damaged();
  let flagsAt: number | undefined;
  for (let at = 12; at < whole;) {
    const head = await exactly(source, at, 8);
    const [type, length] = [head.toString('latin1', 0, 4), head.readUInt32LE(4)];
    const end = at + 8 + length + (length % 2);
    if (end > whole) throw damaged();
    if (at === 12) await checkSize(source, type);
    if (type === 'VP8X') flagsAt = at + 8;
    if (!NEEDED.includes(type)) await drop(source, { type, at, end, length }, cleaning);
    at = end;
  }
  cleaning.endAt(whole, source.size);
  return cleaning.edits.length > 0 ? withNewHeader(source, { cleaning, whole, flagsAt }) : cleaning;
}

interface Chunk {
  type: string;
  at: number;
  end: number;
  length: number;
}

async function drop(
  source: RandomAccess,
  { type, at, end, length }: Chunk,
  cleaning: Cleaning,
): Promise<void> {
  const body = await source.read(at + 8, Math.min(length, READABLE));
  const tiff = body.subarray(body.toString('latin1', 0, 6) === 'Exif\0\0' ? 6 : 0);
  if (type === 'EXIF') cleaning.replaceExif(at, end, tiff, exifChunk);
  else cleaning.drop(at, end, body);
}

function exifChunk(tiff: Buffer): Buffer {
  const head = Buffer.from('EXIF\0\0\0\0', 'latin1');
  head.writeUInt32LE(tiff.length, 4);
  return Buffer.concat([head, tiff, Buffer.alloc(tiff.length % 2)]);
}

/** The header says how long the file is, and whether it has Exif and XMP. */
async function withNewHeader(
  source: RandomAccess,
  { cleaning, whole, flagsAt }: { cleaning: Cleaning; whole: number; flagsAt: number | undefined },
): Promise<Cleaning> {
  const inside = cleaning.edits.filter(({ from }) => from < whole);
  const change = inside.reduce((sum, { from, to, by }) => sum - (to - from) + (by?.length ?? 0), 0);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(whole - 8 + change);
  const head = [{ from: 4, to: 8, by: length }];
  if (flagsAt !== undefined) {
    const flags = (await exactly(source, flagsAt, 1))[0]!;
    const exif = inside.some(({ by }) => by) ? flags & EXIF_FLAG : 0;
    const by = Buffer.from([(flags & ~(EXIF_FLAG | XMP_FLAG)) | exif]);
    head.push({ from: flagsAt, to: flagsAt + 1, by });
  }
  cleaning.edits.unshift(...head);
  // in a file made by hand the flags may come after what is dropped
  cleaning.edits.sort((a, b) => a.from - b.from);
  return cleaning;
}

const SIZES: Record<string, (body: Buffer) => [number, number]> = {
  VP8X: (body) => [1 + body.readUIntLE(4, 3), 1 + body.readUIntLE(7, 3)],
  'VP8 ': (body) => [body.readUInt16LE(6) & 0x3fff, body.readUInt16LE(8) & 0x3fff],
  VP8L: (body) => {
    const bits = body.readUInt32LE(1);
    return [1 + (bits & 0x3fff), 1 + ((bits >>> 14) & 0x3fff)];
  },
};

async function checkSize(source: RandomAccess, type: string): Promise<void> {
  const size = SIZES[type];
  if (!size) throw damaged();
  checkPixels(...size(await exactly(source, 20, 10)));
}

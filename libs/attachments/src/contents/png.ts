import type { RandomAccess } from '@app/platform';
import { crc32 } from 'node:zlib';
import { damaged, exactly } from './finding.js';
import { checkPixels, Cleaning } from './picture.js';

export const PNG_SIGNATURE = Buffer.from('89504e470d0a1a0a', 'hex');
/** Chunks that decide how the picture looks (PNG 3rd edition, section 11, and its animations). */
const NEEDED = new Set([
  ...['IHDR', 'PLTE', 'IDAT', 'IEND', 'tRNS', 'gAMA', 'cHRM', 'sRGB', 'iCCP', 'cICP', 'mDCV', 'cLLI'],
  ...['sBIT', 'bKGD', 'hIST', 'pHYs', 'sPLT', 'tIME', 'acTL', 'fcTL', 'fdAT'],
]);
/** Longer metadata is removed without being looked at. */
const READABLE = 256 * 1024;

/** Takes texts, Exif and unknown chunks out of a PNG, and what follows its end. */
export async function cleanPng(source: RandomAccess): Promise<Cleaning> {
  const cleaning = new Cleaning();
  for (let at = PNG_SIGNATURE.length; ;) {
    const head = await exactly(source, at, 8);
    const [length, type] = [head.readUInt32BE(0), head.toString('latin1', 4)];
    const end = at + 12 + length;
    if (end > source.size) throw damaged();
    if (at === PNG_SIGNATURE.length) await checkHeader(source, type, at);
    if (type === 'IEND') {
      cleaning.endAt(end, source.size);
      return cleaning;
    }
    if (!NEEDED.has(type)) {
      const body = await source.read(at + 8, Math.min(length, READABLE));
      if (type === 'eXIf') cleaning.replaceExif(at, end, body, (kept) => chunk('eXIf', kept));
      else cleaning.drop(at, end, body);
    }
    at = end;
  }
}

async function checkHeader(source: RandomAccess, type: string, at: number): Promise<void> {
  if (type !== 'IHDR') throw damaged();
  const size = await exactly(source, at + 8, 8);
  checkPixels(size.readUInt32BE(0), size.readUInt32BE(4));
}

function chunk(type: string, body: Buffer): Buffer {
  const made = Buffer.alloc(12 + body.length);
  made.writeUInt32BE(body.length, 0);
  made.write(type, 4, 'latin1');
  body.copy(made, 8);
  made.writeUInt32BE(crc32(made.subarray(4, 8 + body.length)), 8 + body.length);
  return made;
}

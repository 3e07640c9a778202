import type { RandomAccess } from '@app/platform';
import { damaged, exactly } from './finding.js';
import { checkPixels, Cleaning } from './picture.js';

const EXIF = Buffer.from('Exif\0\0', 'latin1');
const [SOI, EOI, SOS, APP1] = [0xd8, 0xd9, 0xda, 0xe1];
const WINDOW = 64 * 1024;

/** Parts that a viewer needs: what JFIF says of the picture, its colour profile, how its colours are coded. */
const NEEDED: [marker: number, begins: string][] = [
  [0xe0, 'JFIF\0'],
  [0xe2, 'ICC_PROFILE\0'],
  [0xee, 'Adobe'],
];

const isFrame = (marker: number) => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
const isMetadata = (marker: number) => (marker >= 0xe0 && marker <= 0xef) || marker === 0xfe;
const isNeeded = (marker: number, body: Buffer) =>
  NEEDED.some(
    ([of, begins]) => marker === of && body.subarray(0, begins.length).toString('latin1') === begins,
  );

/**
 * Takes the metadata out of a JPEG (ISO/IEC 10918-1, annex B) without touching its picture data: all application
 * segments but the needed ones, comments, and what follows the end of the picture.
 */
export async function cleanJpeg(source: RandomAccess): Promise<Cleaning> {
  const cleaning = new Cleaning();
  let [at, framed] = [2, false];
  for (;;) {
    const head = await exactly(source, at, 2);
    const marker = head[1]!;
    if (head[0] !== 0xff) throw damaged();
    if (marker === 0xff) at += 1; // fill byte
    else if (marker === EOI) break;
    else if (marker === SOI) throw damaged();
    else {
      const length = (await exactly(source, at + 2, 2)).readUInt16BE(0);
      const body = await exactly(source, at + 4, length - 2);
      if (isFrame(marker)) framed = checkFrame(body);
      if (isMetadata(marker)) clean(cleaning, marker, at, body);
      at += 2 + length;
      if (marker === SOS) at = await endOfScan(source, at);
    }
  }
  if (!framed) throw damaged();
  cleaning.endAt(at + 2, source.size);
  return cleaning;
}

function checkFrame(body: Buffer): true {
  if (body.length < 6) throw damaged();
  checkPixels(body.readUInt16BE(3), body.readUInt16BE(1));
  return true;
}

function clean(cleaning: Cleaning, marker: number, at: number, body: Buffer): void {
  const end = at + 4 + body.length;
  if (isNeeded(marker, body)) return;
  if (marker === APP1 && body.subarray(0, EXIF.length).equals(EXIF))
    cleaning.replaceExif(at, end, body.subarray(EXIF.length), exifSegment);
  else cleaning.drop(at, end, body);
}

function exifSegment(tiff: Buffer): Buffer {
  const head = Buffer.from([0xff, APP1, 0, 0]);
  head.writeUInt16BE(2 + EXIF.length + tiff.length, 2);
  return Buffer.concat([head, EXIF, tiff]);
}

/** The place of the next marker after entropy-coded data; stuffed zeros and restart markers belong to the data. */
async function endOfScan(source: RandomAccess, from: number): Promise<number> {
  for (let at = from; at < source.size;) {
    const bytes = await source.read(at, WINDOW);
    for (let place = bytes.indexOf(0xff); place >= 0; place = bytes.indexOf(0xff, place + 1)) {
      if (place === bytes.length - 1) break;
      const next = bytes[place + 1]!;
      if (next !== 0 && next !== 0xff && !(next >= 0xd0 && next <= 0xd7)) return at + place;
    }
    // the last byte is read again with the one that follows it
    at += Math.max(1, bytes.length - 1);
  }
  throw damaged();
}

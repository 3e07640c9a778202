import type { RandomAccess } from '@app/platform';
import { damaged, exactly } from './finding.js';
import { checkPixels, Cleaning } from './picture.js';

const [EXTENSION, IMAGE, TRAILER] = [0x21, 0x2c, 0x3b];
const [GRAPHIC, APPLICATION] = [0xf9, 0xff];
/** How often an animation is repeated, and its colour profile. */
const NEEDED = ['NETSCAPE2.0', 'ANIMEXTS1.0', 'ICCRGBG1012'];

const tableBytes = (flags: number) => (flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0);

/** Takes comments, XMP and other data of applications out of a GIF, and what follows its end. */
export async function cleanGif(source: RandomAccess): Promise<Cleaning> {
  const cleaning = new Cleaning();
  const head = await exactly(source, 0, 13);
  checkPixels(head.readUInt16LE(6), head.readUInt16LE(8));
  for (let at = 13 + tableBytes(head[10]!); ;) {
    const kind = (await exactly(source, at, 1))[0];
    if (kind === TRAILER) {
      cleaning.endAt(at + 1, source.size);
      return cleaning;
    }
    if (kind === IMAGE) at = await endOfImage(source, at);
    else if (kind === EXTENSION) at = await extension(source, at, cleaning);
    else throw damaged();
  }
}

async function endOfImage(source: RandomAccess, at: number): Promise<number> {
  const head = await exactly(source, at, 10);
  // the byte after the colour table is the size of the codes
  return endOfBlocks(source, at + 10 + tableBytes(head[9]!) + 1);
}

async function extension(source: RandomAccess, at: number, cleaning: Cleaning): Promise<number> {
  const label = (await exactly(source, at, 2))[1]!;
  const end = await endOfBlocks(source, at + 2);
  const body = await source.read(at + 3, Math.min(end - at - 3, 64 * 1024));
  const needed = label === APPLICATION && NEEDED.includes(body.toString('latin1', 0, 11));
  if (label !== GRAPHIC && !needed) cleaning.drop(at, end, body);
  return end;
}

/** Blocks of up to 255 bytes, each after its length; a length of zero ends them. */
async function endOfBlocks(source: RandomAccess, from: number): Promise<number> {
  for (let at = from; ;) {
    const length = (await exactly(source, at, 1))[0]!;
    at += 1 + length;
    if (length === 0) return at;
  }
}

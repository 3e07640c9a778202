import type { RandomAccess } from '@app/platform';
import { pipeline, Readable } from 'node:stream';
import { createInflateRaw } from 'node:zlib';
import { damaged, exactly, refused } from './finding.js';

const END = Buffer.from('PK\x05\x06', 'latin1');
const END_BYTES = 22;
const LONGEST_COMMENT = 0xffff;
const ENTRY = 0x02014b50;
const LOCAL = 0x04034b50;
const [STORED, DEFLATED] = [0, 8];

/** What an office document never reaches, and a zip bomb must. */
const MOST = { entries: 5_000, bytes: 100 * 1024 * 1024, ratio: 100 };
/** A small file may shrink well. */
const RATIO_FROM = 1024 * 1024;

export interface ZipEntry {
  name: string;
  method: number;
  /** Packed and unpacked bytes, as the directory states them. */
  packed: number;
  unpacked: number;
  /** Where its local header begins. */
  at: number;
}

/** Where the directory's end lies, if the file ends like a zip; such a file is a zip, whatever it begins with. */
export async function zipEnd(source: RandomAccess): Promise<number | undefined> {
  const from = Math.max(0, source.size - END_BYTES - LONGEST_COMMENT);
  const tail = await source.read(from, source.size - from);
  for (let at = tail.lastIndexOf(END); at >= 0; at = at === 0 ? -1 : tail.lastIndexOf(END, at - 1)) {
    const whole =
      at + END_BYTES <= tail.length && at + END_BYTES + tail.readUInt16LE(at + 20) === tail.length;
    if (whole) return from + at;
  }
  return undefined;
}

/** The entries of a zip, checked to be no bomb: number, unpacked bytes, ratio, and that no two lie in one place. */
export async function zipEntries(source: RandomAccess): Promise<ZipEntry[]> {
  const endAt = await zipEnd(source);
  if (endAt === undefined) throw damaged();
  const end = await exactly(source, endAt, END_BYTES);
  const [count, length, from] = [end.readUInt16LE(10), end.readUInt32LE(12), end.readUInt32LE(16)];
  if (count > MOST.entries) throw refused('file-bomb');
  if (from + length !== endAt) throw refused('file-mixed');
  const entries = entriesIn(await exactly(source, from, length), count);
  checkBomb(entries, from);
  return entries;
}

function entriesIn(directory: Buffer, count: number): ZipEntry[] {
  const entries: ZipEntry[] = [];
  let at = 0;
  for (let n = 0; n < count; n++) {
    if (at + 46 > directory.length || directory.readUInt32LE(at) !== ENTRY) throw damaged();
    if (directory.readUInt16LE(at + 8) & 1) throw refused('file-encrypted');
    const [nameLength, extra, comment] = [28, 30, 32].map((place) => directory.readUInt16LE(at + place));
    entries.push({
      name: directory.toString('utf8', at + 46, at + 46 + nameLength!),
      method: directory.readUInt16LE(at + 10),
      packed: directory.readUInt32LE(at + 20),
      unpacked: directory.readUInt32LE(at + 24),
      at: directory.readUInt32LE(at + 42),
    });
    at += 46 + nameLength! + extra! + comment!;
  }
  if (at !== directory.length) throw damaged();
  return entries;
}

function checkBomb(entries: readonly ZipEntry[], directoryAt: number): void {
  const sum = (of: 'packed' | 'unpacked') => entries.reduce((total, entry) => total + entry[of], 0);
  const [packed, unpacked] = [sum('packed'), sum('unpacked')];
  if (unpacked > MOST.bytes) throw refused('file-bomb');
  if (unpacked > RATIO_FROM && unpacked > packed * MOST.ratio) throw refused('file-bomb');
  const inOrder = entries.toSorted((a, b) => a.at - b.at);
  if (inOrder[0]?.at !== 0) throw refused('file-mixed');
  inOrder.forEach((entry, n) => {
    const next = inOrder[n + 1]?.at ?? directoryAt;
    if (entry.at + 30 + entry.packed > next) throw refused('file-bomb');
  });
}

/**
 * The unpacked bytes of an entry, chunk by chunk; throws when there are more than the directory states, so that a bomb
 * that understates its size is found before it is unpacked.
 */
export async function* unpacked(source: RandomAccess, entry: ZipEntry): AsyncGenerator<Buffer> {
  const head = await exactly(source, entry.at, 30);
  if (head.readUInt32LE(0) !== LOCAL || ![STORED, DEFLATED].includes(entry.method)) throw damaged();
  if (head.readUInt16LE(8) !== entry.method) throw damaged();
  const from = entry.at + 30 + head.readUInt16LE(26) + head.readUInt16LE(28);
  const packed = pieces(source, from, entry.packed);
  let size = 0;
  for await (const chunk of entry.method === STORED ? packed : inflated(packed)) {
    size += chunk.length;
    if (size > entry.unpacked) throw refused('file-bomb');
    yield chunk;
  }
  if (size !== entry.unpacked) throw damaged();
}

const PIECE = 64 * 1024;

async function* pieces(source: RandomAccess, from: number, length: number): AsyncGenerator<Buffer> {
  for (let done = 0; done < length; done += PIECE)
    yield await exactly(source, from + done, Math.min(PIECE, length - done));
}

async function* inflated(packed: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const inflate = createInflateRaw();
  // an error on either side destroys both, and is thrown by the loop
  pipeline(Readable.from(packed), inflate, () => undefined);
  try {
    for await (const chunk of inflate) yield chunk as Buffer;
  } catch (error) {
    throw isZlib(error) ? damaged() : error;
  }
}

const isZlib = (error: unknown): boolean => String((error as NodeJS.ErrnoException).code).startsWith('Z_');

/** The whole of an entry, for the small ones that say what the document is. */
export async function unpackedWhole(
  source: RandomAccess,
  entry: ZipEntry,
  most = 1024 * 1024,
): Promise<Buffer> {
  if (entry.unpacked > most) throw refused('file-bomb');
  const chunks: Buffer[] = [];
  for await (const chunk of unpacked(source, entry)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

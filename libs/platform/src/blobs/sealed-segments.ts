import { createCipheriv, createDecipheriv, type KeyObject } from 'node:crypto';
import type { RandomAccess } from './blob-store.js';

/** Bytes of plain text in a segment; the last one may have fewer. */
export const SEGMENT = 32 * 1024;
const TAG = 16;
const STORED = SEGMENT + TAG;

type Key = Buffer | KeyObject;

/**
 * AES-256-GCM in segments (the STREAM construction of Hoang, Reyhanitabar, Rogaway and Vizár, 2015): each segment is
 * sealed under a nonce of its number and whether it is the last, so that segments cannot be removed, repeated, put in
 * another order or cut off. A key must seal one stream only.
 */
export async function* sealSegments(key: Key, plain: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  const held = Buffer.allocUnsafeSlow(SEGMENT);
  let [used, number] = [0, 0];
  for await (const chunk of plain)
    for (let at = 0; at < chunk.length;) {
      // a full segment waits for the next byte: only then it is known not to be the last
      if (used === SEGMENT) {
        yield* sealed(key, number++, false, held);
        used = 0;
      }
      const length = Math.min(SEGMENT - used, chunk.length - at);
      held.set(chunk.subarray(at, at + length), used);
      used += length;
      at += length;
    }
  yield* sealed(key, number, true, held.subarray(0, used));
}

const segmentsIn = (stored: number): number => Math.max(1, Math.ceil(stored / STORED));

/** Bytes of plain text in a sealed stream of the given size in bytes. */
export const plainSize = (stored: number): number => Math.max(0, stored - segmentsIn(stored) * TAG);

/** The plain text of what `sealSegments` made, from any place. Reading throws where a byte was changed or is missing. */
export class OpenSegments implements RandomAccess {
  readonly size: number;
  private readonly last: number;
  private recent?: { number: number; plain: Buffer };

  constructor(
    private readonly key: Key,
    private readonly stored: RandomAccess,
  ) {
    this.last = segmentsIn(stored.size) - 1;
    this.size = plainSize(stored.size);
  }

  async read(at: number, length: number): Promise<Buffer> {
    const end = Math.min(at + length, this.size);
    const parts: Buffer[] = [];
    for (let from = at; from < end;) {
      const number = Math.floor(from / SEGMENT);
      const within = from - number * SEGMENT;
      const part = (await this.segment(number)).subarray(within, within + end - from);
      if (part.length === 0) throw new Error('a segment is shorter than it must be');
      parts.push(part);
      from += part.length;
    }
    return Buffer.concat(parts);
  }

  /** All of it, segment by segment. */
  async *stream(): AsyncGenerator<Buffer> {
    for (let number = 0; number <= this.last; number++) yield await this.segment(number);
  }

  private async segment(number: number): Promise<Buffer> {
    if (this.recent?.number === number) return this.recent.plain;
    const bytes = await this.stored.read(number * STORED, STORED);
    const plain = opened(this.key, number, number === this.last, bytes);
    this.recent = { number, plain };
    return plain;
  }
}

function nonce(number: number, last: boolean): Buffer {
  const bytes = Buffer.alloc(12);
  bytes.writeUInt32BE(number, 7);
  bytes[11] = last ? 1 : 0;
  return bytes;
}

/** In two pieces: many uploads at once must not each copy every segment once more. */
function* sealed(key: Key, number: number, last: boolean, plain: Buffer): Generator<Buffer> {
  const cipher = createCipheriv('aes-256-gcm', key, nonce(number, last));
  yield cipher.update(plain);
  cipher.final();
  yield cipher.getAuthTag();
}

function opened(key: Key, number: number, last: boolean, bytes: Buffer): Buffer {
  if (bytes.length < TAG) throw new Error('a segment is missing');
  const decipher = createDecipheriv('aes-256-gcm', key, nonce(number, last));
  decipher.setAuthTag(bytes.subarray(-TAG));
  const plain = decipher.update(bytes.subarray(0, -TAG));
  decipher.final();
  return plain;
}

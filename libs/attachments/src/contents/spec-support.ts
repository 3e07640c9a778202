import type { Content } from './inspect.js';
import { edited } from './edited.js';
import { inspect } from './inspect.js';

/** Bytes as a stored file offers them, in pieces of an odd size. */
export const contentOf = (bytes: Buffer, piece = 7): Content => ({
  size: bytes.length,
  read: async (at, length) => bytes.subarray(at, at + length),
  async *stream() {
    for (let at = 0; at < bytes.length; at += piece) yield bytes.subarray(at, at + piece);
  },
});

/** A file as it is kept: looked into, with its edits applied. */
export async function kept(bytes: Buffer, piece = 7) {
  const finding = await inspect(contentOf(bytes, piece), '');
  const chunks: Uint8Array[] = [];
  for await (const chunk of edited(contentOf(bytes, piece).stream(), finding.edits)) chunks.push(chunk);
  return { ...finding, bytes: Buffer.concat(chunks) };
}

import type { Problem } from '@app/platform';
import type { Content } from './inspect.js';
import { edited } from './edited.js';
import type { Edit } from './finding.js';
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
  return { ...finding, bytes: await applied(bytes, finding.edits, piece) };
}

export async function applied(bytes: Buffer, edits: readonly Edit[], piece = 7): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of edited(contentOf(bytes, piece).stream(), edits)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** `read`, or the code of the refusal in the field `files`; any other exception is thrown. */
export async function outcome(looking: () => unknown): Promise<string> {
  try {
    await looking();
    return 'read';
  } catch (error) {
    const { kind, detail } = error as Problem;
    if (kind !== 'INVALID') throw error;
    return detail.fields!.map(({ field, code }) => (field === 'files' ? code : field)).join();
  }
}

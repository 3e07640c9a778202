import { describe, expect, it } from '@jest/globals';
import type { BlobStore, OpenBlob, Settings } from '@app/platform';
import { buffer } from 'node:stream/consumers';
import { exifSegment, jpeg, pdf } from '../../../../test/support/sample-files.js';
import { outcome } from '../contents/spec-support.js';
import { Arrivals } from './arrivals.js';
import { SealedFiles } from './sealed-files.js';

const MB = 1024 * 1024;

/** A store in memory that counts what is open. */
function store() {
  const blobs = new Map<string, Buffer>();
  const of = { blobs, put: 0, open: 0 };
  const open = (name: string): Promise<OpenBlob> => {
    const bytes = blobs.get(name);
    if (!bytes) return Promise.reject(new Error('missing'));
    of.open++;
    const read = (at: number, length: number) => Promise.resolve(bytes.subarray(at, at + length));
    return Promise.resolve({ size: bytes.length, read, close: () => Promise.resolve(void of.open--) });
  };
  const put = async (content: AsyncIterable<Uint8Array>) => {
    const [name, bytes] = [`blob${++of.put}`, await buffer(content)];
    blobs.set(name, bytes);
    return { name, size: bytes.length, sha256: '' };
  };
  const remove = (name: string) => Promise.resolve(void blobs.delete(name));
  return { ...of, of, store: { open, put, remove } as unknown as BlobStore };
}

function arrivals() {
  const { of, blobs, store: files } = store();
  const sealed = new SealedFiles(files);
  const arriving = new Arrivals(files, sealed, { ATTACHMENT_MB: 1 } as Settings);
  const take = (
    name: string,
    bytes: Buffer,
    kinds: Parameters<Arrivals['take']>[1] = ['pdf', 'jpg', 'txt'],
  ) => {
    async function* content(): AsyncGenerator<Buffer> {
      for (let at = 0; at < bytes.length; at += 50_000) yield bytes.subarray(at, at + 50_000);
    }
    return arriving.take({ name, content: content() }, kinds);
  };
  return { of, blobs, sealed, take };
}

describe('a file that comes in', () => {
  it.each([
    ['as it came, where nothing is taken out', pdf(), 'a.pdf', pdf(), 1],
    ['cleaned, under another key', jpeg({ metadata: [exifSegment()] }), 'a.jpg', undefined, 2],
  ])('is kept once, sealed: %s', async (_what, bytes, name, expected, puts) => {
    const { of, blobs, sealed, take } = arrivals();
    const arrived = await take(name, bytes);
    const kept = await buffer(await sealed.content(arrived.blob.name, arrived.key));
    expect([...blobs.keys()]).toEqual([arrived.blob.name]);
    expect([arrived.size, of.put, of.open]).toEqual([kept.length, puts, 0]);
    expect(blobs.get(arrived.blob.name)!.includes(bytes.subarray(0, 20))).toBe(false);
    expect(kept.equals(expected ?? kept)).toBe(true);
    expect([kept.includes('Taichung'), arrived.removed]).toEqual([false, expected ? null : 'LOCATION']);
  });

  it.each([
    ['of a type that is not taken', pdf(), 'file-type-not-taken', { kinds: 'jpg、txt' }],
    ['of more than a megabyte', Buffer.alloc(MB + 1, 'x'), 'file-too-large', { megabytes: 1 }],
    ['of no bytes', Buffer.alloc(0), 'file-empty', {}],
  ])('is refused, and nothing is left of it: %s', async (_what, bytes, code, params) => {
    const { of, blobs, take } = arrivals();
    await expect(take('a', bytes, ['jpg', 'txt'])).rejects.toMatchObject({
      detail: { fields: [{ field: 'files', code, params }] },
    });
    expect([blobs.size, of.open]).toEqual([0, 0]);
  });

  it('may have a megabyte exactly', async () => {
    const { take } = arrivals();
    expect(await outcome(() => take('a.txt', Buffer.alloc(MB, 'x')))).toBe('read');
  });

  it('is not open any more where what reads it fails or stops', async () => {
    const { of, sealed, take } = arrivals();
    const { blob, key } = await take('a.txt', Buffer.alloc(200_000, 'x'));
    await expect(sealed.with(blob.name, key, () => Promise.reject(new Error('used')))).rejects.toThrow(
      'used',
    );
    for await (const chunk of await sealed.content(blob.name, key)) {
      expect([chunk.length > 0, of.open]).toEqual([true, 1]);
      break;
    }
    expect(of.open).toBe(0);
    await expect(sealed.content('other', key)).rejects.toThrow('missing');
  });
});

import { chmod, mkdtemp, readdir, rm, stat, symlink, truncate, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  BlobMissingError,
  FileBlobs,
  hours,
  OpenSegments,
  sealSegments,
  SEGMENT,
  type BlobStore,
} from '@app/platform';
import { createHash, randomBytes } from 'node:crypto';

/** The stores that must all behave the same. */
const STORES: [string, (folder: string) => BlobStore][] = [
  ['files', (folder) => new FileBlobs(join(folder, 'blobs'))],
];

async function* pieces(...all: (string | Buffer)[]): AsyncGenerator<Buffer> {
  for (const one of all) yield Buffer.from(one);
}
async function* breaking(): AsyncGenerator<Buffer> {
  yield Buffer.from('half');
  throw new Error('the sender is gone');
}
const named = async (store: BlobStore): Promise<string[]> => {
  const names: string[] = [];
  for await (const { name } of store.list()) names.push(name);
  return names.toSorted();
};
const whole = async (store: BlobStore, name: string): Promise<string> => {
  const blob = await store.open(name);
  const bytes = await blob.read(0, blob.size);
  await blob.close();
  return bytes.toString();
};

describe.each(STORES)('a store of blobs: %s', (_name, make) => {
  let folder: string;
  let store: BlobStore;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'single-window-blobs-'));
    store = make(folder);
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('returns what was put, its size and its hash', async () => {
    const { name, size, sha256 } = await store.put(pieces('one ', '', 'two'));
    expect([await whole(store, name), size, await store.sizeOf(name)]).toEqual(['one two', 7, 7]);
    expect(sha256).toBe(createHash('sha256').update('one two').digest('hex'));
  });

  it('reads from any place, and only what there is', async () => {
    const { name } = await store.put(pieces('0123456789'));
    const blob = await store.open(name);
    expect(String(await blob.read(3, 4))).toBe('3456');
    expect(String(await blob.read(8, 10))).toBe('89');
    expect(String(await blob.read(20, 1))).toBe('');
    await blob.close();
  });

  it('stores an empty one, and many at once under different names', async () => {
    expect(await whole(store, (await store.put(pieces())).name)).toBe('');
    const put = await Promise.all(Array.from({ length: 100 }, (_, n) => store.put(pieces(`${n}`))));
    expect(await Promise.all(put.map(({ name }) => whole(store, name)))).toEqual(put.map((_, n) => `${n}`));
    expect((await named(store)).length).toBe(101);
  });

  it('keeps nothing of a stream that breaks', async () => {
    await expect(store.put(breaking())).rejects.toThrow('the sender is gone');
    expect([await named(store), await store.tidy(Infinity)]).toEqual([[], 0]);
  });

  it('removes one and leaves the others', async () => {
    const [one, two] = [await store.put(pieces('1')), await store.put(pieces('2'))];
    await store.remove(one.name);
    await store.remove(one.name);
    expect([await named(store), await store.sizeOf(one.name)]).toEqual([[two.name], undefined]);
    await expect(store.open(one.name)).rejects.toThrow(BlobMissingError);
  });

  it.each(['../../secret.key', 'aa/../../x', '', '.', 'A'.repeat(32), `${'a'.repeat(32)}\n`])(
    'opens nothing by another name: %j',
    async (name) => {
      await writeFile(join(folder, 'secret.key'), 'secret');
      await expect(store.open(name)).rejects.toThrow(BlobMissingError);
      await expect(store.sizeOf(name)).rejects.toThrow(BlobMissingError);
      await expect(store.remove(name)).rejects.toThrow(BlobMissingError);
    },
  );
});

describe('blobs as files', () => {
  let folder: string;
  let store: FileBlobs;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'single-window-blobs-'));
    store = new FileBlobs(folder);
  });
  afterEach(() => rm(folder, { recursive: true }));
  const pathOf = (name: string) => join(folder, name.slice(0, 2), name.slice(2, 4), name);

  it('can be read only by their owner, in folders that only the owner may enter', async () => {
    const { name } = await store.put(pieces('x'));
    const modes = [pathOf(name), join(pathOf(name), '..'), join(folder, 'unfinished')].map(
      async (path) => (await stat(path)).mode & 0o777,
    );
    expect(await Promise.all(modes)).toEqual([0o600, 0o700, 0o700]);
  });

  it('lists neither strange files nor unfinished ones, and tidies those that are old', async () => {
    await store.put(pieces('x'));
    await writeFile(join(folder, 'note.txt'), '');
    const unfinished = join(folder, 'unfinished', 'a'.repeat(32));
    await writeFile(unfinished, 'half');
    const begun = Date.parse('2026-08-19T10:00:00Z');
    await utimes(unfinished, begun / 1_000, begun / 1_000);
    expect(await named(store)).toHaveLength(1);
    expect([await store.tidy(begun), await store.tidy(begun + hours(1)), await store.tidy(Infinity)]).toEqual(
      [0, 1, 0],
    );
    expect(await readdir(join(folder, 'unfinished'))).toEqual([]);
  });

  it('lists none that is removed meanwhile', async () => {
    const { name } = await store.put(pieces('x'));
    const gone = `${name.slice(0, -1)}${name.endsWith('0') ? '1' : '0'}`;
    await symlink(join(folder, 'nowhere'), pathOf(gone));
    expect(await named(store)).toEqual([name]);
  });

  it('is empty where nothing was ever put', async () => {
    const fresh = new FileBlobs(join(folder, 'none'));
    expect([await named(fresh), await fresh.tidy(Infinity)]).toEqual([[], 0]);
  });

  it('fails without a trace where it may not write', async () => {
    const closed = join(folder, 'closed');
    await writeFile(closed, '');
    await expect(new FileBlobs(closed).put(pieces('x'))).rejects.toThrow(/mkdir/);
    await chmod(folder, 0o700);
  });

  it('a disk that cannot be read is no missing file', async () => {
    const closed = join(folder, 'closed');
    await writeFile(closed, '');
    const store = new FileBlobs(closed);
    const name = 'a'.repeat(32);
    const ways = [
      () => store.open(name),
      () => store.sizeOf(name),
      () => named(store),
      () => store.tidy(Infinity),
    ];
    for (const ask of ways) await expect(ask()).rejects.toThrow(/ENOTDIR/);
  });

  it.each(['ENOSPC', 'EDQUOT', 'EFBIG'])(
    'a full disk is said as such, and nothing stays: %s',
    async (code) => {
      async function* full() {
        yield Buffer.from('half');
        throw Object.assign(new Error('no space left'), { code });
      }
      await expect(store.put(full())).rejects.toMatchObject({ kind: 'BUSY', code: 'storage-full' });
      expect([await named(store), await readdir(join(folder, 'unfinished'))]).toEqual([[], []]);
    },
  );

  it('can no longer be read once closed', async () => {
    const { name } = await store.put(pieces('x'));
    const blob = await store.open(name);
    await blob.close();
    await expect(blob.read(0, 1)).rejects.toThrow(/EBADF|closed/);
  });
});

describe('a sealed stream', () => {
  const key = randomBytes(32);
  const sealed = async (plain: AsyncIterable<Uint8Array>, by = key): Promise<Buffer> => {
    const parts: Buffer[] = [];
    for await (const part of sealSegments(by, plain)) parts.push(part);
    return Buffer.concat(parts);
  };
  const opened = (bytes: Buffer, by = key) =>
    new OpenSegments(by, { size: bytes.length, read: async (at, length) => bytes.subarray(at, at + length) });
  const all = async (bytes: Buffer, by = key): Promise<Buffer> => {
    const parts: Buffer[] = [];
    for await (const part of opened(bytes, by).stream()) parts.push(part);
    return Buffer.concat(parts);
  };
  const STORED = SEGMENT + 16;

  it.each([0, 1, SEGMENT - 1, SEGMENT, SEGMENT + 1, 3 * SEGMENT, 3 * SEGMENT + 5])(
    'of %d bytes opens as it was, from any place',
    async (length) => {
      const plain = randomBytes(length);
      const bytes = await sealed(pieces(plain.subarray(0, 100), plain.subarray(100)));
      expect([(await all(bytes)).equals(plain), opened(bytes).size]).toEqual([true, length]);
      for (const at of [0, 1, SEGMENT - 1, SEGMENT, length - 1].filter((place) => place >= 0))
        expect((await opened(bytes).read(at, SEGMENT + 2)).equals(plain.subarray(at, at + SEGMENT + 2))).toBe(
          true,
        );
    },
  );

  it('holds nothing in clear, and differs under another key', async () => {
    const bytes = await sealed(pieces('王小明的照片'));
    expect(bytes.includes('王小明')).toBe(false);
    expect((await sealed(pieces('王小明的照片'), randomBytes(32))).equals(bytes)).toBe(false);
  });

  it('does not open when it was cut off, put into another order, repeated, lengthened or changed', async () => {
    const bytes = await sealed(pieces(randomBytes(3 * SEGMENT)));
    const [one, two, three] = [0, 1, 2].map((n) => bytes.subarray(n * STORED, (n + 1) * STORED));
    const wrong: Record<string, Buffer> = {
      'without its last segment': Buffer.concat([one!, two!]),
      'without its first': Buffer.concat([two!, three!]),
      'without a byte': bytes.subarray(0, -1),
      'with another order': Buffer.concat([two!, one!, three!]),
      'with one twice': Buffer.concat([one!, one!, two!, three!]),
      'with its end twice': Buffer.concat([bytes, three!]),
      'with a byte more': Buffer.concat([bytes, Buffer.from('x')]),
      nothing: Buffer.alloc(0),
    };
    for (const [what, spoiled] of Object.entries(wrong))
      expect([
        what,
        await all(spoiled).then(
          () => 'opened',
          () => 'refused',
        ),
      ]).toEqual([what, 'refused']);
    for (const at of [0, SEGMENT, STORED + 7, bytes.length - 1]) {
      const changed = Buffer.from(bytes);
      changed[at]! ^= 1;
      await expect(all(changed)).rejects.toThrow(/./);
    }
    await expect(all(bytes, randomBytes(32))).rejects.toThrow(/./);
  });

  it('reads a segment once for all that is read of it in turn', async () => {
    const [plain, read] = [randomBytes(2 * SEGMENT), [] as number[]];
    const bytes = await sealed(pieces(plain));
    const reads = {
      size: bytes.length,
      read: async (at: number, length: number) => (read.push(at), bytes.subarray(at, at + length)),
    };
    const open = new OpenSegments(key, reads);
    for (const at of [0, 5, SEGMENT - 1, SEGMENT, SEGMENT + 9])
      expect((await open.read(at, 1))[0]).toBe(plain[at]);
    expect(read).toEqual([0, STORED]);
  });

  it('says what is missing of one that is shorter than it was', async () => {
    const bytes = await sealed(pieces(randomBytes(100)));
    const short = { size: bytes.length, read: async (at: number) => bytes.subarray(at, at + 10) };
    await expect(new OpenSegments(key, short).read(0, 1)).rejects.toThrow('a segment is missing');
    const empty = await sealed(pieces());
    const long = { size: empty.length + 1, read: async () => empty };
    await expect(new OpenSegments(key, long).read(0, 1)).rejects.toThrow('shorter than it must be');
  });

  it('does not open from a file that was cut off', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'single-window-blobs-'));
    const store = new FileBlobs(folder);
    const { name, size } = await store.put(sealSegments(key, pieces(randomBytes(2 * SEGMENT))));
    await truncate(join(folder, name.slice(0, 2), name.slice(2, 4), name), size - STORED);
    const blob = await store.open(name);
    await expect(new OpenSegments(key, blob).read(0, 1)).rejects.toThrow(/./);
    await blob.close();
    await rm(folder, { recursive: true });
  });
});

import { createHash, randomBytes } from 'node:crypto';
import { mkdir, open, readdir, rename, rm, stat, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { Problem } from '../errors/problem.js';
import { BlobMissingError, BlobStore, type OpenBlob, type StoredBlob } from './blob-store.js';

const NAME = /^[0-9a-f]{32}$/;
const FOLDER = /^[0-9a-f]{2}$/;
/** Files that are being written; the same file system, so that they can be moved into place. */
const UNFINISHED = 'unfinished';
const FULL = ['ENOSPC', 'EDQUOT', 'EFBIG'];

/** Where a blob lies. A name comes from the database, or a list: it must never lead out of the folder. */
export function blobPath(root: string, name: string): string {
  if (!NAME.test(name)) throw new BlobMissingError('not the name of a blob');
  return join(root, name.slice(0, 2), name.slice(2, 4), name);
}

/** Blobs as files in a folder: random names in two levels of folders, readable only by their owner. */
export class FileBlobs extends BlobStore {
  constructor(private readonly root: string) {
    super();
  }

  async put(content: AsyncIterable<Uint8Array>): Promise<StoredBlob> {
    const name = randomBytes(16).toString('hex');
    const unfinished = join(this.root, UNFINISHED, name);
    try {
      await mkdir(join(this.root, UNFINISHED), { recursive: true, mode: 0o700 });
      const written = await write(unfinished, content);
      await this.place(unfinished, name);
      return { name, ...written };
    } catch (error) {
      // the first fault is the one to tell; what cannot be removed now is tidied later
      await rm(unfinished).catch(() => undefined);
      throw FULL.includes(codeOf(error)) ? new Problem('BUSY', 'storage-full') : error;
    }
  }

  async open(name: string): Promise<OpenBlob> {
    const handle = await open(this.pathOf(name), 'r').catch((error: unknown) => {
      throw codeOf(error) === 'ENOENT' ? new BlobMissingError(`blob ${name} is missing`) : error;
    });
    const { size } = await handle.stat();
    return { size, read: (at, length) => readAt(handle, at, length), close: () => handle.close() };
  }

  async sizeOf(name: string): Promise<number | undefined> {
    return (await statOf(this.pathOf(name)))?.size;
  }

  async remove(name: string): Promise<void> {
    await rm(this.pathOf(name), { force: true });
  }

  async *list(): AsyncGenerator<{ name: string; storedAt: number }> {
    for (const outer of await namesIn(this.root, FOLDER))
      for (const inner of await namesIn(join(this.root, outer), FOLDER))
        for (const name of await namesIn(join(this.root, outer, inner), NAME)) {
          const found = await statOf(this.pathOf(name));
          if (found) yield { name, storedAt: found.mtimeMs };
        }
  }

  async tidy(before: number): Promise<number> {
    let removed = 0;
    for (const name of await namesIn(join(this.root, UNFINISHED), NAME)) {
      const path = join(this.root, UNFINISHED, name);
      const found = await statOf(path);
      if (!found || found.mtimeMs >= before) continue;
      await rm(path, { force: true });
      removed++;
    }
    return removed;
  }

  /** Moves a finished file to its place; the folders are synchronised too, so that it is there after a power cut. */
  private async place(unfinished: string, name: string): Promise<void> {
    const [outer, inner] = [
      join(this.root, name.slice(0, 2)),
      join(this.root, name.slice(0, 2), name.slice(2, 4)),
    ];
    await mkdir(inner, { recursive: true, mode: 0o700 });
    await rename(unfinished, join(inner, name));
    for (const folder of [inner, outer, this.root]) await synchronise(folder);
  }

  private pathOf(name: string): string {
    return blobPath(this.root, name);
  }
}

async function write(path: string, content: AsyncIterable<Uint8Array>): Promise<Omit<StoredBlob, 'name'>> {
  const handle = await open(path, 'wx', 0o600);
  const hash = createHash('sha256');
  let size = 0;
  try {
    for await (const chunk of content) {
      hash.update(chunk);
      size += chunk.length;
      await writeAll(handle, chunk);
    }
    await handle.sync();
  } finally {
    await handle.close();
  }
  return { size, sha256: hash.digest('hex') };
}

/** A nearly full disk may take a part of the bytes. */
async function writeAll(handle: FileHandle, chunk: Uint8Array): Promise<void> {
  for (let done = 0; done < chunk.length;)
    done += (await handle.write(chunk, done, chunk.length - done)).bytesWritten;
}

async function readAt(handle: FileHandle, at: number, length: number): Promise<Buffer> {
  const buffer = Buffer.allocUnsafe(length);
  let done = 0;
  while (done < length) {
    const { bytesRead } = await handle.read(buffer, done, length - done, at + done);
    if (bytesRead === 0) break;
    done += bytesRead;
  }
  return buffer.subarray(0, done);
}

async function synchronise(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? '';
const absent = (error: unknown): undefined => {
  if (codeOf(error) === 'ENOENT') return undefined;
  throw error;
};
const statOf = (path: string) => stat(path).catch(absent);
const namesIn = async (folder: string, form: RegExp): Promise<string[]> =>
  ((await readdir(folder).catch(absent)) ?? []).filter((name) => form.test(name));

import { blobPages, forgetUnreadable, type BlobCopy } from '@app/attachments';
import { blobPath } from '@app/platform';
import { createHash } from 'node:crypto';
import { constants, createReadStream, existsSync } from 'node:fs';
import { copyFile, mkdir, open, readFile, rm, type FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Ask } from './case-keys.js';

const [FOLDER, LIST] = ['attachments', 'attachments.csv'];

export interface CopiedBlobs {
  files: number;
  /** Named by a row, and not there or not what they were: erased meanwhile, or lost (then the audit names them). */
  missing: number;
}

/** Copies the files that the copied data name, and lists them with their hashes. They are sealed, as stored. */
export async function copyBlobs(ask: Ask, from: string, folder: string): Promise<CopiedBlobs> {
  const list = await open(join(folder, LIST), 'w', 0o600);
  const done = { files: 0, missing: 0 };
  try {
    for await (const page of blobPages(ask))
      for (const one of page)
        if (await isCopied(one, from, folder, list)) done.files++;
        else done.missing++;
    await list.sync();
  } finally {
    await list.close();
  }
  return done;
}

async function isCopied(one: BlobCopy, from: string, folder: string, list: FileHandle): Promise<boolean> {
  const to = blobPath(join(folder, FOLDER), one.blob);
  await mkdir(dirname(to), { recursive: true, mode: 0o700 });
  const there = await copyFile(blobPath(from, one.blob), to, constants.COPYFILE_FICLONE).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return false;
      throw error;
    },
  );
  if (!there) return false;
  const right = (await hashOf(to)) === one.sha256;
  if (right) await list.write(`${one.blob},${one.blobSize},${one.sha256}\n`);
  else await rm(to);
  return right;
}

/** The files of a backup, each looked at. Throws, before anything is restored, when one is missing or was changed. */
export async function checkedBlobs(folder: string): Promise<string[]> {
  const list = join(folder, LIST);
  if (!existsSync(list)) return [];
  const blobs: string[] = [];
  for (const line of (await readFile(list, 'utf8')).split('\n').filter(Boolean)) {
    const [blob = '', , sha256 = ''] = line.split(',');
    const path = blobPath(join(folder, FOLDER), blob);
    const found = await hashOf(path).catch(() => undefined);
    if (found === undefined) throw new Error(`${path} is missing: the backup is incomplete`);
    if (found !== sha256) throw new Error(`${path} is damaged: it is not what was backed up`);
    blobs.push(blob);
  }
  return blobs;
}

/** Copies the files into place. Before the data: a row must never stand without its file. */
export async function placeBlobs(blobs: readonly string[], folder: string, to: string): Promise<void> {
  for (const blob of blobs) {
    const path = blobPath(to, blob);
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    await copyFile(blobPath(join(folder, FOLDER), blob), path);
  }
}

/** After data and keys are restored: removes the files of cases without a key, with their rows. Returns how many. */
export async function dropErased(ask: Ask, blobs: readonly string[], to: string): Promise<number> {
  const named = await forgetUnreadable(ask, new Set(blobs));
  const erased = blobs.filter((blob) => !named.has(blob));
  for (const blob of erased) await rm(blobPath(to, blob), { force: true });
  return erased.length;
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}

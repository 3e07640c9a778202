import { BlobStore, OpenSegments } from '@app/platform';
import { Injectable } from '@nestjs/common';

/** Reads sealed files; a handle is open only while somebody reads. */
@Injectable()
export class SealedFiles {
  constructor(private readonly blobs: BlobStore) {}

  /** Calls `use` with the plain bytes at any place. Throws where the file is missing, cut off or changed. */
  async with<T>(blob: string, key: Buffer, use: (content: OpenSegments) => Promise<T>): Promise<T> {
    const stored = await this.blobs.open(blob);
    try {
      return await use(new OpenSegments(key, stored));
    } finally {
      await stored.close();
    }
  }

  /** All of it, to send. The first part is read at once: a missing file is an error, not half a download. */
  async content(blob: string, key: Buffer): Promise<AsyncIterable<Uint8Array>> {
    await this.with(blob, key, (content) => content.read(0, 1));
    return this.stream(blob, key);
  }

  private async *stream(blob: string, key: Buffer): AsyncGenerator<Uint8Array> {
    const stored = await this.blobs.open(blob);
    try {
      yield* new OpenSegments(key, stored).stream();
    } finally {
      await stored.close();
    }
  }
}

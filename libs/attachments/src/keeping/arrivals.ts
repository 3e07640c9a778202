import type { AttachmentKind } from '@app/catalogue';
import {
  BlobStore,
  newDataKey,
  plainSize,
  sealSegments,
  SETTINGS,
  type Settings,
  type StoredBlob,
} from '@app/platform';
import { Inject, Injectable } from '@nestjs/common';
import { edited } from '../contents/edited.js';
import { cleanName, extensionOf, nameFor } from '../contents/file-name.js';
import { refused, type Finding, type Removed } from '../contents/finding.js';
import { inspect } from '../contents/inspect.js';
import { Gate } from './gate.js';
import { SealedFiles } from './sealed-files.js';

/** A file as it comes in. */
export interface Incoming {
  /** As the sender's device named it. */
  name: string;
  content: AsyncIterable<Uint8Array>;
}

/** A file that was stored sealed and found to be what may be attached; no row names it yet. */
export interface Arrived {
  name: string;
  kind: AttachmentKind;
  size: number;
  removed: Removed | null;
  key: Buffer;
  blob: StoredBlob;
}

/** Files looked into at once: unpacking one takes memory and time. */
const LOOKS_AT_ONCE = 3;

/** Takes files in: sealed while they stream to the disk, looked into there, cleaned. Nothing is ever stored in clear. */
@Injectable()
export class Arrivals {
  private readonly gate = new Gate(LOOKS_AT_ONCE);

  constructor(
    private readonly blobs: BlobStore,
    private readonly files: SealedFiles,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /** Throws INVALID in the field `files` for what is not taken; then nothing is left of it. */
  async take({ name, content }: Incoming, kinds: readonly AttachmentKind[]): Promise<Arrived> {
    const clean = cleanName(name);
    const key = newDataKey();
    const blob = await this.blobs.put(sealSegments(key, this.limited(content)));
    try {
      const { kind, edits, removed } = await this.gate.pass(() => this.look(blob.name, key, clean));
      if (!kinds.includes(kind)) throw refused('file-type-not-taken', { kinds: kinds.join('、') });
      const arrived = { name: nameFor(kind, clean), kind, removed };
      if (edits.length === 0) return { ...arrived, key, blob, size: plainSize(blob.size) };
      return { ...arrived, ...(await this.copyEdited(blob.name, key, edits)) };
    } catch (error) {
      await this.blobs.remove(blob.name);
      throw error;
    }
  }

  private look(blob: string, key: Buffer, name: string): Promise<Finding> {
    return this.files.with(blob, key, (content) => inspect(content, extensionOf(name)));
  }

  /** Under a new key, since a key seals one stream only; the first copy is removed. */
  private copyEdited(from: string, key: Buffer, edits: Finding['edits']) {
    return this.files.with(from, key, async (content) => {
      const newKey = newDataKey();
      const blob = await this.blobs.put(sealSegments(newKey, edited(content.stream(), edits)));
      await this.blobs.remove(from);
      return { key: newKey, blob, size: plainSize(blob.size) };
    });
  }

  private async *limited(content: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    const most = this.settings.ATTACHMENT_MB * 1024 * 1024;
    let size = 0;
    for await (const chunk of content) {
      size += chunk.length;
      if (size > most) throw refused('file-too-large', { megabytes: this.settings.ATTACHMENT_MB });
      yield chunk;
    }
  }
}

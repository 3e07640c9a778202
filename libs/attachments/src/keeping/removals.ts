import { BlobStore, UnitOfWork } from '@app/platform';
import { Injectable } from '@nestjs/common';

/**
 * Removes files whose rows are deleted, once that is committed. A file that cannot be removed then is found by the
 * sweep; it has no key any more.
 */
@Injectable()
export class Removals {
  private readonly running = new Set<Promise<void>>();

  constructor(
    private readonly blobs: BlobStore,
    private readonly work: UnitOfWork,
  ) {}

  afterCommit(blobs: readonly string[]): void {
    this.work.afterCommit(() => {
      for (const blob of blobs) this.begin(blob);
    });
  }

  /** Resolves when no removal is under way. */
  async settled(): Promise<void> {
    await Promise.all(this.running);
  }

  private begin(blob: string): void {
    const one = this.blobs
      .remove(blob)
      .catch(() => undefined)
      .finally(() => this.running.delete(one));
    this.running.add(one);
  }
}

import {
  BlobStore,
  days,
  hours,
  inList,
  minutes,
  Reader,
  SETTINGS,
  sql,
  TimeSource,
  type Settings,
  type Violation,
} from '@app/platform';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { AttachmentDrafts } from './drafts.js';

/** A file is stored before its row: within this time it may still get one. */
const UNNAMED_FOR = days(1);
/** At the desk, where no text is kept beside the files, a form may stay open over a day off. */
const UNSENT_FOR = days(2);
/** Longer than their draft, so that no file is missing from one that can still be sent. */
const BEYOND_DRAFT = hours(1);
const TIDY_EVERY = hours(1);
const SLICE = 200;

/** Keeps rows and files in step: removes files that no row names, and reports either without the other. */
@Injectable()
export class Orphans {
  private readonly log = new Logger('Orphans');
  private tidiedAt = -Infinity;

  constructor(
    private readonly blobs: BlobStore,
    private readonly drafts: AttachmentDrafts,
    private readonly reader: Reader,
    private readonly time: TimeSource,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /** The worker's round: at most once an hour, since it looks at every file. */
  async sweep(): Promise<void> {
    const now = this.time.now();
    if (now - this.tidiedAt < TIDY_EVERY) return;
    this.tidiedAt = now;
    await this.tidy();
  }

  /** Removes files never sent, files without a row and what was begun and not finished. */
  async tidy(): Promise<void> {
    const now = this.time.now();
    while ((await this.drafts.discardBefore(now - this.unsentFor())) > 0);
    const unfinished = await this.blobs.tidy(now - UNNAMED_FOR);
    let orphans = 0;
    for await (const name of this.unnamed(now - UNNAMED_FOR)) {
      await this.blobs.remove(name);
      orphans++;
    }
    if (unfinished + orphans > 0)
      this.log.log(`removed ${orphans} files without a row and ${unfinished} that were not finished`);
  }

  private unsentFor(): number {
    return Math.max(UNSENT_FOR, hours(this.settings.DRAFT_HOURS) + BEYOND_DRAFT);
  }

  /** For `bin/desk audit`: rows whose file is missing or of another size, and files without a row. */
  async *violations(): AsyncGenerator<Violation> {
    yield* this.missing();
    for await (const subject of this.unnamed(this.time.now() - UNNAMED_FOR - minutes(90)))
      yield {
        invariant: 'file-without-attachment',
        subject,
        words: 'a stored file has no row: it should be swept',
      };
  }

  private async *missing(): AsyncGenerator<Violation> {
    for (let after = ''; ;) {
      const rows = await this.reader.ask<{ id: string; blob: string; blobSize: number }>(
        sql`SELECT id, blob, "blobSize" FROM attachment WHERE id > ${after} ORDER BY id LIMIT 200`,
      );
      for (const { id, blob, blobSize } of rows)
        if ((await this.blobs.sizeOf(blob)) !== Number(blobSize) && (await this.isThere(id)))
          yield {
            invariant: 'attachment-without-file',
            subject: id,
            words: 'its file is missing or cut off: restore it from a backup',
          };
      if (rows.length === 0) return;
      after = rows.at(-1)!.id;
    }
  }

  /** A row may be removed, with its file, while this reads. */
  private async isThere(id: string): Promise<boolean> {
    return (await this.reader.ask(sql`SELECT id FROM attachment WHERE id = ${id}`)).length > 0;
  }

  private async *unnamed(before: number): AsyncGenerator<string> {
    let slice: string[] = [];
    for await (const { name, storedAt } of this.blobs.list()) {
      if (storedAt >= before) continue;
      slice.push(name);
      if (slice.length < SLICE) continue;
      yield* await this.withoutRow(slice);
      slice = [];
    }
    yield* await this.withoutRow(slice);
  }

  private async withoutRow(names: readonly string[]): Promise<string[]> {
    const rows = await this.reader.ask<{ blob: string }>(
      sql`SELECT blob FROM attachment WHERE ${inList('blob', names)}`,
    );
    const named = new Set(rows.map(({ blob }) => blob));
    return names.filter((name) => !named.has(name));
  }
}

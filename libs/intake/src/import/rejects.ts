import { createWriteStream, rmSync, type WriteStream } from 'node:fs';
import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import { csvRow } from './csv-cell.js';
import type { RawRow } from './read-rows.js';

/**
 * Writes rejected rows, with row number and reason, to a file that can be corrected and imported again. Created with
 * the first row.
 */
export class Rejects {
  private file?: WriteStream;
  count = 0;

  constructor(
    readonly path: string,
    private readonly header: readonly string[],
  ) {
    rmSync(path, { force: true }); // of an earlier run over the same file
  }

  async add({ row, cells }: RawRow, reason: string): Promise<void> {
    this.count++;
    // may hold names and telephone numbers: readable only by its owner
    this.file ??= this.begin(createWriteStream(this.path, { mode: 0o600 }));
    if (!this.file.write(csvRow([row, reason, ...cells]))) await once(this.file, 'drain');
  }

  async close(): Promise<void> {
    if (!this.file) return;
    this.file.end();
    await finished(this.file);
  }

  private begin(file: WriteStream): WriteStream {
    file.write(`\uFEFF${csvRow(['row', 'reason', ...this.header])}`);
    return file;
  }
}

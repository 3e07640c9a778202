import type { CsvError } from 'csv-parse';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import { pipeline, Transform, type Duplex } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { ImportError } from './import-error.js';
import type { Mapping } from './mapping.schema.js';

/** A row of the file. `row` is its number in a spreadsheet: the header is row 1. */
export interface RawRow {
  row: number;
  cells: string[];
}

const GZIP = 0x1f8b;

/** Reads CSV or gzipped CSV as a stream, header first. Throws `ImportError` for a file that cannot be read. */
export async function* readRows(
  path: string,
  { encoding, delimiter }: Pick<Mapping, 'encoding' | 'delimiter'>,
  onBytes?: (bytes: Buffer) => void,
): AsyncGenerator<RawRow> {
  try {
    const gzip = await isGzip(path);
    const { parse } = await import('csv-parse'); // only imports need it
    const csv = parse({ delimiter, skip_empty_lines: true, relax_column_count: true, relax_quotes: true });
    const steps: Duplex[] = [...(gzip ? [createGunzip()] : []), decoder(encoding), csv];
    const source = createReadStream(path);
    // no `await` from here on: a listener makes the stream flow
    if (onBytes) source.on('data', (chunk) => onBytes(chunk as Buffer));
    pipeline([source, ...steps], () => undefined); // its error is thrown by the loop below
    let row = 0;
    for await (const cells of csv) yield { row: ++row, cells: cells as string[] };
  } catch (error) {
    throw worded(error, path, encoding);
  }
}

async function isGzip(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(2), 0, 2, 0);
    return bytesRead === 2 && buffer.readUInt16BE(0) === GZIP;
  } finally {
    await file.close();
  }
}

/** Fails on bytes that are invalid in the encoding, instead of writing replacement characters into cases. */
function decoder(encoding: string): Transform {
  const text = new TextDecoder(encoding, { fatal: true });
  const attempt = (done: (error: Error | null, text?: string) => void, bytes?: Buffer) => {
    try {
      done(null, bytes ? text.decode(bytes, { stream: true }) : text.decode());
    } catch (error) {
      done(error as Error);
    }
  };
  return new Transform({
    transform: (bytes: Buffer, _encoding, done) => attempt(done, bytes),
    flush: (done) => attempt(done),
  });
}

const WORDS: Readonly<Record<string, (error: CsvError, encoding: string) => string>> = {
  ENOENT: () => 'there is no such file',
  EACCES: () => 'this user may not read it',
  EISDIR: () => 'it is a folder, not a file',
  Z_DATA_ERROR: () => 'the gzip data is broken',
  Z_BUF_ERROR: () => 'the gzip data ends too early; copy the file again',
  ERR_ENCODING_INVALID_ENCODED_DATA: (_error, encoding) =>
    `it is not ${encoding} text; set "encoding" in the mapping, or save the file again`,
  CSV_QUOTE_NOT_CLOSED: ({ lines }) => `a quotation mark is not closed; it opens near line ${String(lines)}`,
};

function worded(error: unknown, path: string, encoding: string): unknown {
  const words = WORDS[(error as { code?: string }).code ?? ''];
  if (!words) return error;
  return new ImportError(`cannot import ${basename(path)}: ${words(error as CsvError, encoding)}`);
}

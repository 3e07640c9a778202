import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import { ImportError } from './import-error.js';
import { columnsOf, type Mapping } from './mapping.schema.js';
import { readRows } from './read-rows.js';

export interface SurveyedFile {
  /** SHA-256 of the file's bytes: the same file continues the same run. */
  hash: string;
  header: string[];
  /** Number of rows without the header. */
  rows: number;
}

/**
 * Reads the whole file once before anything is written, so that a file broken at its end, in another encoding or with
 * another header is refused before any case is written; also gives the total for the progress bar.
 */
export async function surveyFile(path: string, mapping: Mapping): Promise<SurveyedFile> {
  const hash = createHash('sha256');
  let header: string[] | undefined;
  let rows = 0;
  for await (const { cells } of readRows(path, mapping, (bytes) => hash.update(bytes))) {
    if (header) rows++;
    else checkHeader((header = cells.map((cell) => cell.trim())), path, mapping);
  }
  if (!header) throw new ImportError(`cannot import ${basename(path)}: it is empty`);
  return { hash: hash.digest('hex'), header, rows };
}

function checkHeader(header: string[], path: string, mapping: Mapping): void {
  const missing = columnsOf(mapping).filter((column) => !header.includes(column));
  const doubled = columnsOf(mapping).filter(
    (column) => header.indexOf(column) !== header.lastIndexOf(column),
  );
  const wrong = [
    ...(missing.length > 0 ? [`column ${missing.join(', ')} of the mapping ${mapping.id} is missing`] : []),
    ...(doubled.length > 0 ? [`column ${doubled.join(', ')} is there twice`] : []),
  ];
  if (wrong.length === 0) return;
  const shown = header.map((name) => name.slice(0, 40)).slice(0, 30);
  throw new ImportError(
    `cannot import ${basename(path)}: wrong header: ${wrong.join('; ')}. The file has: ${shown.join(', ')}`,
  );
}

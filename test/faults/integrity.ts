import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { House } from './house.js';

/** What SQLite itself says of the file: `ok`, or what is broken. */
export function integrityOf({ parts }: House): string {
  const file = new Database(join(parts.folder, 'desk.sqlite'), { readonly: true });
  try {
    return String(file.pragma('integrity_check', { simple: true }));
  } finally {
    file.close();
  }
}

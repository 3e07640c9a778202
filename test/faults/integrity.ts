import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { System } from './system.js';

/** Result of SQLite's integrity check: `ok`, or what is broken. */
export function integrityOf({ parts }: System): string {
  const file = new Database(join(parts.folder, 'desk.sqlite'), { readonly: true });
  try {
    return String(file.pragma('integrity_check', { simple: true }));
  } finally {
    file.close();
  }
}

import Database from 'better-sqlite3';
import { FORGET_KEYS, keyPages, markErased, putKey } from '@app/cases';
import { chainIfThere } from '@app/people';
import { newId } from '@app/platform';
import { once } from 'node:events';
import { createReadStream, createWriteStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { finished } from 'node:stream/promises';
import { Client } from 'pg';

/** Runs a query on a database; `$1`, `$2` … once each and in this order. */
export type Ask = (sql: string, values?: unknown[]) => Promise<Record<string, unknown>[]>;

/** The same few statements on both databases, in one transaction. */
export async function within<T>(
  where: { file: string } | { url: string },
  work: (ask: Ask) => Promise<T>,
): Promise<T> {
  const { ask, close } = 'file' in where ? sqlite(where.file) : await postgres(where.url);
  try {
    await ask('BEGIN');
    const result = await work(ask);
    await ask('COMMIT');
    return result;
  } finally {
    await close();
  }
}

function sqlite(file: string): { ask: Ask; close: () => Promise<void> } {
  const database = new Database(file, { timeout: 10_000 });
  const ask: Ask = async (sql, values = []) => {
    const statement = database.prepare(sql.replace(/\$\d+/g, '?'));
    return statement.reader
      ? (statement.all(...values) as Record<string, unknown>[])
      : (statement.run(...values), []);
  };
  return { ask, close: async () => void database.close() };
}

async function postgres(url: string): Promise<{ ask: Ask; close: () => Promise<void> }> {
  const client = new Client({ connectionString: url });
  await client.connect();
  return {
    ask: async (sql, values = []) => (await client.query(sql, [...values])).rows,
    close: () => client.end(),
  };
}

/** Writes the wrapped data keys of all cases, one a line, to a file readable only by its owner. Returns how many. */
export async function writeKeys(ask: Ask, path: string): Promise<number> {
  const out = createWriteStream(path, { flags: 'wx', mode: 0o600 });
  await once(out, 'open');
  let count = 0;
  for await (const page of keyPages(ask)) {
    count += page.length;
    if (!out.write(page.map(({ caseId, wrapped }) => `${caseId},${wrapped}\n`).join('')))
      await once(out, 'drain');
  }
  out.end();
  await finished(out);
  return count;
}

export interface RestoredKeys {
  keys: number;
  /** Cases without a key: their texts cannot be read, so they are marked as erased. */
  erased: number;
}

/** Restores the keys of cases. A case without one was erased after the data was copied: it stays erased. */
export async function readKeys(ask: Ask, path: string, now: number): Promise<RestoredKeys> {
  await ask(FORGET_KEYS);
  let keys = 0;
  for await (const line of createInterface({ input: createReadStream(path) })) {
    const [caseId = '', wrapped = ''] = line.split(',');
    if (await putKey(ask, { caseId, wrapped })) keys++;
  }
  const erased = await markErased(ask, now);
  const detail = JSON.stringify({ keys, erased });
  await chainIfThere(ask, { id: newId(now), at: now, type: 'RESTORED', staffId: null, detail });
  return { keys, erased };
}

/** Removes the keys from a copy, also from free pages of the file. */
export function stripKeys(file: string): void {
  const copy = new Database(file);
  try {
    copy.exec(`${FORGET_KEYS}; VACUUM`);
  } finally {
    copy.close();
  }
}

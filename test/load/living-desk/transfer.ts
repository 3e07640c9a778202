import Database from 'better-sqlite3';
import { chmodSync, closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';

/** Rows that a file holds before the server reads it. */
const ROWS = 200_000;
const NOT_COPIED = ['migrations', 'sqlite_sequence'];

type Write = (value: unknown) => string;

/** Every row of a desk on SQLite goes into a prepared, empty one on PostgreSQL. Its server reads files that are made for it. */
export async function transfer(sqlite: string, databaseUrl: string): Promise<void> {
  const db = new Database(sqlite, { readonly: true });
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  const scratch = mkdtempSync(join(tmpdir(), 'single-window-transfer-'));
  chmodSync(scratch, 0o755); // the server is another user
  try {
    await client.query('SET session_replication_role = replica'); // rows come table by table, not parents first
    const tables = db
      .prepare(`SELECT name FROM sqlite_master WHERE type = 'table'`)
      .pluck()
      .all()
      .filter((name) => !NOT_COPIED.includes(name as string)) as string[];
    const indexes = await dropIndexes(client);
    for (const table of tables) await copyTable(db, client, table, scratch);
    for (const sql of indexes) await client.query(sql);
    await client.query(
      `SELECT setval(pg_get_serial_sequence('history_event', 'position'), COALESCE(MAX(position), 0) + 1) FROM history_event`,
    );
    await client.query('VACUUM ANALYZE');
  } finally {
    rmSync(scratch, { recursive: true, force: true });
    await client.end();
    db.close();
  }
}

async function dropIndexes(client: Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string; sql: string }>(
    `SELECT i.indexname AS name, i.indexdef AS sql FROM pg_indexes i
      WHERE i.schemaname = 'public' AND NOT EXISTS (SELECT 1 FROM pg_constraint c WHERE c.conname = i.indexname)`,
  );
  for (const { name } of rows) await client.query(`DROP INDEX "${name}"`);
  return rows.map(({ sql }) => sql);
}

async function copyTable(
  db: Database.Database,
  client: Client,
  table: string,
  scratch: string,
): Promise<void> {
  const { rows: columns } = await client.query<{ name: string; type: string }>(
    `SELECT column_name AS name, data_type AS type FROM information_schema.columns
      WHERE table_schema = 'public' AND table_name = $1 ORDER BY ordinal_position`,
    [table],
  );
  await client.query(`TRUNCATE "${table}" CASCADE`);
  const names = columns.map(({ name }) => `"${name}"`).join(', ');
  const writes = columns.map(({ type }) => (type === 'boolean' ? flag : text));
  const rows = db.prepare(`SELECT ${names} FROM "${table}"`).raw().iterate() as IterableIterator<unknown[]>;
  for (let more = true, file = join(scratch, table); more;) {
    more = writeSome(rows, writes, file);
    await client.query(`COPY "${table}" (${names}) FROM '${file}'`);
  }
}

/** Up to `ROWS` lines in the server's text format; false at the end. */
function writeSome(rows: IterableIterator<unknown[]>, writes: Write[], file: string): boolean {
  const out = openSync(file, 'w', 0o644);
  try {
    let lines: string[] = [];
    for (let n = 0; n < ROWS; n++) {
      const { value, done } = rows.next();
      if (done) {
        writeSync(out, lines.join(''));
        return false;
      }
      lines.push(`${value.map((each, at) => writes[at]!(each)).join('\t')}\n`);
      if (lines.length === 5_000) {
        writeSync(out, lines.join(''));
        lines = [];
      }
    }
    writeSync(out, lines.join(''));
    return true;
  } finally {
    closeSync(out);
  }
}

const ESCAPES: Record<string, string> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };
const text: Write = (value) =>
  value === null ? '\\N' : String(value).replace(/[\\\t\n\r]/g, (sign) => ESCAPES[sign]!);
const flag: Write = (value) => (value === null ? '\\N' : value ? 't' : 'f');

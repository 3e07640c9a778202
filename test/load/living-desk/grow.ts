import Database from 'better-sqlite3';
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { Copier } from './copier.ts';
import { readPatterns, tablesOfCases, type Value } from './pattern.ts';
import { rooms } from './rooms.ts';

const AT_ONCE = 5_000;
/** Calls solved at once, for each case. */
const CALLS_PER_CASE = 1.5;

/** The played desk of `from` becomes one of `size` cases in `to` (SQLite): its cases are copied in turn, oldest first. */
export async function grow(from: string, to: string, size: number, now: number): Promise<void> {
  const { Keyring, readSecret, loadSettings, Seals, fillCounts } = await rooms();
  const keyring = new Keyring(readSecret(loadSettings({ DATA_DIR: from })));
  const seals = new Seals(keyring);
  for (const file of ['desk.sqlite', 'secret.key']) copyFileSync(join(from, file), join(to, file));
  const db = new Database(join(to, 'desk.sqlite'));
  const played = new Database(join(from, 'desk.sqlite'), { readonly: true });
  for (const pragma of [
    'journal_mode = OFF',
    'synchronous = OFF',
    'cache_size = -1000000',
    'foreign_keys = OFF',
  ])
    db.pragma(pragma);
  const tables = tablesOfCases(db);
  const patterns = await readPatterns(played, seals);
  played.close();
  for (const table of [...tables.keys(), 'case_serial', 'tally']) db.exec(`DELETE FROM "${table}"`);
  const indexes = dropIndexes(db);
  const inserts = new Map([...tables].map(([table, columns]) => [table, insertOf(db, table, columns)]));
  const put = (table: string, values: Value[]) => inserts.get(table)!.run(values);
  const copier = await Copier.into(put, tables.get('history_event')!, seals, keyring);
  db.exec('BEGIN');
  for (const [at, pattern] of patterns.entries()) {
    const until = Math.round(((at + 1) * size) / patterns.length);
    for (let n = 0; copier.cases < until; n++) {
      copier.copy(pattern);
      if (n % AT_ONCE === AT_ONCE - 1) db.exec('COMMIT; BEGIN');
    }
  }
  for (const [prefix, day, n] of copier.lastSerials())
    db.prepare('INSERT INTO case_serial ("organisationId", day, n) VALUES (?, ?, ?)').run(
      prefix.toLowerCase(),
      day,
      n,
    );
  addCalls(db, Math.round(size * CALLS_PER_CASE), now);
  db.exec('COMMIT');
  db.exec('DELETE FROM clock_count');
  db.exec(fillCounts('sqlite'));
  for (const sql of indexes) db.exec(sql);
  db.pragma('journal_mode = WAL');
  db.close();
}

function insertOf(db: Database.Database, table: string, columns: string[]): Database.Statement {
  const names = columns.map((name) => `"${name}"`).join(', ');
  return db.prepare(`INSERT INTO "${table}" (${names}) VALUES (${columns.map(() => '?').join(', ')})`);
}

/** Built at the end in one go: many times faster than row by row. */
function dropIndexes(db: Database.Database): string[] {
  const found = db
    .prepare(`SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL`)
    .all() as { name: string; sql: string }[];
  for (const { name } of found) db.exec(`DROP INDEX "${name}"`);
  return found.map(({ sql }) => sql);
}

/** Calls that made no case, over the last three years. */
function addCalls(db: Database.Database, count: number, now: number): void {
  const step = Math.floor((3 * 365 * 86_400_000) / count);
  db.exec(`WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${count})
    INSERT INTO contact (id, "organisationId", "unitId", "staffId", channel, hotline, "serviceId", topic, answer, seconds, ending, at)
    SELECT 'call-' || i, s."organisationId", s."unitId", s.id, 'PHONE', NULL, s."organisationId" || '.consultation',
      '營業時間', '已說明。', 60 + i % 200, 'SOLVED', ${now} - i * ${step} FROM n
    JOIN staff s ON s.rowid = (SELECT MIN(rowid) FROM staff WHERE login LIKE '%.agent') + 0 * i`);
}

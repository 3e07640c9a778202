import Database from 'better-sqlite3';
import { createHash } from 'node:crypto';

const AT_ONCE = 5_000;
const ID = /[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/g;

type Row = Record<string, unknown>;

/** A case that really happened: its rows by table. */
type Whole = Map<string, Row[]>;

/**
 * Cases by the hundred thousand, straight through the driver: copies of those that are there, each with identifiers of
 * its own wherever they stand and with its history chained anew.
 */
export class ManyCases {
  private readonly db: Database.Database;
  private readonly tables: string[];
  private readonly patterns: Whole[];
  private readonly inserts = new Map<string, Database.Statement>();
  private made: number;
  private ids = 0;

  constructor(path: string) {
    this.db = new Database(path);
    for (const pragma of ['synchronous = OFF', 'cache_size = -400000', 'foreign_keys = OFF'])
      this.db.pragma(pragma);
    this.tables = ['case_file', ...this.tablesOfCases()];
    const cases = this.db.prepare('SELECT id FROM case_file ORDER BY id').pluck().all() as string[];
    this.patterns = cases.map((id) => this.whole(id));
    this.made = cases.length;
  }

  /** Copies the cases of the beginning in turn until there are so many. */
  growTo(size: number): void {
    while (this.made < size) this.db.transaction(() => this.some(Math.min(AT_ONCE, size - this.made)))();
    this.db.pragma('wal_checkpoint(TRUNCATE)');
    this.db.exec('ANALYZE');
  }

  /** `1000 case_file, 3000 history_event …` */
  rows(): string {
    const count = (table: string) => this.db.prepare(`SELECT COUNT(*) FROM "${table}"`).pluck().get();
    return this.tables.map((table) => `${String(count(table))} ${table}`).join(', ');
  }

  close(): void {
    this.db.close();
  }

  private tablesOfCases(): string[] {
    const names = this.db
      .prepare(`SELECT name FROM sqlite_master WHERE type = 'table'`)
      .pluck()
      .all() as string[];
    return names.filter((name) => this.columns(name).includes('caseId'));
  }

  private columns(table: string): string[] {
    return (this.db.pragma(`table_info("${table}")`) as { name: string }[]).map(({ name }) => name);
  }

  private whole(id: string): Whole {
    const rows = (table: string) => {
      const key = table === 'case_file' ? 'id' : 'caseId';
      const order = table === 'history_event' ? 'ORDER BY seq' : '';
      return this.db.prepare(`SELECT * FROM "${table}" WHERE "${key}" = ? ${order}`).all(id) as Row[];
    };
    return new Map(this.tables.map((table) => [table, rows(table)]));
  }

  private some(count: number): void {
    for (let n = 0; n < count; n++) this.copy(this.patterns[this.made++ % this.patterns.length]!);
  }

  private copy(pattern: Whole): void {
    const known = new Map<string, string>();
    const own = (id: string) => known.get(id) ?? known.set(id, this.nextId()).get(id)!;
    const file = this.renamed(pattern.get('case_file')![0]!, own);
    const events = chained(pattern.get('history_event')!.map((row) => this.renamed(row, own)));
    file['caseNumber'] = `${String(file['caseNumber']).slice(0, 12)}${String(this.made).padStart(7, '0')}-0`;
    file['historyHead'] = events.at(-1)!['hash'];
    if (file['externalId'] !== null) file['externalId'] = `copy-${this.made}`;
    this.insert('case_file', file);
    for (const row of events) this.insert('history_event', row);
    for (const [table, rows] of pattern)
      if (table !== 'case_file' && table !== 'history_event')
        for (const row of rows) this.insert(table, this.unique(table, this.renamed(row, own)));
  }

  /** Every identifier of the case and its rows becomes another, in text and in facts alike. */
  private renamed(row: Row, own: (id: string) => string): Row {
    const other: Row = {};
    for (const [name, value] of Object.entries(row))
      other[name] = typeof value === 'string' ? value.replace(ID, own) : value;
    return other;
  }

  /** What only one row may have. */
  private unique(table: string, row: Row): Row {
    return table === 'survey' ? { ...row, tokenHash: `copy-${this.made}-${String(row['id'])}` } : row;
  }

  private nextId(): string {
    return `01900000-0000-7000-8000-${(++this.ids).toString(16).padStart(12, '0')}`;
  }

  private insert(table: string, row: Row): void {
    const names = Object.keys(row).filter((name) => name !== 'position');
    const statement = this.inserts.get(table) ?? this.prepare(table, names);
    statement.run(names.map((name) => row[name]));
  }

  private prepare(table: string, names: string[]): Database.Statement {
    const columns = names.map((name) => `"${name}"`).join(', ');
    const sql = `INSERT INTO "${table}" (${columns}) VALUES (${names.map(() => '?').join(', ')})`;
    const statement = this.db.prepare(sql);
    this.inserts.set(table, statement);
    return statement;
  }
}

const HASHED = ['caseId', 'seq', 'type', 'at', 'actorKind', 'actorId', 'actorUnitId', 'facts', 'sealed'];

/** The chain of the history as the cases room makes it: SHA-256 over the row and the hash before it. */
function chained(events: Row[]): Row[] {
  let previousHash = '';
  return events.map((event) => {
    const hashed = [...HASHED.map((name) => event[name]), previousHash];
    const hash = createHash('sha256').update(JSON.stringify(hashed)).digest('base64url');
    const link = { ...event, previousHash, hash };
    previousHash = hash;
    return link;
  });
}

import type Database from 'better-sqlite3';
import { rooms, type Rooms } from './rooms.ts';
import type { Seals } from '@app/cases';

export type Value = string | number | null;
type Row = Record<string, Value>;

/** How one value of a row becomes another case's. */
export type Part =
  | { as: 'is'; value: Value }
  /** Text in which every odd piece is an index into the pattern's identifiers. */
  | { as: 'named'; pieces: (string | number)[] }
  /** Sealed again, under the copy's key and at its place; `plain` may be the person's own `email` or `phone`. */
  | { as: 'sealed'; plain: string | Personal; place: Part }
  /** Keyed hash of the person's own address. */
  | { as: 'index'; of: Personal }
  | { as: 'token'; purpose: 'survey-token' | 'confirmation-token'; row: Part }
  | { as: 'made'; what: Made };
export interface Personal {
  own: 'email' | 'phone';
}
/** What a copy makes for itself. */
type Made = 'key' | 'subject' | 'external-id' | 'previous-hash' | 'hash' | 'head';

/** A row, each part in the order of its table's columns. */
interface PatternRow {
  table: string;
  parts: Part[];
}

/** One case with all its rows, history first; or a merged one together with its main case. */
export interface Pattern {
  cases: { id: number; number: number; prefix: string; receivedAt: number; rows: PatternRow[] }[];
  /** Identifiers and case numbers of the pattern, which a copy replaces by its own. */
  names: string[];
}

/** Columns that name a row elsewhere are sealed where they are; see `place` in the cases room. */
const SEALED: Record<string, (row: Row) => string> = {
  'case_file.description': ({ id }) => `case_file.description.${id}`,
  'petitioner.name': ({ caseId }) => `petitioner.name.${caseId}`,
  'petitioner.email': ({ caseId }) => `petitioner.email.${caseId}`,
  'petitioner.phone': ({ caseId }) => `petitioner.phone.${caseId}`,
  'history_event.sealed': ({ seq, caseId }) => `history_event.${seq}.${caseId}`,
  'notice.recipient': ({ id, caseId }) => `notice.recipient.${id}.${caseId}`,
  'survey.comment': ({ id }) => `survey.comment.${id}`,
};
const MADE: Record<string, Made> = {
  'case_key.wrapped': 'key',
  'case_file.subject': 'subject',
  'case_file.externalId': 'external-id',
  'case_file.historyHead': 'head',
  'history_event.previousHash': 'previous-hash',
  'history_event.hash': 'hash',
};
const TOKENS: Record<string, 'survey-token' | 'confirmation-token'> = {
  'survey.tokenHash': 'survey-token',
  'confirmation_link.tokenHash': 'confirmation-token',
};
const INDEX: Record<string, 'email' | 'phone'> = {
  'petitioner.emailIndex': 'email',
  'petitioner.phoneIndex': 'phone',
};

/** Tables that hold rows of cases and the columns that are inserted: the history first, for the case names its head. */
export function tablesOfCases(db: Database.Database): Map<string, string[]> {
  const names = db.prepare(`SELECT name FROM sqlite_master WHERE type = 'table'`).pluck().all() as string[];
  const columns = (table: string) =>
    (db.pragma(`table_info("${table}")`) as { name: string }[])
      .map(({ name }) => name)
      .filter((name) => name !== 'position');
  const rest = names.filter((name) => columns(name).includes('caseId') && name !== 'history_event');
  return new Map(['history_event', 'case_file', ...rest].map((table) => [table, columns(table)]));
}

/** Reads the played cases of a desk as patterns, oldest first. */
export async function readPatterns(db: Database.Database, seals: Seals): Promise<Pattern[]> {
  const reading = new Reading(db, seals, await rooms());
  const mains = db.prepare(`SELECT id FROM case_file WHERE status <> 'MERGED' ORDER BY "receivedAt", id`);
  return (mains.pluck().all() as string[]).map((id) => reading.pattern(id));
}

class Reading {
  private readonly tables: Map<string, string[]>;
  private readonly db: Database.Database;
  private readonly seals: Seals;
  private readonly r: Rooms;
  private readonly merged = new Map<string, string[]>();

  constructor(db: Database.Database, seals: Seals, r: Rooms) {
    [this.db, this.seals, this.r] = [db, seals, r];
    this.tables = tablesOfCases(db);
    const joins = db.prepare(
      `SELECT e."caseId" AS twin, f.id AS main FROM history_event e
        JOIN case_file f ON f."caseNumber" = json_extract(e.facts, '$.into') WHERE e.type = 'MERGED'`,
    );
    for (const { twin, main } of joins.all() as { twin: string; main: string }[])
      this.merged.set(main, [...(this.merged.get(main) ?? []), twin]);
  }

  pattern(main: string): Pattern {
    const ids = [main, ...(this.merged.get(main) ?? [])];
    const rows = ids.map((id) => this.rows(id));
    const names = namesIn(rows.flat());
    const cases = rows.map((own, at) => {
      const file = own.find(({ table }) => table === 'case_file')!.row;
      const number = String(file['caseNumber']);
      return {
        ...{ id: names.indexOf(ids[at]!), number: names.indexOf(number), prefix: number.split('-')[0]! },
        receivedAt: Number(file['receivedAt']),
        rows: this.parts(own, names),
      };
    });
    return { cases, names };
  }

  private rows(id: string): { table: string; row: Row }[] {
    return [...this.tables.keys()].flatMap((table) => {
      const key = table === 'case_file' ? 'id' : 'caseId';
      const order = table === 'history_event' ? 'ORDER BY seq' : '';
      const rows = this.db.prepare(`SELECT * FROM "${table}" WHERE "${key}" = ? ${order}`).all(id) as Row[];
      return rows.map((row) => ({ table, row }));
    });
  }

  private parts(rows: { table: string; row: Row }[], names: string[]): PatternRow[] {
    const keyRow = rows.find(({ table }) => table === 'case_key')?.row;
    const key = keyRow && this.seals.unwrap(keyRow as never);
    const person = rows.find(({ table }) => table === 'petitioner')?.row;
    const opened = (column: string, row: Row) => {
      const sealed = row[column.split('.')[1]!];
      return typeof sealed === 'string' ? this.r.unseal(key!, SEALED[column]!(row), sealed) : null;
    };
    const own = person && {
      email: opened('petitioner.email', person),
      phone: opened('petitioner.phone', person),
      emailIndex: person['emailIndex'],
      phoneIndex: person['phoneIndex'],
    };
    const personal = (plain: string): string | Personal =>
      plain === own?.email ? { own: 'email' } : plain === own?.phone ? { own: 'phone' } : plain;
    const part = (table: string, name: string, row: Row): Part => {
      const column = `${table}.${name}`;
      const value = row[name]!;
      if (value === null) return { as: 'is', value };
      if (MADE[column]) return { as: 'made', what: MADE[column] };
      if (INDEX[column]) return { as: 'index', of: { own: INDEX[column] } };
      if (column === 'notice.recipientHash' && value === own?.emailIndex)
        return { as: 'index', of: { own: 'email' } };
      if (column === 'notice.recipientHash' && value === own?.phoneIndex)
        return { as: 'index', of: { own: 'phone' } };
      const purpose = TOKENS[column];
      if (purpose) return { as: 'token', purpose, row: named(row['id']!, names) };
      if (!SEALED[column]) return named(value, names);
      const place = named(SEALED[column](row), names);
      return { as: 'sealed', plain: personal(opened(column, row)!), place };
    };
    return rows.map(({ table, row }) => ({
      table,
      parts: this.tables.get(table)!.map((name) => part(table, name, row)),
    }));
  }
}

const ID = /[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}|[A-Z]{2,4}-\d{7}-\d{5,}-\d/g;

/** Identifiers of the rows themselves; those of staff and of what else is shared stay as they are. */
function namesIn(rows: { table: string; row: Row }[]): string[] {
  const own = rows.flatMap(({ row }) =>
    ['id', 'caseId', 'chainId', 'caseNumber', 'mailId'].map((name) => row[name]),
  );
  return [...new Set(own.filter((value) => typeof value === 'string'))];
}

function named(value: Value, names: string[]): Part {
  if (typeof value !== 'string') return { as: 'is', value };
  const pieces: (string | number)[] = [];
  let from = 0;
  for (const { 0: found, index } of value.matchAll(ID)) {
    const at = names.indexOf(found);
    if (at < 0) continue;
    pieces.push(value.slice(from, index), at);
    from = index + found.length;
  }
  return pieces.length === 0 ? { as: 'is', value } : { as: 'named', pieces: [...pieces, value.slice(from)] };
}

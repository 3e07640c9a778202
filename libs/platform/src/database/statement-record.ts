import { appendFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Logger } from 'typeorm';

/** One statement as it was asked the first time: on which database, with which values, from where in the code. */
export interface RecordedStatement {
  database: 'sqlite' | 'postgres';
  sql: string;
  values: unknown[];
  at: string;
}

/** Of a spec, where it asks through none of our code; a program's own statements are recorded in any case. */
const UNKNOWN = 'unknown';
/** What is asked of rows; not of the schema, as migrations do. */
const OF_ROWS = /^\s*(SELECT|INSERT|UPDATE|DELETE|WITH)\b/i;
const OF_SCHEMA = /sqlite_(master|schema)|information_schema|\bpg_|pragma_|"migrations"|\w_before\b/i;
const FRAME = /\/((?:libs|apps|test)\/[^\s():]+\.[jt]sx?):(\d+)/;
const OWN = /^libs\/platform\/src\/database\/(?!.*spec)/;
const NOT_ASKED_LATER = /^test\/|spec(-support)?\.[jt]s|\.migration\./;

/**
 * In a test run with `STATEMENTS_FOLDER`, writes down each different statement once a process, for the gate that looks
 * at their plans (test/plans/). Undefined otherwise: nothing is watched.
 */
export function statementRecord(database: RecordedStatement['database']): Logger | undefined {
  const folder = process.env['STATEMENTS_FOLDER'];
  return folder ? new StatementRecord(database, folder) : undefined;
}

class StatementRecord implements Logger {
  private readonly known = new Set<string>();
  private readonly file: string;

  constructor(
    private readonly database: RecordedStatement['database'],
    folder: string,
  ) {
    mkdirSync(folder, { recursive: true });
    this.file = join(folder, `${database}-${process.pid}.jsonl`);
  }

  logQuery(sql: string, values: unknown[] = []): void {
    if (!OF_ROWS.test(sql) || OF_SCHEMA.test(sql)) return;
    const shape = shapeOf(sql);
    if (this.known.has(shape)) return;
    const at = caller();
    if (NOT_ASKED_LATER.test(at) || (at === UNKNOWN && process.env['JEST_WORKER_ID'])) return;
    this.known.add(shape);
    const line: RecordedStatement = { database: this.database, sql, values, at };
    appendFileSync(this.file, `${JSON.stringify(line)}\n`);
  }

  logQueryError(): void {}
  logQuerySlow(): void {}
  logSchemaBuild(): void {}
  logMigration(): void {}
  log(): void {}
}

/** The statement whatever the number of rows and marks in its lists, and whatever instants stand in it. */
export const shapeOf = (sql: string): string =>
  sql
    .replace(/\b\d{10,}\b/g, '…')
    .replace(/\((?:\s*(?:\?|\$\d+)\s*,?)+\)(?:\s*,\s*\((?:\s*(?:\?|\$\d+)\s*,?)+\))*/g, '(…)');

/** The first frame of ours outside this folder. */
function caller(): string {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 40;
  const frames = (new Error().stack ?? '').split('\n');
  Error.stackTraceLimit = limit;
  const found = frames.map((frame) => FRAME.exec(frame)).filter((match) => match !== null);
  const ours = found.find(([, file]) => !OWN.test(file!));
  return ours ? `${ours[1]}:${ours[2]}` : UNKNOWN;
}

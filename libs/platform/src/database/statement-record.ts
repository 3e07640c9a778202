import { appendFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Logger } from 'typeorm';

/** One statement when first run: on which database, with which values, from where in the code. */
export interface RecordedStatement {
  database: 'sqlite' | 'postgres';
  sql: string;
  values: unknown[];
  at: string;
}

/** The caller is a spec that uses none of our code. Not recorded, while statements of a program always are. */
const UNKNOWN = 'unknown';
/** Statements about rows, not about the schema as in migrations. */
const OF_ROWS = /^\s*(SELECT|INSERT|UPDATE|DELETE|WITH)\b/i;
const OF_SCHEMA = /sqlite_(master|schema)|information_schema|\bpg_|pragma_|"migrations"|\w_before\b/i;
/** With the number that a spec file is loaded with. */
const FRAME = /\/((?:libs|apps|test)\/[^\s():?]+\.[jt]sx?)(?:\?run=\d+)?:(\d+)/;
const OWN = /^libs\/platform\/src\/database\/(?!.*spec)/;
const NOT_ASKED_LATER = /^test\/|spec(-support)?\.[jt]s|\.migration\./;

/** Shapes recorded already, and texts of such, by database. Of the process, not of a data source: a spec opens many. */
const KNOWN = { sqlite: new Set<string>(), postgres: new Set<string>() };

/**
 * In a test run with `STATEMENTS_FOLDER`, records each different statement once per process, for the check of their
 * plans
 * (test/plans/). Undefined otherwise: nothing is recorded.
 */
export function statementRecord(database: RecordedStatement['database']): Logger | undefined {
  const folder = process.env['STATEMENTS_FOLDER'];
  return folder ? new StatementRecord(database, folder) : undefined;
}

class StatementRecord implements Logger {
  private readonly file: string;

  constructor(
    private readonly database: RecordedStatement['database'],
    folder: string,
  ) {
    mkdirSync(folder, { recursive: true });
    this.file = join(folder, `${database}-${process.pid}.jsonl`);
  }

  logQuery(sql: string, values: unknown[] = []): void {
    const known = KNOWN[this.database];
    if (known.has(sql) || !OF_ROWS.test(sql) || OF_SCHEMA.test(sql)) return;
    const shape = shapeOf(sql);
    if (known.has(shape)) return void known.add(sql);
    const at = caller();
    if (NOT_ASKED_LATER.test(at) || (at === UNKNOWN && process.env['JEST_WORKER_ID'])) return;
    known.add(shape);
    const line: RecordedStatement = { database: this.database, sql, values, at };
    appendFileSync(this.file, `${JSON.stringify(line)}\n`);
  }

  logQueryError(): void {}
  logQuerySlow(): void {}
  logSchemaBuild(): void {}
  logMigration(): void {}
  log(): void {}
}

/** Normalises a statement: independent of the length of its lists and of the instants in it. */
export const shapeOf = (sql: string): string =>
  sql
    .replace(/\b\d{10,}\b/g, '…')
    .replace(/\((?:\s*(?:\?|\$\d+)\s*,?)+\)(?:\s*,\s*\((?:\s*(?:\?|\$\d+)\s*,?)+\))*/g, '(…)');

/** The first stack frame of our code outside this folder. Without Jest's source maps, which take most of the time. */
function caller(): string {
  const { stackTraceLimit, prepareStackTrace } = Error;
  Object.assign(Error, { stackTraceLimit: 40, prepareStackTrace: undefined });
  const frames = (new Error().stack ?? '').split('\n');
  Object.assign(Error, { stackTraceLimit, prepareStackTrace });
  const found = frames.map((frame) => FRAME.exec(frame)).filter((match) => match !== null);
  const ours = found.find(([, file]) => !OWN.test(file!));
  return ours ? `${ours[1]}:${ours[2]}` : UNKNOWN;
}

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { shapeOf, type RecordedStatement } from '../../libs/platform/src/database/statement-record.js';

const FOLDER = process.env['STATEMENTS_FOLDER'] ?? 'var/statements';

/** Each different statement that the other runs asked of a database, once. */
export function recorded(database: RecordedStatement['database']): RecordedStatement[] {
  const files = existsSync(FOLDER) ? readdirSync(FOLDER).filter((name) => name.startsWith(database)) : [];
  const lines = files.flatMap((name) => readFileSync(join(FOLDER, name), 'utf8').trim().split('\n'));
  const statements = lines.filter(Boolean).map((line) => JSON.parse(line) as RecordedStatement);
  return [...new Map(statements.map((one) => [shapeOf(one.sql), one])).values()];
}

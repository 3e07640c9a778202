import { MAY_GROW } from './may-grow.js';
import { searchOf } from './search-of.js';
import { recorded } from './statements.js';
import { valuesFor, type Desk } from './values.js';
import type { RecordedStatement } from '../../libs/platform/src/database/statement-record.js';

/** Pages allowed per statement, and per row shown or changed, as it may be joined with others. */
const FEW = 60;
const FEW_A_ROW = 16;
/** No page shows, and no round takes, more rows at once. */
const MOST_ROWS = 1_000;
/** On a desk ten times as large an index is at most one level deeper; more means that the cost grows with the data. */
const GROWTH = 1.6;

interface Measured {
  cost(sql: string, values: unknown[]): Promise<Cost> | Cost;
  plan(sql: string, values: unknown[]): Promise<string[]> | string[];
}
interface Cost {
  pages: number;
  rows: number;
}

/** One of the two desks, with typical values of its columns. */
export interface Sized {
  desk: Desk;
  measured: Measured;
}

export interface Finding {
  at: string;
  sql: string;
  pages: [small: number, large: number];
  plan: string[];
}

/** Inserting a row costs the same on any desk. */
const isPlainInsert = (sql: string) => /^\s*INSERT/i.test(sql) && !/\bSELECT\b/i.test(sql);

/** All recorded statements that visit more pages on the larger desk without returning more. */
export async function growing(
  database: RecordedStatement['database'],
  small: Sized,
  large: Sized,
): Promise<{ looked: number; findings: Finding[]; excused: Set<string> }> {
  const statements = recorded(database)
    .filter(({ sql }) => !isPlainInsert(sql))
    .map(({ at, sql, values }) => ({ at, ...searchOf(sql, values) }));
  const excused = new Set<string>();
  const findings: Finding[] = [];
  for (const { sql, values, at } of statements) {
    const [few, many] = [await costOn(small, sql, values), await costOn(large, sql, values)];
    const shown = Math.min(many.rows, MOST_ROWS);
    if (many.pages <= FEW + shown * FEW_A_ROW || many.pages <= few.pages * GROWTH) continue;
    const excuse = MAY_GROW.find(({ statement }) => statement.test(onOneLine(sql)));
    if (excuse) excused.add(excuse.reason);
    else {
      const plan = await large.measured.plan(sql, valuesFor(sql, values, large.desk));
      findings.push({ at, sql: onOneLine(sql), pages: [few.pages, many.pages], plan });
    }
  }
  return { looked: statements.length, findings, excused };
}

const onOneLine = (sql: string) => sql.replace(/\s+/g, ' ').trim();

async function costOn({ desk, measured }: Sized, sql: string, values: unknown[]): Promise<Cost> {
  const chosen = valuesFor(sql, values, desk);
  try {
    return await measured.cost(sql, chosen);
  } catch (cause) {
    throw new Error(`could not be run: ${sql} with ${JSON.stringify(chosen)}`, { cause });
  }
}

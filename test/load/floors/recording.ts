import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { report } from '../intake.ts';
import { JSON_BODY } from '../load.ts';
import { stop } from '../processes.ts';
import type { RunningDesk } from '../running-desk.ts';
import { patternOf, type StatementPattern } from './pattern.ts';
import type { Recorded } from './recorder.ts';

export type Statement = Pick<Recorded, 'sql' | 'values'>;

/** The floor begins and commits by itself. */
const NOT_REPLAYED = /^\s*(BEGIN|START|COMMIT|ROLLBACK|SAVEPOINT|RELEASE|SET|PRAGMA)\b/i;
const WARM_UP = 5;
const INSERT = /^\s*INSERT INTO/i;
const TUPLE = /\((?:\s*(?:\?|\$)\d*\s*,?|[^()])*\)/g;

/** Statements of an intake with what each has of its own marked, and how many rows they write. */
export async function recordIntake(
  desk: RunningDesk,
): Promise<{ pattern: StatementPattern[]; rows: number }> {
  const requests = Array.from({ length: WARM_UP + 2 }, () => ({ path: '/cases', body: report() }));
  const [one, two] = (await record(desk, requests)).slice(WARM_UP) as [Statement[], Statement[]];
  const rows = one.filter(({ sql }) => INSERT.test(sql)).reduce((sum, { sql }) => sum + tuples(sql), 0);
  return { pattern: patternOf(one, two), rows };
}

/** Statements of each look-up as they are: reading changes nothing, so they may be asked again. */
export async function recordLookUps(desk: RunningDesk, typed: string[]): Promise<Statement[][]> {
  const requests = [typed[0]!, ...typed].map((body) => ({ path: '/progress', body }));
  return (await record(desk, requests)).slice(1);
}

/** Sends requests one after the other to a web process of their own. */
async function record(desk: RunningDesk, requests: { path: string; body: string }[]): Promise<Statement[][]> {
  const file = join(desk.env['DATA_DIR']!, `recording-${Date.now()}.jsonl`);
  const options = ['--import', join(import.meta.dirname, 'recorder.ts')];
  const { url, web } = await desk.another({ RECORDING: file }, options);
  try {
    for (const [n, { path, body }] of requests.entries()) {
      const headers = { ...JSON_BODY, 'x-record': `r${n}` };
      const answer = await fetch(`${url}/api/v1${path}`, { method: 'POST', headers, body });
      if (!answer.ok) throw new Error(`${path} was answered ${answer.status}: ${await answer.text()}`);
      await answer.arrayBuffer();
    }
  } finally {
    await stop(web);
  }
  if (!existsSync(file)) throw new Error('no statement was recorded');
  const lines = readFileSync(file, 'utf8').trim().split('\n');
  const found = Map.groupBy(
    lines.map((line) => JSON.parse(line) as Recorded).filter(({ sql }) => !NOT_REPLAYED.test(sql)),
    (recorded) => recorded.request,
  );
  return requests.map((_, n) => (found.get(`r${n}`) ?? []).map(({ sql, values }) => ({ sql, values })));
}

function tuples(sql: string): number {
  const values = sql.slice(sql.search(/\bVALUES\b/i)).split(/\bON CONFLICT\b|\bRETURNING\b/i)[0]!;
  return values.match(TUPLE)?.length ?? 0;
}

import 'reflect-metadata';
import { parseArgs } from 'node:util';
import { runPart, type Judged, type Part } from './part.js';
import { Report, type Line } from './report.js';
import { ROWS, type Row } from './rows.js';
import { newSeed } from './seed.js';
import { summary } from './summary.js';
import { spread } from './verdict.js';

const FAULTS_SHOWN = 20;

/** Runs what is requested and not in the report yet; returns the exit code: 1 if any run found a fault. */
export async function runFaults(args: string[]): Promise<number> {
  const wanted = wantedParts(args);
  if (typeof wanted === 'string') return refuse(wanted);
  const report = new Report();
  for (const part of wanted) {
    if (report.isDone(part)) continue;
    const line = await told(part, report.build);
    if (report.isStale())
      return refuse('dist/ was built again during the run, which counts for nothing: run it again');
    report.add(line);
  }
  const lines = wanted.map((part) => report.last(part)!);
  summary(lines);
  return lines.some(({ faults }) => faults.length > 0) ? 1 : 0;
}

/** The runs selected by `--row`, `--share` and `--database`, or an error message. */
function wantedParts(args: string[]): Part[] | string {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({ args, options: { row: text, share: text, database: text } });
  const { row: name, share = '0.1', database } = values;
  const rows = ROWS.filter(({ row }) => !name || row === name || row.startsWith(`${name}/`));
  if (rows.length === 0) return `--row ${name}: there are ${ROWS.map(({ row }) => row).join(', ')}`;
  if (!(Number(share) > 0 && Number(share) <= 1)) return `--share ${share}: must be above 0 and at most 1`;
  const parts = rows.flatMap((row) => partsOf(row, Number(share)));
  const those = parts.filter((part) => !database || part.database === database);
  return those.length > 0 ? those : `nothing to run: ${args.join(' ')}`;
}

/** Each database gets all repetitions. */
function partsOf(row: Row, share: number): Part[] {
  if (share < (row.leastShare ?? 0)) return [];
  const times = Math.ceil(row.times * share);
  const parts = Array.from({ length: Math.ceil(times / row.atOnce) }, (_, n) => ({
    part: n + 1,
    times: Math.min(row.atOnce, times - n * row.atOnce),
  }));
  return row.databases.flatMap((database) => parts.map((part) => ({ row, database, ...part })));
}

function refuse(words: string): number {
  process.stderr.write(`${words}\n`);
  return 1;
}

async function told(part: Part, build: string): Promise<Line> {
  const { row, database, part: number, times } = part;
  const seed = newSeed();
  process.stdout.write(
    `${row.row} ${database} ${number}, ${row.words}, ${times} times, build ${build}, seed ${seed}: `,
  );
  const begun = Date.now();
  const judged = await runPart(part, seed).catch(brokenOff);
  const seconds = Math.round((Date.now() - begun) / 1_000);
  const { faults, lag, counts } = judged;
  process.stdout.write(`${faults.length} faults in ${seconds} s\n`);
  process.stdout.write(`  lag ${JSON.stringify(lag)}\n  ${JSON.stringify(counts)}\n`);
  for (const fault of faults.slice(0, FAULTS_SHOWN)) process.stdout.write(`  ${fault}\n`);
  const at = new Date(begun).toISOString();
  return { at, build, row: row.row, database, part: number, times, seed, seconds, ...judged };
}

/** The result of a run that broke off: a fault. */
const brokenOff = (error: Error): Judged => ({
  lag: { timers: spread([]), notices: spread([]) },
  counts: {},
  faults: [`the run broke off: ${error.message}`],
});

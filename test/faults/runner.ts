import 'reflect-metadata';
import { parseArgs } from 'node:util';
import { House } from './house.js';
import { Report, type Line } from './report.js';
import { ROWS, type Row } from './rows.js';
import { newSeed } from './seed.js';
import { codesOpen, judge, lagsSince } from './verdict.js';

const LAG_LIMIT_MS = 75_000;

interface Part {
  row: Row;
  part: number;
  times: number;
}

/** Runs what is asked for and not in the report yet; gives back the exit code: 1 when any run shows a fault. */
export async function runFaults(args: string[]): Promise<number> {
  const wanted = wantedParts(args);
  if (typeof wanted === 'string') return refuse(wanted);
  const report = new Report();
  for (const part of wanted) {
    const done = report.isDone(part.row.row, part.part, part.times);
    if (done) continue;
    const line = await runPart(part, report.build);
    if (report.isStale())
      return refuse('dist/ was built anew during the run, which counts for nothing: run it again');
    report.add(line);
  }
  const lines = wanted.map(({ row, part }) => report.last(row.row, part)!);
  summary(lines);
  return lines.some(({ faults }) => faults.length > 0) ? 1 : 0;
}

/** The runs that `--row` and `--share` mean, or what is wrong with them. */
function wantedParts(args: string[]): Part[] | string {
  const { values } = parseArgs({ args, options: { row: { type: 'string' }, share: { type: 'string' } } });
  const { row: name, share = '0.1' } = values;
  const rows = ROWS.filter(({ row }) => !name || row === name || row.startsWith(`${name}/`));
  if (rows.length === 0) return `--row ${name}: there are ${ROWS.map(({ row }) => row).join(', ')}`;
  if (!(Number(share) > 0 && Number(share) <= 1)) return `--share ${share}: must be above 0 and at most 1`;
  return rows.flatMap((row) => partsOf(row, Number(share)));
}

function partsOf(row: Row, share: number): Part[] {
  const times = Math.ceil(row.times * share);
  const parts = Math.ceil(times / row.atOnce);
  return Array.from({ length: parts }, (_, n) => {
    return { row, part: n + 1, times: Math.min(row.atOnce, times - n * row.atOnce) };
  });
}

function refuse(words: string): number {
  process.stderr.write(`${words}\n`);
  return 1;
}

async function runPart({ row, part, times }: Part, build: string): Promise<Line> {
  const seed = newSeed();
  process.stdout.write(`${row.row} ${part}, ${row.words}, ${times} times, seed ${seed}: `);
  const begun = Date.now();
  const judged = await brokenHouse(row, times, seed).catch((error: Error) => failed(error));
  const seconds = Math.round((Date.now() - begun) / 1_000);
  const { faults, lagMs, counts } = judged;
  process.stdout.write(
    `${faults.length} faults in ${seconds} s, lag ${lagMs} ms, ${JSON.stringify(counts)}\n`,
  );
  for (const fault of faults.slice(0, 20)) process.stdout.write(`  ${fault}\n`);
  return { at: new Date(begun).toISOString(), build, row: row.row, part, times, seed, seconds, ...judged };
}

type Judged = Pick<Line, 'lagMs' | 'counts' | 'faults'>;
/** A run that breaks off has shown nothing. */
const failed = (error: Error): Judged => ({
  lagMs: 0,
  counts: {},
  faults: [`the run broke off: ${error.message}`],
});

async function brokenHouse(row: Row, times: number, seed: number): Promise<Judged> {
  const begun = Date.now();
  const house = await House.open(row.house);
  try {
    await Promise.all([house.start('web'), house.start('worker')]);
    const own = (await row.run(house, times, seed)) ?? [];
    const { faults, counts } = await judge(house);
    const shut = (await codesOpen(house)).map((number) => `the code of ${number} no longer opens it`);
    const lagMs = ninetyNinth(await lagsSince(house, begun));
    const limit = row.lagMs ?? LAG_LIMIT_MS;
    const late = lagMs > limit ? [`messages went out after ${lagMs} ms instead of ${limit} at most`] : [];
    return { lagMs, counts, faults: [...own, ...faults, ...shut, ...late] };
  } catch (error) {
    for (const { role, said } of [...house.living('web'), ...house.living('worker')])
      for (const line of said.slice(-5)) process.stdout.write(`\n  ${role}: ${line.slice(0, 300)}`);
    throw error;
  } finally {
    await house.close();
  }
}

const ninetyNinth = (lags: number[]): number =>
  lags.toSorted((a, b) => a - b)[Math.ceil(lags.length * 0.99) - 1] ?? 0;

/** One line for each row: what was done, and what was found. */
function summary(lines: readonly Line[]): void {
  const rows = Map.groupBy(lines, ({ row }) => row);
  const total = (of: Line[], what: (line: Line) => number) => of.reduce((sum, line) => sum + what(line), 0);
  console.table(
    [...rows].map(([row, of]) => ({
      row,
      times: total(of, ({ times }) => times),
      cases: total(of, ({ counts }) => counts['cases'] ?? 0),
      fired: total(of, ({ counts }) => counts['fired'] ?? 0),
      messages: total(of, ({ counts }) => counts['delivered'] ?? 0),
      'repeated, marked': total(of, ({ counts }) => counts['repeated'] ?? 0),
      'lag ms': Math.max(...of.map(({ lagMs }) => lagMs)),
      faults: total(of, ({ faults }) => faults.length),
    })),
  );
}

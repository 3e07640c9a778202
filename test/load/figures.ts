import { appendFileSync, mkdirSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { ROOT } from './processes.ts';

/** What is wished for: at most, or at least, so much. */
export type Aim = { atMost: number } | { atLeast: number };

export interface Figure {
  /** Which bench, and what was measured. */
  bench: string;
  what: string;
  value: number;
  unit: string;
  aim?: Aim;
}

/** Figures of this run whose description begins so, by the rest of it. */
export const notedOf = (bench: string, beginning: string): Map<string, number> =>
  new Map(
    all
      .filter((figure) => figure.bench === bench && figure.what.startsWith(beginning))
      .map(({ what, value }) => [what.slice(beginning.length), value]),
  );

/** Of sorted numbers, the one that a share of them do not exceed. */
export const at = (sorted: readonly number[], share: number): number =>
  sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? NaN;

const FILE = join(ROOT, 'var', 'bench-report.jsonl');
const all: Figure[] = [];

/** Says it, and appends it to var/bench-report.jsonl: a line for each figure, with its aim. */
export function note(figure: Figure): void {
  all.push(figure);
  console.log(sentence(figure));
  mkdirSync(join(ROOT, 'var'), { recursive: true });
  const [load] = loadavg();
  const where = { at: new Date().toISOString(), cores: cpus().length, cpu: cpus()[0]?.model.trim(), load };
  appendFileSync(
    FILE,
    `${JSON.stringify({ ...where, node: process.version, ...figure, met: isMet(figure) })}\n`,
  );
}

/** All figures of this run. */
export function table(): void {
  console.table(
    all.map((figure) => ({
      bench: figure.bench,
      what: figure.what,
      figure: `${shown(figure.value)} ${figure.unit}`,
      aim: aimInWords(figure),
      met: { true: 'yes', false: 'no', undefined: '' }[String(isMet(figure))],
    })),
  );
}

const sentence = (figure: Figure): string =>
  `${figure.bench}, ${figure.what}: ${shown(figure.value)} ${figure.unit}${figure.aim ? ` (aim ${aimInWords(figure)})` : ''}`;

function isMet({ value, aim }: Figure): boolean | undefined {
  if (!aim) return undefined;
  return 'atMost' in aim ? value <= aim.atMost : value >= aim.atLeast;
}

function aimInWords({ aim, unit }: Figure): string {
  if (!aim) return '';
  return 'atMost' in aim ? `≤ ${shown(aim.atMost)} ${unit}` : `≥ ${shown(aim.atLeast)} ${unit}`;
}

const shown = (value: number): string =>
  value.toLocaleString('en', {
    maximumFractionDigits: Math.abs(value) < 10 ? 2 : Math.abs(value) < 100 ? 1 : 0,
  });

/** Notes p50, p99 and the worst of milliseconds. */
export function noteSpread(
  bench: string,
  what: string,
  lags: readonly number[],
  aims: { p99?: Aim; max?: Aim } = {},
): void {
  const sorted = lags.toSorted((a, b) => a - b);
  for (const [name, share] of Object.entries({ p50: 0.5, p99: 0.99, max: 1 })) {
    const value = at(sorted, share);
    const aim = aims[name as 'p99' | 'max'];
    note({ bench, what: `${what}, ${name}`, value, unit: 'ms', ...(aim && { aim }) });
  }
}

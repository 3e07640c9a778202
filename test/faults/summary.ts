import type { Line } from './report.js';

const PROMISED = ['lost', 'early', 'doubled', 'broken'];
const COUNTED = ['cases', 'reads', 'fired', 'delivered', 'repeated', 'ambiguous'];

/** One line for each row and database: what was done, and what was found. */
export function summary(lines: readonly Line[]): void {
  const rows = Map.groupBy(lines, ({ row, database }) => `${row} ${database}`);
  console.table(Object.fromEntries([...rows].map(([name, of]) => [name, figuresOf(of)])));
}

function figuresOf(of: readonly Line[]): Record<string, number | string> {
  const total = (what: (line: Line) => number) => of.reduce((sum, line) => sum + what(line), 0);
  const counted = (name: string) => [name, total(({ counts }) => counts[name] ?? 0)] as const;
  const worst = (what: 'timers' | 'notices') =>
    (['p50', 'p99', 'max'] as const).map((at) => Math.max(...of.map(({ lag }) => lag[what][at]))).join(' / ');
  return {
    times: total(({ times }) => times),
    ...Object.fromEntries([...COUNTED, ...PROMISED].map(counted)),
    'timers late, ms (p50 / p99 / max)': worst('timers'),
    'messages late, ms': worst('notices'),
    faults: total(({ faults }) => faults.length),
  };
}

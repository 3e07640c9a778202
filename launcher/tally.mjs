/** The table and the last line of bin/test. */
import { seconds } from './screen.mjs';

/** One line for each run. A run without tests says so. */
export function summary(rows) {
  const width = Math.max(...rows.map(({ name }) => name.length));
  return rows.map((row) => `  ${row.name.padEnd(width)}  ${outcome(row)}  ${seconds(row.ms)}`).join('\n');
}

function outcome({ passed, failed, skipped, note }) {
  const total = passed + failed;
  const text =
    note && total === failed ? note : total === 0 ? '0 tests' : `${passed} passed, ${failed} failed`;
  const extra = [skipped && `${skipped} skipped`, total !== failed && note]
    .filter(Boolean)
    .map((part) => `, ${part}`);
  return `${text}${extra.join('')}`.padEnd(24);
}

const sum = (rows, key) => rows.reduce((total, row) => total + row[key], 0);

export const closingLine = (rows) => `${sum(rows, 'passed')} passed, ${sum(rows, 'failed')} failed`;

/** A run in which no test ran counts as failed. */
export const exitCode = (rows) => (sum(rows, 'failed') > 0 || sum(rows, 'passed') === 0 ? 1 : 0);

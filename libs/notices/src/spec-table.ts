import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '@app/platform';

/** A row of docs/notices.md, which is written by hand: who is told of an event, how, and what the words must say. */
export interface WrittenRow {
  event: string;
  who: string;
  how: string;
  words: string;
  /** One of these stands in mail, SMS and line. */
  zh: string[];
  en: string[];
  /** Placeholders beside the usual ones. */
  names: string[];
  /** When it is not sent. */
  not: string;
}

export const WRITTEN: readonly WrittenRow[] = readFileSync(join(projectRoot, 'docs', 'notices.md'), 'utf8')
  .split('\n')
  .filter((row) => /^\| [A-Z_]+ +\|/.test(row))
  .map((row) => {
    const cells = row.split('|').slice(1, -1);
    const [event, who, how, words, zh, en, names, not] = cells.map((cell) => cell.trim());
    const listed = (cell: string, separator: string) => (cell === '' ? [] : cell.split(separator));
    return {
      ...{ event: event!, who: who!, how: how!, words: words!, not: not! },
      ...{ zh: listed(zh!, ' / '), en: listed(en!, ' / '), names: listed(names!, ', ') },
    };
  });

import { randomBytes, randomUUID } from 'node:crypto';
import type { Statement } from './recording.ts';

/** How one value comes about at each replay. */
export type Part =
  | { as: 'is'; value: unknown }
  /** Text in which every odd piece is an index into the request's own words. */
  | { as: 'text'; pieces: (string | number)[] }
  /** As long after the request came in as it was. */
  | { as: 'instant'; after: number };

export interface StatementPattern {
  sql: string;
  parts: Part[];
  /** What each request has of its own: identifiers, numbers, hashes, sealed text. The first statement holds all. */
  words?: string[];
}

const ID = '[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}';
const CASE_NUMBER = '[A-Z]{2,4}-\\d{7}-\\d{5,}-\\d';
const NAME = new RegExp(`(${ID}|${CASE_NUMBER})`);
const EARLIEST_INSTANT = 1_600_000_000_000;

/** Two requests alike were recorded: what differs between them is what each has of its own. */
export function patternOf(one: Statement[], two: Statement[]): StatementPattern[] {
  if (one.length === 0 || one.map(({ sql }) => sql).join() !== two.map(({ sql }) => sql).join())
    throw new Error(`two requests asked different statements: ${one.length} and ${two.length}`);
  const words: string[] = [];
  const own = (word: string) => {
    if (!words.includes(word)) words.push(word);
    return words.indexOf(word);
  };
  const cameIn = Math.min(
    ...one.flatMap(({ values }, n) =>
      values.filter((value, at) => isInstant(value) && value !== two[n]!.values[at]).map(Number),
    ),
  );
  const part = (value: unknown, other: unknown): Part => {
    if (value === other) return { as: 'is', value };
    if (isInstant(value)) return { as: 'instant', after: Number(value) - cameIn };
    if (typeof value !== 'string' || typeof other !== 'string') return { as: 'is', value };
    return { as: 'text', pieces: pieces(value, other, own) };
  };
  const patterns = one.map(({ sql, values }, n): StatementPattern => {
    return { sql, parts: values.map((value, at) => part(value, two[n]!.values[at])) };
  });
  return [{ ...patterns[0]!, words }, ...patterns.slice(1)];
}

const isInstant = (value: unknown): boolean =>
  Number(value) > EARLIEST_INSTANT && Number.isInteger(Number(value));

function pieces(value: string, other: string, own: (word: string) => number): (string | number)[] {
  const [mine, its] = [value.split(NAME), other.split(NAME)];
  if (mine.length === 1 && !/^[[{]/.test(value)) return ['', own(value), ''];
  const made: (string | number)[] = [''];
  for (const [at, piece] of mine.entries())
    if (at % 2 === 1 && piece !== its[at]) made.push(own(piece), '');
    else made.push(String(made.pop()) + piece);
  return made;
}

/** Values of the next request, by statement. */
export function* replays(patterns: StatementPattern[]): Generator<unknown[][], never> {
  const words = patterns[0]!.words!;
  for (let n = 1; ; n++) {
    const now = Date.now();
    const own = words.map((word) => another(word, n, now));
    yield patterns.map(({ parts }) => parts.map((part) => valueOf(part, own, now)));
  }
}

function valueOf(part: Part, own: string[], now: number): unknown {
  if (part.as === 'is') return part.value;
  if (part.as === 'instant') return now + part.after;
  return part.pieces.map((piece) => (typeof piece === 'number' ? own[piece] : piece)).join('');
}

const IS_ID = new RegExp(`^${ID}$`);
const IS_NUMBER = new RegExp(`^${CASE_NUMBER}$`);

/** Like it in form, length and order. */
function another(word: string, n: number, now: number): string {
  if (IS_ID.test(word)) {
    const time = now.toString(16).padStart(12, '0');
    return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}`;
  }
  if (IS_NUMBER.test(word)) return `${word.slice(0, -7)}R${n.toString(36).padStart(6, '0')}`;
  return randomBytes(Math.ceil((word.length * 3) / 4))
    .toString('base64url')
    .slice(0, word.length);
}

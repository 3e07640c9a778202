import { line, paragraph, parseInput, Problem } from '@app/platform';
import { z } from 'zod';

/** Longest answer: what a call record can keep. */
const ANSWER_MAX = 4_000;
const ENTRIES_MAX = 20_000;
/** An entry whose file names no day of review is due a year after it was last revised. */
const REVIEW_YEARS = 1;
const PROBLEMS_SHOWN = 50;

/** A file that cannot be imported, with what is wrong in words. */
export class FaqFileError extends Error {
  constructor(readonly problems: readonly string[]) {
    super(problems.join('\n'));
  }
}

export interface FaqEntry {
  number: string;
  question: string;
  answer: string;
  source: string;
  unit: string;
  reviewOn: string;
}

const DAY = /^(\d{4})-?(\d{2})-?(\d{2})$/;
/** `20260131` or `2026-01-31`. */
const day = z
  .union([z.string(), z.number().transform(String)])
  .transform((typed) => typed.trim().replace(DAY, '$1-$2-$3'))
  .pipe(z.iso.date('day'));
/** Spaces and line ends within become one space: exports break long lines. */
const oneLine = (max: number) =>
  z
    .string()
    .transform((typed) => typed.replace(/\s+/gu, ' '))
    .pipe(line(max));
const text = (value: unknown) => (value === '' || value === null ? undefined : value);
const entry = z
  .object({
    id: z.preprocess((given) => (typeof given === 'number' ? String(given) : given), oneLine(100)),
    question: oneLine(500),
    answer: paragraph(ANSWER_MAX),
    source: oneLine(500),
    unit: oneLine(100),
    reviewDate: z.preprocess(text, day.optional()),
    reviseDate: z.preprocess(text, day.optional()),
  })
  .transform(({ id, reviewDate, reviseDate, ...rest }, context): FaqEntry => {
    const reviewOn = reviewDate ?? (reviseDate && yearsAfter(reviseDate, REVIEW_YEARS));
    if (reviewOn !== undefined) return { number: id, ...rest, reviewOn };
    context.addIssue({ code: 'custom', message: 'required', path: ['reviewDate'] });
    return z.NEVER;
  });

/** All entries of a file, or a `FaqFileError`: with a part of them the rest would count as gone. */
export function readFaq(content: string): FaqEntry[] {
  const list = listIn(content);
  const problems: string[] = [];
  const entries = list.flatMap((given, place) => {
    const name = nameOf(given, place);
    try {
      return [parseInput(entry, given)];
    } catch (error) {
      problems.push(...wordsOf(error, name));
      return [];
    }
  });
  problems.push(...twice(entries));
  if (problems.length > 0) throw new FaqFileError(shortened(problems));
  return entries;
}

function listIn(content: string): unknown[] {
  const list = parsed(content);
  if (!Array.isArray(list)) throw new FaqFileError(['the file holds no list of entries: [{"id": …}, …]']);
  if (list.length === 0)
    throw new FaqFileError(['the file has no entries; all stored ones would be retired']);
  if (list.length > ENTRIES_MAX)
    throw new FaqFileError([`the file has ${list.length} entries; at most ${ENTRIES_MAX} are taken`]);
  return list;
}

function parsed(content: string): unknown {
  try {
    return JSON.parse(content.replace(/^\uFEFF/, ''));
  } catch {
    throw new FaqFileError(['the file is not JSON']);
  }
}

/** By its number where it has one, else by its place in the file. */
function nameOf(given: unknown, place: number): string {
  const id = (given as { id?: unknown } | null | undefined)?.id;
  const hasNumber = typeof id === 'number' || (typeof id === 'string' && id.trim() !== '');
  return hasNumber ? `entry ${id}` : `entry at place ${place + 1}`;
}

const FAULTS: Record<string, string> = {
  required: 'is missing',
  'too-long': 'is too long',
  day: 'is not a day such as 20260131 or 2026-01-31',
  'wrong-type': 'is of the wrong type',
  'control-characters': 'has control characters',
  'direction-signs': 'has signs that change the direction of text',
};
const HINTS: Record<string, string> = { reviewDate: ' (or give reviseDate; review is due a year later)' };

function wordsOf(error: unknown, name: string): string[] {
  if (!(error instanceof Problem)) throw error;
  return (error.detail.fields ?? []).map(({ field, code }) => {
    const fault = FAULTS[code] ?? 'is wrong';
    const hint = code === 'required' ? (HINTS[field] ?? '') : '';
    return field === '' ? `${name} is not an entry: {"id": …}` : `${name}: ${field} ${fault}${hint}`;
  });
}

function twice(entries: readonly FaqEntry[]): string[] {
  const seen = new Set<string>();
  return entries
    .filter(({ number }) => seen.size === seen.add(number).size)
    .map(({ number }) => `entry ${number}: the id stands twice in the file`);
}

const shortened = (problems: string[]): string[] =>
  problems.length <= PROBLEMS_SHOWN
    ? problems
    : [...problems.slice(0, PROBLEMS_SHOWN), `and ${problems.length - PROBLEMS_SHOWN} more`];

/** 29 February becomes 28 February. */
function yearsAfter(date: string, years: number): string {
  const moved = `${Number(date.slice(0, 4)) + years}${date.slice(4)}`;
  return moved.endsWith('-02-29') ? moved.replace(/29$/, '28') : moved;
}

import type { FieldProblem, Locale, Problem } from '@app/platform';
import * as en from './problems.en.js';
import * as zhTW from './problems.zh-TW.js';

const WORDS = { 'zh-TW': zhTW, en };

type Params = Record<string, string | number>;

/**
 * The text of a problem's or a field's code. An unknown code (a reason that is already a text) is returned as it is.
 */
export function problemWords(code: string, locale: Locale, params: Params = {}): string {
  const { problems, fields } = WORDS[locale];
  if (Object.hasOwn(fields, code)) return fields[code as keyof typeof fields](params);
  if (!Object.hasOwn(problems, code)) return code;
  return problems[code as keyof typeof problems].replace(/\{(\w+)\}/g, (_, name) =>
    String(params[name] ?? ''),
  );
}

const WITHOUT_FIELD = [
  'required',
  'too-long',
  'too-big',
  'too-small',
  'wrong-type',
  'not-a-choice',
  'date',
  'time',
];
const sameNumbers = (text: string): string => text.replace(/\d+/g, '0');

/** Whether a text does not say which field it is about, and so needs the field's name away from it. */
export const needsField = (text: string, locale: Locale): boolean =>
  WITHOUT_FIELD.some(
    (code) => sameNumbers(text) === sameNumbers(problemWords(code, locale, { max: 0, min: 0 })),
  );

/** The error text of one field. */
const fieldWords = (problem: FieldProblem, locale: Locale): string =>
  problemWords(problem.code, locale, problem.params);

/** The texts of a problem: its title, and the errors by field name. */
export function wordsFor(
  problem: Problem,
  locale: Locale,
): { title: string; fields: Record<string, string> } {
  const fields = problem.detail.fields ?? [];
  return {
    title: problemWords(problem.code, locale, problem.detail.params),
    fields: Object.fromEntries(fields.map((field) => [field.field, fieldWords(field, locale)])),
  };
}

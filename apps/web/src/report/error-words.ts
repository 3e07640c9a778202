import type { Locale } from '@app/platform';
import { problemWords } from '../site/index.js';
import type { FieldCode, Question } from './question.js';
import { QUESTIONS } from './questions/index.js';

/** Errors in words that name their field. */
export function inWords(wrong: readonly FieldCode[], locale: Locale): Record<string, string> {
  const labels = Object.assign({}, ...QUESTIONS.map((question) => question.labels)) as NonNullable<
    Question['labels']
  >;
  const said = ({ field, code, params }: FieldCode) => {
    const label = labels[field]?.(locale);
    return problemWords(codeOf(field, code), locale, { ...params, ...(label && { label }) });
  };
  return Object.fromEntries(wrong.map((problem) => [problem.field, said(problem)]));
}

/** "Wrong format" of an address says better what is expected. */
const codeOf = (field: string, code: string) =>
  code === 'wrong-format' && field === 'contact.email' ? 'email' : code;

import type { Locale } from '@app/platform';
import { problemWords } from '../site/index.js';
import type { FieldCode, Question } from './question.js';
import { QUESTIONS } from './questions/index.js';

/** Error texts by field, each naming its field. */
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

/** For e-mail and phone, a code whose text tells the expected format. */
const codeOf = (field: string, code: string) =>
  code === 'wrong-format' && field === 'contact.email' ? 'email' : code;

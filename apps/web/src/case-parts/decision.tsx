import type { RecordedDecision } from '@app/lookups';
import { dateWords, type Locale } from '@app/platform';
import type { SummaryRow } from '../site/pieces/summary-list.js';
import { AsWritten } from '../site/pieces/as-written.js';
import { casePartsWords } from './words.js';

/** 新臺幣 50,000 元. */
export const amountWords = (amount: string, locale: Locale): string =>
  casePartsWords[locale].amount(Number(amount).toLocaleString('en'));

/** The decision, and the document that told it, as facts of a case. */
export function decisionRows(recorded: RecordedDecision | null, locale: Locale): SummaryRow[] {
  if (!recorded) return [];
  const { decision, amount, documentNumber, documentDate } = recorded;
  const { fields } = casePartsWords[locale];
  return [
    { label: fields.decision, value: <strong>{fields.choices[decision]}</strong> },
    ...(amount ? [{ label: fields.amount, value: amountWords(amount, locale) }] : []),
    ...(documentNumber
      ? [{ label: fields.documentNumber, value: <AsWritten>{documentNumber}</AsWritten> }]
      : []),
    ...(documentDate ? [{ label: fields.documentDate, value: dateWords(documentDate, locale) }] : []),
  ];
}

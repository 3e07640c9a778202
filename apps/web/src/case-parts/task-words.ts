import type { Catalogue } from '@app/catalogue';
import { shortDate, type Locale, type Reading } from '@app/platform';
import { casePartsWords } from './words.js';

interface Due {
  dueDate: string;
  overdue: boolean;
}

/** Name of a kind of task. */
export const taskName = (kind: string, catalogue: Pick<Catalogue, 'taskKind'>, locale: Locale): string =>
  catalogue.taskKind(kind)?.name[locale] ?? kind;

export const outcomeName = (
  { kind, outcome }: { kind: string; outcome: string },
  catalogue: Pick<Catalogue, 'taskKind'>,
  locale: Locale,
): string => catalogue.taskKind(kind)?.outcomes.find(({ code }) => code === outcome)?.name[locale] ?? outcome;

/** By when, and that it is late. */
export const taskDue = ({ dueDate, overdue }: Due, reading: Reading): string =>
  casePartsWords[reading.locale].task[overdue ? 'late' : 'due'](shortDate(dueDate, reading));

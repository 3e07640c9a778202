import type { ClockEntry, CommitmentEntry, RateEntry, RecurringEntry } from '@app/catalogue';
import type { Locale } from '@app/platform';
import { lengthWords } from '../case-parts/promise-times.js';
import { commitmentsWords } from './words.js';

/** 14 日, 98 %, 每 4 個月至少 1 次: the promise in short. */
export function sizeOf(entry: CommitmentEntry, locale: Locale): string {
  return SIZES[entry.kind](entry as never, locale);
}

const SIZES = {
  clock: ({ length }: ClockEntry, locale: Locale) => lengthWords(length, locale),
  rate: ({ target }: RateEntry) => `${Math.round(target * 1000) / 10} %`,
  recurring: recurringSize,
  statement: () => '',
};

function recurringSize({ every, times, atLeast, per, dueBy }: RecurringEntry, locale: Locale): string {
  const said = commitmentsWords[locale];
  const often =
    said.every[every] ?? said.everyIs(Number.parseInt(every, 10), every.endsWith('w') ? 'w' : 'm');
  const rhythm = said.rhythm(often, { times, atLeast: atLeast === true, who: per && said.per[per] });
  if (!dueBy) return rhythm;
  const [month = 0, day = 0] = dueBy.date.split('-').map(Number);
  return `${rhythm}${locale === 'en' ? ', ' : '，'}${said.dueBy(month, day, dueBy.year === 'NEXT')}`;
}

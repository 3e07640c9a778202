import type { OrganisationEntry } from '@app/catalogue';
import type { Locale } from '@app/platform';

type Hours = NonNullable<OrganisationEntry['officeHours']>;

const DAYS: Record<Locale, string[]> = {
  'zh-TW': ['週一', '週二', '週三', '週四', '週五', '週六', '週日'],
  en: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'],
};
const LIST: Record<Locale, { to: string; and: string }> = {
  'zh-TW': { to: '至', and: '、' },
  en: { to: '–', and: ', ' },
};

/** `週一至週五 08:30–17:30`; days that follow each other are shown as a range. */
export const hoursWords = (hours: Hours, locale: Locale): string =>
  hours.map(({ days, from, to }) => `${daysWords(days, locale)} ${from}–${to}`).join(LIST[locale].and);

function daysWords(days: readonly number[], locale: Locale): string {
  const runs: number[][] = [];
  for (const day of days.toSorted((a, b) => a - b)) {
    const last = runs.at(-1);
    if (last?.at(-1) === day - 1) last.push(day);
    else runs.push([day]);
  }
  const named = (run: number[]) =>
    [...new Set([run[0]!, run.at(-1)!])].map((day) => DAYS[locale][day - 1]).join(LIST[locale].to);
  return runs.map(named).join(LIST[locale].and);
}

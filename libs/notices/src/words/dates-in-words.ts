import type { Locale } from '@app/platform';

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** `2026-09-02` → `115年9月2日` (ROC year = CE − 1911), `2 September 2026`. */
export function dateInWords(date: string, locale: Locale): string {
  const [year, month, day] = date.split('-').map(Number) as [number, number, number];
  return locale === 'en' ? `${day} ${MONTHS[month - 1]} ${year}` : `${year - 1911}年${month}月${day}日`;
}

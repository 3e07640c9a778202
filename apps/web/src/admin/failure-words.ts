import type { Locale } from '@app/platform';
import { adminWords } from './words.js';

type Known = keyof (typeof adminWords)['en']['quarantine']['reasons'];

/** What is written by ourselves when work fails (`outcomes.ts`, `delivery.ts`, `scans.ts`); gateways answer in their own words. */
const KNOWN: readonly [RegExp, Known][] = [
  [/^interrupted while sending$/, 'interrupted'],
  [/^its sender died \d+ times$/, 'died'],
  [/^could not be made into a message\b/, 'unmade'],
  [/^could not be read$/, 'unreadable'],
  [/^scanner away$/, 'scannerAway'],
];

/** Why some work failed, in the reader's language; undefined for what others say. */
export function failureWords(reason: string | null, locale: Locale): string | undefined {
  const known = KNOWN.find(([form]) => form.test(reason ?? ''));
  return known && adminWords[locale].quarantine.reasons[known[1]];
}

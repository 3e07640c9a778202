import { createRequire } from 'node:module';
import type { default as Parse, MetadataJson, PhoneNumber } from 'libphonenumber-js/core';

const require = createRequire(import.meta.url);
let loaded: { parse: typeof Parse; tables: MetadataJson } | undefined;

/** Loaded at first use. The complete metadata: only it tells a mobile number from one that cannot exist. */
const numbering = () =>
  (loaded ??= {
    parse: require('libphonenumber-js/core').default,
    tables: require('libphonenumber-js/max/metadata'),
  });

function numberOf(typed: string): PhoneNumber | undefined {
  const { parse, tables } = numbering();
  return parse(typed, 'TW', tables);
}

/**
 * A number as typed (`0912-345-678`, `(02)2720-8889#1999`, full-width) as E.164, or undefined if invalid. Taiwan
 * without a country code.
 */
export function e164(typed: string): string | undefined {
  const number = numberOf(typed.normalize('NFKC'));
  return number?.isValid() ? number.number : undefined;
}

/** In the local notation: `0912-345-678`; foreign numbers keep their country code. */
export function shownPhone(number: string): string {
  const parsed = numberOf(number);
  if (!parsed) return number;
  const words = parsed.country === 'TW' ? parsed.formatNational() : parsed.formatInternational();
  return words.replaceAll(' ', '-');
}

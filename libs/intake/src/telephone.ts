import { createRequire } from 'node:module';
import parse, { type MetadataJson, type PhoneNumber } from 'libphonenumber-js/core';

// the complete tables: only they tell a mobile number from a number that cannot exist
const METADATA = createRequire(import.meta.url)('libphonenumber-js/max/metadata') as MetadataJson;
const numberOf = (typed: string): PhoneNumber | undefined => parse(typed, 'TW', METADATA);

/** A number as typed (`0912-345-678`, `(02)2720-8889#1999`, full-width) as E.164, or undefined. Taiwan unless it says otherwise. */
export function e164(typed: string): string | undefined {
  const number = numberOf(typed.normalize('NFKC'));
  return number?.isValid() ? number.number : undefined;
}

/** As people write it here: `0912-345-678`; numbers from abroad keep their country code. */
export function shownPhone(number: string): string {
  const parsed = numberOf(number);
  if (!parsed) return number;
  const words = parsed.country === 'TW' ? parsed.formatNational() : parsed.formatInternational();
  return words.replaceAll(' ', '-');
}

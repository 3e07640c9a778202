import { parsePhoneNumberFromString } from 'libphonenumber-js/max';

/** A number as typed (`0912-345-678`, `(02)2720-8889#1999`, full-width) as E.164, or undefined. Taiwan unless it says otherwise. */
export function e164(typed: string): string | undefined {
  const number = parsePhoneNumberFromString(typed.normalize('NFKC'), 'TW');
  return number?.isValid() ? number.number : undefined;
}

/** As people write it here: `0912-345-678`; numbers from abroad keep their country code. */
export function shownPhone(number: string): string {
  const parsed = parsePhoneNumberFromString(number, 'TW');
  if (!parsed) return number;
  const words = parsed.country === 'TW' ? parsed.formatNational() : parsed.formatInternational();
  return words.replaceAll(' ', '-');
}

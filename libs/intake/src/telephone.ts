import type { Locale } from '@app/platform';
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

/** Code of what is wrong with a number; each has words that say what to add. */
type PhoneFault = 'phone' | 'phone-area' | 'phone-short' | 'phone-extension' | 'phone-premium';

/** As stored: E.164, with the extension as `;ext=123` (RFC 3966). */
export type Telephone = { stored: string } | { fault: PhoneFault };

/** `分機 123`, `轉123`, `#123`, `ext. 123`, `x123`: without digits an extension whose number is missing. */
const EXTENSION =
  /(?:轉接?\s*)?(?:分機號?碼?|轉接?|內線|;\s*ext=|extension|ext\.?|x|#)\s*[:.]?\s*(?<digits>\d*)\s*$/iu;
const LONGEST_EXTENSION = 8;
const NUMBER_SIGNS = /^[\d\s()+\-./‐-―]+$/u;
/** 020x of Taiwan: 0203, 0204, 0208, 0209. */
const PREMIUM = /^20\d/;

/** A number as people here write it, taken whole or asked back: a missing part is never guessed. */
export function readTelephone(typed: string): Telephone {
  const plain = typed.normalize('NFKC').trim();
  const extension = EXTENSION.exec(plain)?.groups?.['digits'];
  const main = extension === undefined ? plain : plain.replace(EXTENSION, '').trim();
  if (!NUMBER_SIGNS.test(main)) return { fault: 'phone' };
  if (extension === '' || (extension?.length ?? 0) > LONGEST_EXTENSION) return { fault: 'phone-extension' };
  const begins = beginning(main);
  if (begins === undefined) return { fault: 'phone-area' };
  const number = numberOf(begins);
  const fault = faultOf(number);
  return fault ? { fault } : { stored: number!.number + (extension ? `;ext=${extension}` : '') };
}

/** A number begins with 0, or with a country; 886 without its + is complete, too. */
function beginning(main: string): string | undefined {
  const digits = main.replaceAll(/\D/g, '');
  if (main.includes('+') || digits.startsWith('0')) return main;
  return /^886\d{8,9}$/.test(digits) ? `+${digits}` : undefined;
}

const SHORTEST = 8;
function faultOf(number: PhoneNumber | undefined): PhoneFault | undefined {
  if (!number) return 'phone';
  const isTaiwan = number.countryCallingCode === '886';
  if (number.getType() === 'PREMIUM_RATE' || (isTaiwan && PREMIUM.test(number.nationalNumber)))
    return 'phone-premium';
  if (number.isValid()) return undefined;
  return isTaiwan && number.nationalNumber.length <= SHORTEST ? 'phone-short' : 'phone';
}

/** The number to store, or undefined if it is invalid or incomplete. */
export function telephoneOf(typed: string): string | undefined {
  const read = readTelephone(typed);
  return 'stored' in read ? read.stored : undefined;
}

/** Of a line that is somebody's own, not one that an agency publishes for all. */
export const isPersonal = (stored: string): boolean => numberOf(stored)?.getType() !== 'TOLL_FREE';

const EXTENSION_WORD: Record<Locale, string> = { 'zh-TW': '分機', en: 'ext.' };

/** In the local notation: `02-2345-6789 分機 123`; foreign numbers keep their country code. */
export function shownPhone(stored: string, locale: Locale): string {
  const [number = stored, extension] = stored.split(';ext=');
  const parsed = numberOf(number);
  if (!parsed) return stored;
  const words = parsed.country === 'TW' ? parsed.formatNational() : parsed.formatInternational();
  const shown = words.replaceAll(' ', '-');
  return extension ? `${shown} ${EXTENSION_WORD[locale]} ${extension}` : shown;
}

import { telephoneOf, isPersonal } from './telephone.js';

export type PersonalData = 'national-id' | 'phone' | 'email' | 'card';

/** Two digits for the letter of a national ID or resident certificate number. */
const LETTERS: Record<string, number> = Object.fromEntries(
  [...'ABCDEFGHJKLMNPQRSTUVXYWZIO'].map((letter, at) => [letter, at + 10]),
);
const WEIGHTS = [1, 9, 8, 7, 6, 5, 4, 3, 2, 1, 1];

/** National ID, resident certificate of 2021 (`A8…`) or before (`AB…`), with a right check digit. */
export function isNationalId(text: string): boolean {
  if (!/^[A-Z][1289A-D]\d{8}$/.test(text)) return false;
  const second = LETTERS[text[1]!];
  const digits = `${LETTERS[text[0]!]}${second === undefined ? text[1] : second % 10}${text.slice(2)}`;
  return [...digits].reduce((sum, digit, at) => sum + Number(digit) * WEIGHTS[at]!, 0) % 10 === 0;
}

/** Luhn. */
export function isCard(digits: string): boolean {
  const sum = [...digits].toReversed().reduce((total, digit, at) => {
    const doubled = Number(digit) * (at % 2 === 0 ? 1 : 2);
    return total + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return sum % 10 === 0 && /[1-9]/.test(digits);
}

const found = (text: string, pattern: RegExp, is: (part: string) => boolean): boolean =>
  (text.match(pattern) ?? []).some((part) => is(part));

const isPhone = (part: string): boolean => {
  const number = telephoneOf(part);
  return number !== undefined && isPersonal(number);
};

const LOOKS: Record<PersonalData, (text: string) => boolean> = {
  'national-id': (text) => found(text.toUpperCase(), /(?<![A-Z\d])[A-Z][A-D\d]\d{8}(?!\d)/g, isNationalId),
  phone: (text) => found(text, /(?<![\d-])(?:\+|\(?0)\d[\d\s()-]{5,14}\d(?!\d)/g, isPhone),
  email: (text) => /[^\s@]+@[^\s@]+\.[^\s@]+/.test(text),
  card: (text) =>
    found(text, /(?<!\d)\d(?:[ -]?\d){12,18}(?!\d)/g, (part) => isCard(part.replaceAll(/\D/g, ''))),
};

/** What in a text looks like personal data; asked before it is stored as plain text. */
export function personalDataIn(typed: string): PersonalData[] {
  const text = typed.normalize('NFKC');
  return (Object.keys(LOOKS) as PersonalData[]).filter((kind) => LOOKS[kind](text));
}

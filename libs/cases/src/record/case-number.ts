import { rocDigits } from '@app/platform';

const FORM = /^([A-Z]{2,4})-?(\d{7})-?(\d{5,})-?(\d)$/;

/** Luhn check digit (ISO/IEC 7812-1) over a run of digits. */
export function checkDigit(digits: string): number {
  const sum = [...digits].reverse().reduce((total, char, index) => {
    const doubled = Number(char) * (index % 2 === 0 ? 2 : 1);
    return total + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return (10 - (sum % 10)) % 10;
}

/** `SME-1150821-00042-1`: agency, ROC date, serial of the day, check digit. Public; the lookup code is the key. */
export function formatCaseNumber(prefix: string, receivedAt: number, serial: number): string {
  const date = rocDigits(receivedAt);
  const run = String(serial).padStart(5, '0');
  return `${prefix}-${date}-${run}-${checkDigit(date + run)}`;
}

/** Parses a number as typed: full-width, lower case, spaces and missing hyphens are accepted. Undefined if invalid. */
export function parseCaseNumber(typed: string): string | undefined {
  const parts = partsOf(typed);
  return parts && isRight(parts) ? Object.values(parts).join('-') : undefined;
}

/**
 * Whether it has the form of a number and a wrong check digit: a slip of the fingers, told by arithmetic alone, so that
 * saying so reveals nothing about any case.
 */
export function isMistyped(typed: string): boolean {
  const parts = partsOf(typed);
  return parts !== undefined && !isRight(parts);
}

interface Parts {
  prefix: string;
  date: string;
  run: string;
  check: string;
}

function partsOf(typed: string): Parts | undefined {
  const match = FORM.exec(
    typed
      .normalize('NFKC')
      .toUpperCase()
      .replace(/[\s‐-―−ー]+/g, (gap) => (gap.trim() ? '-' : '')),
  );
  if (!match) return undefined;
  const [, prefix, date, run, check] = match as unknown as [string, string, string, string, string];
  return { prefix, date, run, check };
}

const isRight = ({ date, run, check }: Parts): boolean => checkDigit(date + run) === Number(check);

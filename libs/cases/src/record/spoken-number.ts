import { checkDigit } from './case-number.js';

/** What a caller may mean who reads a number out. */
export interface SpokenNumber {
  /** Whole case numbers; empty: it is none. */
  numbers: string[];
  /** Date and serial were read with a check digit that does not fit. */
  mistyped: boolean;
}

const NONE: SpokenNumber = { numbers: [], mistyped: false };
const SERIAL = 5;

/**
 * A case number as people read it: `1151128 00001`, `115/11/28 第1號`, with or without prefix and check digit.
 * `prefix`: of the agency that was called.
 */
export function spokenNumber(typed: string, prefix: string): SpokenNumber {
  const plain = plainOf(typed);
  const named = /^([A-Z]{2,4})(?=[^A-Z])/.exec(plain)?.[1];
  const { date, rest } = dateOf(plain.match(/\d+/g) ?? []);
  if (date === undefined || rest.length === 0 || /[A-Z]/.test(plain.slice(named?.length ?? 0))) return NONE;
  const meant = serialsOf(rest);
  const right = meant.filter(({ run, check }) => check === undefined || check === checkDigit(date + run));
  const numbers = right.map(({ run }) => `${named ?? prefix}-${date}-${run}-${checkDigit(date + run)}`);
  return { numbers, mistyped: right.length === 0 };
}

/** The day, `YYYY-MM-DD`, where only the date of a number was read: `1151128`, `115/11/28`, with or without prefix. */
export function spokenDay(typed: string): string | undefined {
  const plain = plainOf(typed);
  const { date, rest } = dateOf(plain.match(/\d+/g) ?? []);
  if (date === undefined || rest.length > 0 || !/^([A-Z]{2,4})?[\d\s/.年月日民國-]+$/.test(plain))
    return undefined;
  return `${Number(date.slice(0, 3)) + 1911}-${date.slice(3, 5)}-${date.slice(5)}`;
}

const plainOf = (typed: string): string => typed.normalize('NFKC').toUpperCase().trim();

/** The ROC date in one group, in three (`115 11 28`), or together with what follows. */
function dateOf(groups: string[]): { date?: string; rest: string[] } {
  const [first = '', month = '', day = '', ...after] = groups;
  const parted = first.length === 3 && month.length <= 2 && day.length <= 2 && day !== '';
  const date = parted ? first + month.padStart(2, '0') + day.padStart(2, '0') : first.slice(0, 7);
  const rest = parted ? after : [first.slice(7), ...groups.slice(1)].filter(Boolean);
  return /^[01]\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])$/.test(date) ? { date, rest } : { rest: [] };
}

interface Meant {
  run: string;
  check?: number;
}

/** Serial and check digit; in one group either may be meant, unless it begins with 0: only short serials do. */
function serialsOf(rest: string[]): Meant[] {
  const [serial = '', check = '', ...more] = rest;
  if (more.length === 0 && check.length === 1) return [{ run: padded(serial), check: Number(check) }];
  const digits = rest.join('');
  if (digits.length <= SERIAL) return [{ run: padded(digits) }];
  const withCheck = { run: digits.slice(0, -1), check: Number(digits.at(-1)) };
  const whole = digits.startsWith('0') ? [] : [{ run: digits }];
  return [withCheck, ...whole];
}

const padded = (serial: string) => serial.padStart(SERIAL, '0');

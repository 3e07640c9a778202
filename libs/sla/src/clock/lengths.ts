import { LengthError } from './errors.js';
import type { Length, LengthUnit } from './types.js';

const LENGTH = /^([1-9]\d{0,3})(wh|wd|h|d|w|m)$/;

/** `2w` → `{ amount: 2, unit: 'w' }`. A positive whole number of at most four digits; else throws `LengthError`. */
export function parseLength(text: string): Length {
  const found = LENGTH.exec(text);
  if (found) return { amount: Number(found[1]), unit: found[2] as LengthUnit };
  throw new LengthError(
    `「${text}」不是期限長度：請寫正整數加單位，例如 4h（小時）、8wh（上班小時）、5wd（工作日）、14d（日）、2w（週）、2m（月）`,
    `"${text}" is not a length: write a positive whole number and a unit, such as 4h, 8wh, 5wd, 14d, 2w or 2m`,
  );
}

export const formatLength = ({ amount, unit }: Length): string => `${amount}${unit}`;

/** Units counted on instants; the others are counted on dates and end at 24:00. */
export const isHours = (unit: LengthUnit): boolean => unit === 'h' || unit === 'wh';

import { z } from 'zod';

/** Control characters and line separators; tab and line feed are text. */
const CONTROL = /(?![\t\n\r])[\p{Cc}\u2028\u2029]/u;
const wellFormed = (value: string) => value.isWellFormed() && !CONTROL.test(value);
const bad = { params: { code: 'control-characters' } } as const;

/** One line of text a person typed: trimmed, no control characters, 1 to `max` characters. */
export const line = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .refine((v) => wellFormed(v) && !/[\r\n\t]/.test(v), bad);

/** Several lines; line ends become `\n`. */
export const paragraph = (max: number) =>
  z
    .string()
    .transform((v) => v.replace(/\r\n?/g, '\n').trim())
    .pipe(z.string().min(1).max(max).refine(wellFormed, bad));

import { z } from 'zod';

/** Control characters and line separators; tab and line feed are text. */
const CONTROL = /(?![\t\n\r])[\p{Cc}\u2028\u2029]/u;
const wellFormed = (value: string) => value.isWellFormed() && !CONTROL.test(value);
const bad = { params: { code: 'control-characters' } } as const;

/**
 * A visible character. Not: spaces, characters that Unicode marks as ignorable (fillers, zero widths, tags, variation
 * selectors), format characters, marks without a letter, and four more that are drawn empty. Private-use characters
 * (造字) are visible.
 */
const SEEN = /[^\s\p{Z}\p{Default_Ignorable_Code_Point}\p{Cf}\p{M}\u2800\uFFFC\u{1D159}\u{13441}\u{13442}]/u;

/** Whether a text has no visible character, and so counts as empty. */
export const isBlank = (text: string): boolean => !SEEN.test(text);

/** Embeddings, overrides and isolates: they show a line in another order than it was typed. */
const DIRECTION = /[\u202A-\u202E\u2066-\u2069]/u;
const turned = { params: { code: 'direction-signs' } } as const;
export const withoutDirection = (text: string): string => text.replace(new RegExp(DIRECTION, 'gu'), '');

const trimmed = (text: string): string => (isBlank(text) ? '' : text.trim());

/** One line of text a person typed: trimmed, no control characters, 1 to `max` characters, at least one visible. */
export const line = (max: number) =>
  z
    .string()
    .overwrite(trimmed)
    .min(1)
    .max(max)
    .refine((v) => wellFormed(v) && !/[\r\n\t]/.test(v), bad)
    .refine((v) => !DIRECTION.test(v), turned);

/** Several lines; line ends become `\n`. */
export const paragraph = (max: number) =>
  z
    .string()
    .transform((v) => trimmed(v.replace(/\r\n?/g, '\n')))
    .pipe(z.string().min(1).max(max).refine(wellFormed, bad));

/** Text of any length with at least one visible character. */
export const someText = z.string().overwrite(trimmed).min(1);

/** Forms send empty fields; they mean "not given", as does null. */
export const optional = <S extends z.ZodType>(schema: S) =>
  z.preprocess(
    (value) => (value === null || (typeof value === 'string' && isBlank(value)) ? undefined : value),
    schema.optional(),
  );

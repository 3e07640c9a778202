import { isoTaipei, type Locale } from '@app/platform';
import type { Localised } from '@app/catalogue';
import { z } from 'zod';

/**
 * Parts of the answers of all subjects. The answers of a subject are in its `*.answers.ts`: a schema, described in
 * OpenAPI and compared with the real answers by the contract tests, and the function that makes it. Each lists its
 * fields, so that nothing is exposed by accident (ASVS 15.3.1).
 */
export const text = z.string();
export const maybe = text.nullable();
export const instant = z.iso.datetime({ offset: true });
export const perhaps = instant.nullable();
export const count = z.int().min(0);

export const iso = (at: number | null | undefined): string | null =>
  at === null || at === undefined ? null : isoTaipei(Number(at));
export const nameOf = (name: Localised | undefined, locale: Locale) => name?.[locale] ?? null;

export const problem = z.object({
  type: text,
  title: text,
  status: count,
  instance: text,
  errors: z.array(z.object({ field: text, code: text, message: text })).optional(),
  allowed: z.array(text).optional(),
  /** Values that the title mentions, such as the number of the case this one was merged into. */
  params: z.record(text, z.union([text, z.number()])).optional(),
});

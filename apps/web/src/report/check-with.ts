import { parseInput, Problem } from '@app/platform';
import type { z } from 'zod';
import type { FieldCode } from './question.js';

/** Checks answers by a schema of `intake`: the same rules as the API, before the report is sent. */
export function checkWith(schema: z.ZodType, input: unknown, prefix = ''): FieldCode[] {
  try {
    parseInput(schema, input);
    return [];
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return (error.detail.fields ?? []).map((problem) => ({ ...problem, field: prefix + problem.field }));
  }
}

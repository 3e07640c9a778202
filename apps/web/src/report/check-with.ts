import { parseInput, Problem } from '@app/platform';
import type { z } from 'zod';
import type { FieldCode } from './question.js';

/** What a schema of intake says about some answers: the same rules as the API, before anything is sent. */
export function checkWith(schema: z.ZodType, input: unknown, prefix = ''): FieldCode[] {
  try {
    parseInput(schema, input);
    return [];
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return (error.detail.fields ?? []).map((problem) => ({ ...problem, field: prefix + problem.field }));
  }
}

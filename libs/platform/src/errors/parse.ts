import type { z } from 'zod';
import { Problem, type FieldProblem } from './problem.js';

/**
 * Input checked by a schema, or a `Problem` that names each field. Codes come from the schema's own messages.
 * `known`: what is wrong by knowledge that no schema has; named in the same refusal, so that a form comes back once.
 */
export function parseInput<S extends z.ZodType>(
  schema: S,
  input: unknown,
  known: readonly FieldProblem[] = [],
): z.output<S> {
  // with the input, a value of another type is told from one that is missing
  const parsed = schema.safeParse(input, { reportInput: true });
  if (parsed.success && known.length === 0) return parsed.data;
  const found = parsed.error?.issues.map(fieldProblem) ?? [];
  const named = new Set(found.map(({ field }) => field));
  const fields = [...found, ...known.filter(({ field }) => !named.has(field))];
  throw new Problem('INVALID', 'invalid', { fields });
}

function fieldProblem(issue: z.core.$ZodIssue): FieldProblem {
  const field = issue.path.map(String).join('.');
  return { field, ...codeOf(issue) };
}

/** A schema that names its own words gives their key as the message: `email`, `date`. */
const KEY = /^[a-z][a-z-]*$/;

type Worded = Pick<FieldProblem, 'code' | 'params'>;
const CODES: Partial<Record<z.core.$ZodIssue['code'], (issue: any) => Worded>> = {
  invalid_type: (i) => ({ code: i.input === undefined || i.input === null ? 'required' : 'wrong-type' }),
  too_big: (i) => ({
    code: i.origin === 'string' ? 'too-long' : 'too-big',
    params: { max: Number(i.maximum) },
  }),
  too_small: (i) =>
    i.origin === 'string' && i.minimum <= 1
      ? { code: 'required' }
      : { code: 'too-small', params: { min: Number(i.minimum) } },
  invalid_value: (i) => ({ code: 'not-a-choice', params: { choices: (i.values ?? []).join(', ') } }),
  invalid_union: () => ({ code: 'wrong-type' }),
  unrecognized_keys: (i) => ({ code: 'unknown-field', params: { fields: i.keys.join(', ') } }),
  invalid_format: (i) => ({ code: KEY.test(i.message) ? i.message : 'wrong-format' }),
  custom: (i) => ({ code: i.params?.code ?? i.message, params: i.params?.params }),
};

const codeOf = (issue: z.core.$ZodIssue): Worded => CODES[issue.code]?.(issue) ?? { code: 'wrong-format' };

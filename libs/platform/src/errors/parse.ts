import type { z } from 'zod';
import { Problem, type FieldProblem } from './problem.js';

/**
 * Parses an input by a schema; throws a `Problem` with a code for each wrong field. Codes come from the schema's own
 * messages. `known`: faults that a schema cannot find, reported together, so that a form is returned only once.
 */
export function parseInput<S extends z.ZodType>(
  schema: S,
  input: unknown,
  known: readonly FieldProblem[] = [],
): z.output<S> {
  // the input is needed to tell a value of the wrong type from a missing one
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

/** A schema with its own code gives it as the message: `email`, `date`. */
const KEY = /^[a-z][a-z\d-]*$/;

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

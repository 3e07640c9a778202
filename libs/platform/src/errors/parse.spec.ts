import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { parseInput } from './parse.js';
import { Problem, type FieldProblem } from './problem.js';

function problems(schema: z.ZodType, input: unknown, known: FieldProblem[] = []): FieldProblem[] {
  try {
    parseInput(schema, input, known);
  } catch (error) {
    if (error instanceof Problem && error.kind === 'INVALID') return error.detail.fields!;
    throw error;
  }
  throw new Error('was taken');
}
const one = (schema: z.ZodType, value: unknown) => problems(z.object({ x: schema }), { x: value });

describe('parseInput', () => {
  it.each([
    ['nothing', z.string(), undefined, { code: 'required' }],
    ['null', z.string(), null, { code: 'required' }],
    ['another type', z.string(), 7, { code: 'wrong-type' }],
    ['an empty text', z.string().min(1), '', { code: 'required' }],
    ['too short', z.string().min(3), 'ab', { code: 'too-small', params: { min: 3 } }],
    ['too long', z.string().max(3), 'abcd', { code: 'too-long', params: { max: 3 } }],
    ['too large', z.number().max(3), 4, { code: 'too-big', params: { max: 3 } }],
    ['too small', z.number().min(1), 0, { code: 'too-small', params: { min: 1 } }],
    ['no choice', z.enum(['A', 'B']), 'C', { code: 'not-a-choice', params: { choices: 'A, B' } }],
    ['none of several', z.union([z.string(), z.number()]), true, { code: 'wrong-type' }],
    ['a form with words of its own', z.string().regex(/^\d$/, 'date'), 'x', { code: 'date' }],
    ['words with a number in their name', z.string().regex(/^\d$/, 'days-1-30'), 'x', { code: 'days-1-30' }],
    ['a form without', z.email(), 'x', { code: 'wrong-format' }],
    [
      'a rule',
      z.string().refine(() => false, { params: { code: 'mine', params: { n: 2 } } }),
      'x',
      { code: 'mine', params: { n: 2 } },
    ],
  ] as [string, z.ZodType, unknown, object][])('%s', (_what, schema, value, expected) => {
    expect(one(schema, value)).toEqual([{ field: 'x', ...expected }]);
  });

  it('reports all faults at once, with their paths', () => {
    const schema = z.object({ contact: z.object({ email: z.email() }), list: z.array(z.string()) });
    expect(problems(schema, { contact: { email: 'x' }, list: ['a', 1] }).map(({ field }) => field)).toEqual([
      'contact.email',
      'list.1',
    ]);
  });

  it('reports an unknown field', () => {
    expect(problems(z.strictObject({}), { y: 1 })).toEqual([
      { field: '', code: 'unknown-field', params: { fields: 'y' } },
    ]);
  });

  it('adds known faults, one per field', () => {
    const known = [
      { field: 'x', code: 'taken' },
      { field: 'y', code: 'taken' },
    ];
    expect(problems(z.object({ x: z.string() }), {}, known)).toEqual([
      { field: 'x', code: 'required' },
      known[1],
    ]);
    expect(problems(z.object({ x: z.string() }), { x: 'a' }, known)).toEqual(known);
    expect(parseInput(z.object({ x: z.string() }), { x: 'a' })).toEqual({ x: 'a' });
  });
});

import type { z } from 'zod';

type Issue = z.core.$ZodIssue;
type Phrase = (issue: never, value: unknown) => string;

const phrases: Partial<Record<NonNullable<Issue['code']>, Phrase>> = {
  invalid_type: (issue: z.core.$ZodIssueInvalidType, value) =>
    value === undefined ? 'is missing' : `must be ${kindOf(issue.expected)}, not ${shown(value)}`,
  invalid_value: (issue: z.core.$ZodIssueInvalidValue, value) =>
    `${given(value)}; allowed: ${issue.values.map(String).join(', ')}`,
  invalid_union: (_issue: never, value) => `${given(value)}; allowed: clock, rate, recurring, statement`,
  unrecognized_keys: (issue: z.core.$ZodIssueUnrecognizedKeys) =>
    `has unknown field(s) ${issue.keys.join(', ')}; check the spelling`,
  too_small: (issue: z.core.$ZodIssueTooSmall, value) =>
    typeof value === 'number' ? `must be at least ${issue.minimum}, not ${value}` : 'must not be empty',
  too_big: (issue: z.core.$ZodIssueTooBig, value) => `must be at most ${issue.maximum}, not ${shown(value)}`,
  custom: (issue: z.core.$ZodIssueCustom, value) =>
    issue.params?.['sentence'] ? issue.message : `${shown(value)} ${issue.message}`,
  invalid_format: (_issue: never, value) => `${shown(value)} has the wrong form`,
};

/** One sentence for a person, from the schema's issue and the value found. */
export function wordsOf(issue: Issue, value: unknown): string {
  const phrase = phrases[issue.code] as ((issue: Issue, value: unknown) => string) | undefined;
  return phrase ? phrase(issue, value) : `${shown(value)} ${issue.message}`;
}

function given(value: unknown): string {
  return value === undefined ? 'is missing' : `${shown(value)} is not known`;
}

function kindOf(expected: string): string {
  return { string: 'text', object: 'a group of fields', array: 'a list' }[expected] ?? expected;
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

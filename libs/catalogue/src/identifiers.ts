import { z } from 'zod';

export const pattern = (form: RegExp, example: string) =>
  z.string().refine((value) => form.test(value), { error: `must look like ${example}` });

/** `sme` */
export const organisationId = pattern(/^[a-z][a-z0-9]{1,15}$/, 'sme (lower case letters and digits)');

/** `sme.referral-accept`: the organisation, a dot, and words joined by hyphens. */
export const entryId = pattern(
  /^[a-z][a-z0-9]{1,15}\.[a-z0-9]+(-[a-z0-9]+)*$/,
  'sme.some-name (organisation, dot, lower case words joined by hyphens)',
);

/** Agency part of a case number: 2 to 4 capital letters. */
export const caseNumberPrefix = pattern(/^[A-Z]{2,4}$/, 'SME (2 to 4 capital letters)');

export const clockTime = pattern(/^([01]\d|2[0-3]):[0-5]\d$/, '08:30');

/** The organisation an id belongs to: the part before the dot. */
export function organisationOf(id: string): string {
  return id.slice(0, id.indexOf('.'));
}

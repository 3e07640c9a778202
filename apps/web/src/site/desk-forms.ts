import { Problem } from '@app/platform';
import { randomUUID } from 'node:crypto';
import type { PageView } from './outcome.js';
import { wordsFor } from './problem-words.js';
import type { Site } from './site.js';

/** A form returned with errors: the typed values, and the errors by field. */
export interface Returned {
  typed: Record<string, string>;
  errors: Record<string, string>;
  /** Text of a refusal that is not about a field, such as an act that the status does not allow. */
  refusal?: string;
  /** Acts named by a 409. */
  allowed?: string[];
  status: number;
}

export const BLANK: Returned = { typed: {}, errors: {}, status: 200 };

const STATUS = { INVALID: 422, NOT_ALLOWED: 409, STALE: 412, CONFLICT: 409 } as const;

/** Data for showing a refused form again; rethrows any error that is not a refusal of the input. */
export function returned(error: unknown, typed: Record<string, string>, site: Site): Returned {
  if (!(error instanceof Problem) || !(error.kind in STATUS)) throw error;
  const { title, fields } = wordsFor(error, site.locale);
  const status = STATUS[error.kind as keyof typeof STATUS];
  const whole = error.kind === 'INVALID' ? {} : { refusal: title, allowed: error.detail.allowed ?? [] };
  return { typed, errors: fields, status, ...whole };
}

/** The status and title mark of a page that shows a form. */
export const statusOf = ({ status }: Returned): Pick<PageView, 'status' | 'failed'> =>
  status === 200 ? {} : { status, failed: true };

/** A new idempotency key for each form: the same form submitted twice has one effect. */
export const formKey = (): string => randomUUID();

/** Hidden fields of the page itself. */
const OURS = [
  'csrf',
  'key',
  'version',
  'at',
  'lang',
  'sent',
  'unkept',
  'draft',
  'remove',
  'caller',
  'filled',
  'turn',
  'page',
  'back',
  'use',
];
export const isOurs = (field: string): boolean => OURS.includes(field);

/** The fields without the page's own; `contact.name` becomes a nested object, as the rooms expect. */
export function inputOf(typed: Record<string, string>): Record<string, unknown> {
  const input: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(typed)) {
    if (isOurs(name) || value === '') continue;
    const [outer = name, inner] = name.split('.', 2);
    if (inner === undefined) input[outer] = value;
    else input[outer] = { ...(input[outer] as object | undefined), [inner]: value };
  }
  return input;
}

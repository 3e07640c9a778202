import { Problem } from '@app/platform';
import { randomUUID } from 'node:crypto';
import type { PageView } from './outcome.js';
import { wordsFor } from './problem-words.js';
import type { Site } from './site.js';

/** A form that came back: what was typed, and what is wrong with which field. */
export interface Returned {
  typed: Record<string, string>;
  errors: Record<string, string>;
  /** Words of a refusal that is about the whole, such as an act the status does not allow. */
  refusal?: string;
  /** Acts named by a 409. */
  allowed?: string[];
  status: number;
}

export const BLANK: Returned = { typed: {}, errors: {}, status: 200 };

const STATUS = { INVALID: 422, NOT_ALLOWED: 409, STALE: 412, CONFLICT: 409 } as const;

/** What a form shows after a refusal; anything but a refusal of the input goes on to the filter. */
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

/** Goes with each form once: the same form submitted twice has one effect. */
export const formKey = (): string => randomUUID();

/** What a page sends for itself. */
const OURS = ['csrf', 'key', 'version', 'at', 'lang', 'sent', 'unkept'];

/** Fields without our own; `contact.name` becomes a nested object as the rooms expect. */
export function inputOf(typed: Record<string, string>): Record<string, unknown> {
  const input: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(typed)) {
    if (OURS.includes(name) || value === '') continue;
    const [outer = name, inner] = name.split('.', 2);
    if (inner === undefined) input[outer] = value;
    else input[outer] = { ...(input[outer] as object | undefined), [inner]: value };
  }
  return input;
}

/** Kinds of refusal; pages, JSON API (RFC 9457) and command line each show them in their own form. */
export type ProblemKind =
  | 'INVALID' // 400 / 422: `fields` says what is wrong
  | 'UNAUTHENTICATED' // 401
  | 'NOT_FOUND' // 404: also for "not yours"
  | 'NOT_ALLOWED' // 409: the status does not allow it
  | 'CONFLICT' // 409: same key, other content
  | 'STALE' // 412: changed since it was read
  | 'TOO_MANY' // 429
  | 'BUSY'; // 503: try again shortly

export interface FieldProblem {
  /** Path as the caller sent it: `contact.email`. */
  field: string;
  /** Code of the text: `required`, `too-long`, `email` … */
  code: string;
  /** Numbers and names that the text needs. */
  params?: Record<string, string | number>;
}

export class Problem extends Error {
  constructor(
    readonly kind: ProblemKind,
    /** Code of the text that explains it to people. */
    readonly code: string,
    readonly detail: {
      fields?: FieldProblem[];
      allowed?: string[];
      retryAfterSeconds?: number;
      /** What the text needs, as with a field. */
      params?: Record<string, string | number>;
    } = {},
  ) {
    super(code);
  }
}

export const invalid = (...fields: FieldProblem[]) => new Problem('INVALID', 'invalid', { fields });
export const notFound = () => new Problem('NOT_FOUND', 'not-found');

/** What went wrong, in words of the field; each door turns it into its own form (RFC 9457, form error, exit code). */
export type ProblemKind =
  | 'INVALID' // 400 / 422: fields say what
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
  /** Key of the words: `required`, `too-long`, `email` … */
  code: string;
  /** Numbers and names the words need. */
  params?: Record<string, string | number>;
}

export class Problem extends Error {
  constructor(
    readonly kind: ProblemKind,
    /** Key of the words that explain it to people. */
    readonly code: string,
    readonly detail: {
      fields?: FieldProblem[];
      allowed?: string[];
      retryAfterSeconds?: number;
      /** What the words need, as with a field. */
      params?: Record<string, string | number>;
    } = {},
  ) {
    super(code);
  }
}

export const invalid = (...fields: FieldProblem[]) => new Problem('INVALID', 'invalid', { fields });
export const notFound = () => new Problem('NOT_FOUND', 'not-found');

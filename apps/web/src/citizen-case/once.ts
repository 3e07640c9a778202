import type { Draft } from '@app/platform';
import { createHash } from 'node:crypto';
import type { TypedForm } from '../site/index.js';

/**
 * The idempotency key of a form as it was filled in: a form sent twice has one effect, also where the first erased the
 * draft already; with another text it is another act.
 */
export const keyOf = (typed: TypedForm, { key, fields }: Draft): string =>
  createHash('sha256')
    .update(JSON.stringify([typed['key'] || key, fields]))
    .digest('base64url');

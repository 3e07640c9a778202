import { Problem, sameSecret, type Keyring } from '@app/platform';
import type { FastifyRequest } from 'fastify';
import { randomBytes } from 'node:crypto';

export const CSRF_FIELD = 'csrf';

/** `__Host-` where the site is https: such a cookie cannot be set by a neighbouring subdomain. */
export const csrfCookie = (secure: boolean): string => (secure ? '__Host-form' : 'form');

export const newCsrfSecret = (): string => randomBytes(16).toString('base64url');

/** Derived from the browser's cookie and, where signed in, the session: the cookie alone is not enough. */
const tokenOf = (keyring: Keyring, secret: string, session: string | undefined): Buffer =>
  Buffer.from(keyring.hash('session', 'csrf', secret, session ?? ''), 'base64url');

const combined = (one: Buffer, other: Buffer): Buffer =>
  Buffer.from(one.map((byte, at) => byte ^ other[at]!));

/** Masked: it looks different in each answer, so that the size of a compressed answer says nothing of it (0016). */
export function csrfToken(keyring: Keyring, secret: string, session: string | undefined): string {
  const token = tokenOf(keyring, secret, session);
  const mask = randomBytes(token.length);
  return Buffer.concat([mask, combined(token, mask)]).toString('base64url');
}

function unmasked(field: string): string {
  const sent = Buffer.from(field, 'base64url');
  const half = sent.length / 2;
  return combined(sent.subarray(0, half), sent.subarray(half)).toString('base64url');
}

interface Sent {
  secret: string | undefined;
  session: string | undefined;
}

/**
 * Throws NOT_ALLOWED `form-expired` for a form that this site did not give to this browser, and says whether it was sent
 * from a page of ours.
 */
export function checkCsrf(
  request: FastifyRequest,
  keyring: Keyring,
  publicUrl: string,
  { secret, session }: Sent,
): void {
  const field = (request.body as Record<string, unknown> | null | undefined)?.[CSRF_FIELD];
  const right =
    secret !== undefined &&
    typeof field === 'string' &&
    sameSecret(unmasked(field), tokenOf(keyring, secret, session).toString('base64url'));
  const from = fromHere(request, publicUrl) ? 'here' : 'elsewhere';
  if (!right || from !== 'here') throw new Problem('NOT_ALLOWED', 'form-expired', { params: { from } });
}

/** The browser itself says that a page of ours sent it; older ones say nothing. */
export function isSurelyOurs(request: FastifyRequest): boolean {
  const { origin, 'sec-fetch-site': site } = request.headers;
  return site === 'same-origin' || (site === undefined && URL.parse(origin ?? '')?.host === request.host);
}

/** Browsers send the origin of a form; `Origin: null` only means that the referrer is suppressed. */
function fromHere(request: FastifyRequest, publicUrl: string): boolean {
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin' || site === 'none';
  const { origin } = request.headers;
  if (origin === undefined || origin === 'null') return true;
  return URL.canParse(origin) && [request.host, new URL(publicUrl).host].includes(new URL(origin).host);
}

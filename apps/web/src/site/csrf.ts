import { Problem, sameSecret, type Keyring } from '@app/platform';
import type { FastifyRequest } from 'fastify';
import { randomBytes } from 'node:crypto';

export const CSRF_FIELD = 'csrf';

/** `__Host-` where the site is https: such a cookie cannot be set by a neighbouring subdomain. */
export const csrfCookie = (secure: boolean): string => (secure ? '__Host-form' : 'form');

export const newCsrfSecret = (): string => randomBytes(16).toString('base64url');

/** Derived from the browser's cookie and, where signed in, the session: the cookie alone is not enough. */
export const csrfToken = (keyring: Keyring, secret: string, session: string | undefined): string =>
  keyring.hash('session', 'csrf', secret, session ?? '');

interface Sent {
  secret: string | undefined;
  session: string | undefined;
}

/** Throws NOT_ALLOWED `form-expired` for a form that this site did not give to this browser. */
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
    sameSecret(field, csrfToken(keyring, secret, session));
  if (!right || !fromHere(request, publicUrl)) throw new Problem('NOT_ALLOWED', 'form-expired');
}

/** Browsers send the origin of a form; `Origin: null` only means that the referrer is suppressed. */
function fromHere(request: FastifyRequest, publicUrl: string): boolean {
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin' || site === 'none';
  const { origin } = request.headers;
  if (origin === undefined || origin === 'null') return true;
  return URL.canParse(origin) && [request.host, new URL(publicUrl).host].includes(new URL(origin).host);
}

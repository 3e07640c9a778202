import type { FastifyReply, FastifyRequest } from 'fastify';
import { csrfCookie } from './csrf.js';
import { draftCookie } from './draft-cookie.js';
import { kioskCookie, refreshOf } from './kiosk.js';
import { LANG_COOKIE } from './language.js';
import { ownPath } from './location.js';
import type { PageView, SeeOther } from './outcome.js';
import { renderPage } from './page.js';
import type { DrawnPage } from './refused-pages.js';
import { citizenCookie, sessionCookie, triedCookie } from './session-cookie.js';
import { cookiesOf, siteOf, type Cookies } from './site-guard.js';

const YEAR_SECONDS = 365 * 24 * 3_600;

/** Renders a page and sets its headers and cookies on the reply; the caller sends it. */
export function drawPage(request: FastifyRequest, reply: FastifyReply, view: PageView): string {
  const html = renderPage(siteOf(request), view);
  const form = setCookies(reply, cookiesOf(request)!);
  const site = siteOf(request);
  const isKiosk = site.kiosk !== undefined && view.desk === undefined;
  const kept = isKiosk || view.personal || view.desk !== undefined || form;
  void reply
    .header('content-type', 'text/html; charset=utf-8')
    .header('cache-control', kept ? 'no-store' : 'private, no-cache');
  void reply.header('vary', 'cookie, accept-language').header('content-language', siteOf(request).locale);
  if (view.hidden || view.desk !== undefined) void reply.header('x-robots-tag', 'noindex');
  if (view.retryAfterSeconds) void reply.header('retry-after', view.retryAfterSeconds);
  const refresh = isKiosk && refreshOf(site.kiosk!, { ...site, slow: view.languageForm !== undefined });
  if (refresh) void reply.header('refresh', refresh);
  return html;
}

/** Sends a page that was drawn before; it may hold personal data. */
export function sendDrawn(request: FastifyRequest, reply: FastifyReply, { html, status }: DrawnPage): void {
  const { kiosk, locale, path } = siteOf(request);
  setCookies(reply, cookiesOf(request)!);
  void reply.header('content-type', 'text/html; charset=utf-8').header('cache-control', 'no-store');
  void reply.header('vary', 'cookie, accept-language').header('content-language', locale);
  void reply.header('x-robots-tag', 'noindex');
  const isKiosk = kiosk !== undefined && !path.startsWith('/desk');
  const refresh = isKiosk && refreshOf(kiosk, { ...siteOf(request), slow: true });
  if (refresh) void reply.header('refresh', refresh);
  void reply.status(status).send(html);
}

/** Returns whether the page has a form with a new secret. */
function setCookies(reply: FastifyReply, { secure, locale, csrfSecret, draft, kiosk }: Cookies): boolean {
  const common = { path: '/', secure, sameSite: 'lax' as const };
  if (locale) void reply.setCookie(LANG_COOKIE, locale, { ...common, maxAge: YEAR_SECONDS });
  if (csrfSecret) void reply.setCookie(csrfCookie(secure), csrfSecret, { ...common, httpOnly: true });
  if (draft)
    void reply.setCookie(draftCookie(secure), draft.token, {
      ...common,
      httpOnly: true,
      maxAge: draft.seconds,
    });
  if (kiosk)
    void reply.setCookie(kioskCookie(secure), String(kiosk), {
      ...common,
      httpOnly: true,
      maxAge: YEAR_SECONDS,
    });
  return csrfSecret !== undefined;
}

/** The answer to a script that only keeps something. */
export function sendNothing(request: FastifyRequest, reply: FastifyReply): void {
  setCookies(reply, cookiesOf(request)!);
  void reply.status(204).header('cache-control', 'no-store').send();
}

const CHANGED = {
  ...{ session: sessionCookie, citizen: citizenCookie, tried: triedCookie, draft: draftCookie },
  ...{ form: csrfCookie, lang: () => LANG_COOKIE, kiosk: kioskCookie },
};

export function sendRedirect(
  request: FastifyRequest,
  reply: FastifyReply,
  { location, change }: SeeOther,
): void {
  const cookies = cookiesOf(request) ?? { secure: false };
  setCookies(reply, change?.kiosk === undefined ? cookies : { ...cookies, kiosk: Number(change.kiosk) });
  const common = { path: '/', secure: cookies.secure, sameSite: 'lax' as const, httpOnly: true };
  for (const [kind, name] of Object.entries(CHANGED)) {
    const value = change?.[kind as keyof typeof CHANGED];
    if (value && kind !== 'kiosk') void reply.setCookie(name(cookies.secure), value, common);
    if (value === null) void reply.clearCookie(name(cookies.secure), common);
  }
  void reply.header('cache-control', 'no-store').redirect(address(location), 303);
}

/** The part of a page to show, named after `#`, stays. */
function address(location: string): string {
  const [path, part] = location.split('#', 2);
  return (ownPath(path) ?? '/') + (part ? `#${encodeURIComponent(part)}` : '');
}

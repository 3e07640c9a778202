import type { StaffActor } from '@app/people';
import { Problem } from '@app/platform';
import { createParamDecorator, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { isSurelyOurs } from './csrf.js';
import { DeskDrafts, hasText } from './desk-drafts.js';
import { pageOfForm } from './form-places.js';
import { ownPath } from './location.js';
import { SeeOther } from './outcome.js';
import { typedIn } from './typed-form.js';
import { citizenCookie, sessionCookie, triedCookie } from './session-cookie.js';
import { cookiesOf, mustChangePassword, siteOf } from './site-guard.js';

export { pageOfForm };
export const SIGN_IN_PATH = '/desk/sign-in';
export const PASSWORD_PATH = '/desk/password';

/** Where to go after signing in: a path of the desk, nothing else. */
export function safeNext(next: unknown): string {
  const path = ownPath(next, '/desk');
  return path && !path.startsWith(SIGN_IN_PATH) ? path : '/desk';
}

export const signInPath = (next: string): string =>
  `${SIGN_IN_PATH}?next=${encodeURIComponent(safeNext(next))}`;

/** Without a session that has ended, who asks for the desk means the place where she works. */
const isFirstVisit = ({ cookies, url }: FastifyRequest, secure: boolean): boolean =>
  cookies[sessionCookie(secure)] === undefined && /^\/desk\/?(\?lang=[\w-]*)?$/.test(url);

/** A form that a person sent from a page of ours, with text that would be lost on the way to sign-in. */
function isTypedHere(request: FastifyRequest): boolean {
  if (request.method !== 'POST' || siteOf(request).path === PASSWORD_PATH) return false;
  return isSurelyOurs(request) && hasText(typedIn(request.body));
}

/** Lets only signed-in staff pass; others are redirected to sign-in, and those with a first password to its change. */
@Injectable()
export class DeskGuard implements CanActivate {
  constructor(private readonly drafts: DeskDrafts) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const { staff, path } = siteOf(request);
    if (!staff && !(await this.drafts.rescue(request)) && isTypedHere(request))
      throw new Problem('NOT_ALLOWED', 'form-expired', { params: { from: 'here' } });
    if (!staff && isFirstVisit(request, cookiesOf(request)!.secure)) throw new SeeOther(SIGN_IN_PATH);
    if (!staff) {
      const page = request.method === 'GET' ? request.url : pageOfForm(path, typedIn(request.body));
      throw new SeeOther(signInPath(page));
    }
    if (mustChangePassword(request) && path !== PASSWORD_PATH) throw new SeeOther(PASSWORD_PATH);
    return true;
  }
}

/** The signed-in staff member; on `@DeskPages` there always is one. */
export const SignedIn = createParamDecorator(
  (_: unknown, context: ExecutionContext): StaffActor =>
    siteOf(context.switchToHttp().getRequest<FastifyRequest>()).staff!,
);

const cookieOf = (nameOf: (secure: boolean) => string) =>
  createParamDecorator((_: unknown, context: ExecutionContext): string | undefined => {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    return request.cookies[nameOf(cookiesOf(request)!.secure)];
  });

/** The session's token, to end it. */
export const SessionToken = cookieOf(sessionCookie);

/** The citizen's token: her opened cases, and what she has typed for them. */
export const CitizenToken = cookieOf(citizenCookie);

/** The last look-up that failed, sealed. */
export const Tried = cookieOf(triedCookie);

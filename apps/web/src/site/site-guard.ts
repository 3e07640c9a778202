import '@fastify/cookie';
import { PublicOffer } from '@app/intake';
import { Sessions, type StaffActor } from '@app/people';
import {
  days,
  hours,
  isDraftToken,
  Keyring,
  newDraftToken,
  SETTINGS,
  TimeSource,
  type Locale,
  type Settings,
} from '@app/platform';
import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { checkCsrf, csrfCookie, csrfToken, newCsrfSecret } from './csrf.js';
import { DeskBar, type Bar } from './desk-bar.js';
import { draftCookie } from './draft-cookie.js';
import { isLeft, KIOSK, KIOSK_OVER, kioskOf } from './kiosk.js';
import { LANG_COOKIE, languageAsked, languageOf } from './language.js';
import { fileFormOf, hasFiles } from './multipart.js';
import { SeeOther } from './outcome.js';
import { RefusedPages } from './refused-pages.js';
import { sessionCookie } from './session-cookie.js';
import type { DraftCookie, Site } from './site.js';

/** Cookies to set with the answer. */
export interface Cookies {
  secure: boolean;
  locale?: Locale;
  csrfSecret?: string;
  draft?: { token: string; seconds: number };
  /** Of a shared screen: the time of this request. */
  kiosk?: number;
}

const sites = new WeakMap<FastifyRequest, { site: Site; cookies: Cookies; mustChangePassword: boolean }>();

/** The request's site. Pages have one from the guard on. */
export const siteOf = (request: FastifyRequest): Site => sites.get(request)!.site;
export const cookiesOf = (request: FastifyRequest): Cookies | undefined => sites.get(request)?.cookies;
export const mustChangePassword = (request: FastifyRequest): boolean =>
  sites.get(request)?.mustChangePassword ?? false;

/** The language that a form with files asked for, known only when it is read to its end. */
export function changeLanguage(request: FastifyRequest, form: { lang?: string }): void {
  const known = sites.get(request)!;
  const asked = languageAsked({ body: form, headers: {} });
  if (asked) Object.assign(known.site, { locale: asked });
  if (asked) known.cookies.locale = asked;
}

/** A stream, opened again by a script without a person: it must not count as activity. */
const isStream = ({ headers }: FastifyRequest): boolean =>
  headers.accept?.includes('text/event-stream') ?? false;

/** Makes the `Site` of a page request, and refuses any POST without a valid form token. */
@Injectable()
export class SiteGuard implements CanActivate {
  constructor(
    private readonly keyring: Keyring,
    private readonly sessions: Sessions,
    private readonly time: TimeSource,
    private readonly offer: PublicOffer,
    private readonly bar: DeskBar,
    private readonly refused: RefusedPages,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const { known, token, secret } = this.greet(request);
    this.leaveKiosk(known);
    const open = token ? await this.sessions.find(token, { unattended: isStream(request) }) : undefined;
    if (open)
      Object.assign(known, {
        site: { ...known.site, staff: open.actor, bar: await this.barOf(request, open.actor) },
        mustChangePassword: open.mustChangePassword,
      });
    if (request.method === 'POST') await this.check(request, { secret, session: token });
    const drawn = await this.refused.find(request, { site: known.site, secure: known.cookies.secure });
    if (drawn) throw drawn;
    return true;
  }

  /** Counted for pages of the desk only. */
  private async barOf(request: FastifyRequest, actor: StaffActor): Promise<Bar | undefined> {
    return request.url.startsWith('/desk') && !isStream(request) ? this.bar.of(actor) : undefined;
  }

  /** What the last visitor left is cleared before anything is shown or taken; this request is not hers. */
  private leaveKiosk({ site: { kiosk, path, now }, cookies }: { site: Site; cookies: Cookies }): void {
    if (!kiosk || path.startsWith(KIOSK) || !isLeft(kiosk, now)) return;
    delete cookies.kiosk;
    throw new SeeOther(KIOSK_OVER);
  }

  /** Of a form with files only the token is read; its other fields follow when the handler reads it. */
  private async check(request: FastifyRequest, sent: Parameters<typeof checkCsrf>[3]): Promise<void> {
    if (hasFiles(request)) {
      const form = fileFormOf(request);
      request.body = form.fields;
      await form.readToken();
    }
    try {
      checkCsrf(request, this.keyring, this.settings.publicUrl, sent);
    } catch (error) {
      // what was typed is offered again
      if (hasFiles(request)) await fileFormOf(request).passOver();
      throw error;
    }
  }

  /** Makes the `Site` without a session, also for a request that was refused before any page ran. */
  greet(request: FastifyRequest) {
    const secure = this.settings.publicUrl.startsWith('https:');
    const token = request.cookies[sessionCookie(secure)];
    const secret = request.cookies[csrfCookie(secure)];
    const cookies: Cookies = { secure };
    const asked = languageAsked(request);
    if (asked && asked !== request.cookies[LANG_COOKIE]) cookies.locale = asked;
    // bound to the cookie, not to the open session: a form of an ended session leads to sign-in, not to an error
    let given: string | undefined;
    const giveToken = () =>
      (given ??= csrfToken(this.keyring, secret ?? (cookies.csrfSecret ??= newCsrfSecret()), token));
    const drafts = this.drafts(request.cookies[draftCookie(secure)], cookies);
    const kiosk = kioskOf(request, { ...this.settings, secure });
    const site = { ...this.plain(request), csrfToken: giveToken, drafts, kiosk };
    if (kiosk) cookies.kiosk = site.now;
    const known = { site, cookies, mustChangePassword: false };
    sites.set(request, known);
    return { known, token, secret };
  }

  private drafts(sent: string | undefined, cookies: Cookies): DraftCookie {
    const token = isDraftToken(sent) ? sent : undefined;
    // a week longer than a draft, so that one that has expired is not taken for one that never was
    const seconds = (hours(this.settings.DRAFT_HOURS) + days(7)) / 1_000;
    return { token, keep: () => (cookies.draft ??= { token: token ?? newDraftToken(), seconds }).token };
  }

  private plain(request: FastifyRequest): Omit<Site, 'csrfToken'> {
    const [path = '/', query = ''] = request.url.split('?');
    const rest = new URLSearchParams(query);
    rest.delete('lang');
    const locale = languageOf(request);
    return {
      locale,
      path,
      query: rest,
      address: request.ip,
      now: this.time.now(),
      idleMinutes: this.settings.IDLE_LOGOUT_MINUTES,
      demo: this.settings.demo,
      lines: this.offer.organisations().flatMap(({ hotlines }) => hotlines),
    };
  }
}

import { Drafts, minutes, newDraftToken, Problem, type DraftOwner } from '@app/platform';
import { Injectable, Logger } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { createHash } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import { formPage } from './form-places.js';
import type { PageView } from './outcome.js';
import { renderPage } from './page.js';
import { citizenCookie, sessionCookie } from './session-cookie.js';
import type { Site } from './site.js';
import { typedIn } from './typed-form.js';

/** How long the answer to a form can be loaded again. */
const MINUTES = 30;
/** Names it in the address: a random word that only this browser can use. */
const NAMED = 'refused';
const placeOf = (id: string): string => `refused ${id}`;

/** Thrown to answer with a page that was drawn when its form was refused. */
export class DrawnPage {
  constructor(
    readonly html: string,
    readonly status: number,
  ) {}
}

interface Asked {
  site: Site;
  secure: boolean;
}

/**
 * The page that answers a form is kept, sealed, and the browser is sent to it: so it stands in the browser's history as
 * a page that is read, and neither Back nor Reload sends the form again (decision 0028).
 */
@Injectable()
export class RefusedPages {
  private readonly log = new Logger('Pages');

  constructor(private readonly drafts: Drafts) {}

  /** Where the page can be read; undefined where it must be the answer itself. */
  async keep(request: FastifyRequest, asked: Asked, view: PageView): Promise<string | undefined> {
    if (!isKeepable(request, view)) return undefined;
    const { site } = asked;
    const id = newDraftToken();
    const at = new URL(view.at ?? formPage(site.path, typedIn(request.body)), 'http://here.invalid');
    const html = renderPage({ ...site, path: at.pathname, query: new URLSearchParams(at.search) }, view);
    const fields = {
      ...{ status: String(view.status ?? 200), sessions: sessionsOf(request, asked) },
      html: gzipSync(html).toString('base64'),
    };
    at.searchParams.set(NAMED, id);
    try {
      const owner: DraftOwner = site.staff ? { staffId: site.staff.id } : { token: site.drafts!.keep() };
      const limited = site.staff ? {} : { address: site.address };
      await this.drafts.save({ owner, place: placeOf(id) }, fields, { lasts: minutes(MINUTES), ...limited });
      return at.pathname + at.search;
    } catch (error) {
      // a busy database, or too many from one network: the page itself is the answer
      if (!(error instanceof Problem)) this.log.warn(`a page could not be kept: ${(error as Error).name}`);
      return undefined;
    }
  }

  /** The page that the address names, for the browser and the sessions that it was drawn for. */
  async find(request: FastifyRequest, asked: Asked): Promise<DrawnPage | undefined> {
    const id = asked.site.query.get(NAMED);
    const { staff, drafts } = asked.site;
    const token = drafts?.token;
    const owner = staff ? { staffId: staff.id } : token === undefined ? undefined : { token };
    if (request.method !== 'GET' || id === null || !owner) return undefined;
    const found = await this.drafts.find({ owner, place: placeOf(id) });
    if (found.state !== 'kept') return undefined;
    const { html = '', status, sessions } = found.draft.fields;
    if (sessions !== sessionsOf(request, asked)) return undefined;
    return new DrawnPage(gunzipSync(Buffer.from(html, 'base64')).toString(), Number(status));
  }
}

/**
 * Only what a browser shows as a page: a script reads the answer. Without any cookie the page could not be found again.
 * What is only in trouble says when to send the form again.
 */
function isKeepable({ method, headers }: FastifyRequest, { status = 200, once }: PageView): boolean {
  const isShown = [undefined, 'navigate'].includes(headers['sec-fetch-mode'] as string | undefined);
  return method === 'POST' && isShown && !once && headers.cookie !== undefined && status < 429;
}

/** Who signs out, or closes her case, leaves nothing to the next person at the same browser. */
function sessionsOf({ cookies }: FastifyRequest, { secure }: Asked): string {
  const open = [sessionCookie(secure), citizenCookie(secure)].map((name) => cookies[name] ?? '');
  return createHash('sha256').update(open.join(' ')).digest('base64url');
}

import { asBusy, Problem } from '@app/platform';
import { Catch, HttpException, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { carriedForm, isOwnForm, isTrouble } from './carried.js';
import { isSurelyOurs } from './csrf.js';
import { DeskDrafts } from './desk-drafts.js';
import { NoContent, Outcome, SeeOther, type PageView } from './outcome.js';
import { UnreadableForm } from './multipart.js';
import { problemPage, unreadablePage } from './problem-page.js';
import { DrawnPage, RefusedPages } from './refused-pages.js';
import { drawPage, sendDrawn, sendNothing, sendRedirect } from './send-page.js';
import { pageOfForm } from './session.js';
import { cookiesOf, siteOf } from './site-guard.js';
import type { Site } from './site.js';

const unreadable = (site: Site, error: UnreadableForm): PageView =>
  unreadablePage(site, error.getStatus() === 413 ? 'too-large' : 'malformed', error.getStatus());

/** A page, or a refusal of a form that this site gave: what another site sends leaves nothing here. */
const isOurAnswer = (error: unknown): boolean =>
  error instanceof Outcome ||
  (error instanceof Problem && !isTrouble(error) && (error.code !== 'form-expired' || isOwnForm(error)));

/** Turns everything that a page throws into a response: a redirect, a form with its errors, or an explanation. */
@Catch()
export class PageFilter implements ExceptionFilter {
  private readonly log = new Logger('Pages');

  constructor(
    private readonly drafts: DeskDrafts,
    private readonly refused: RefusedPages,
  ) {}

  async catch(error: unknown, host: ArgumentsHost): Promise<void> {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    if (error instanceof SeeOther) return sendRedirect(request, reply, error);
    if (error instanceof NoContent) return sendNothing(request, reply);
    if (!(error instanceof Outcome) && (await this.isBackOn(error, request)))
      return sendRedirect(request, reply, new SeeOther(pageOfForm(siteOf(request).path)));
    if (error instanceof DrawnPage) return sendDrawn(request, reply, error);
    const view = error instanceof Outcome ? error.view : this.explain(asBusy(error), request);
    const at = isOurAnswer(error) && (await this.keptAt(request, view));
    if (at) return sendRedirect(request, reply, new SeeOther(at));
    void reply.status(view.status ?? 200).send(drawPage(request, reply, view));
  }

  /** What was typed into a form of the desk is kept; one that only was too old is offered again on its page. */
  private async isBackOn(error: unknown, request: FastifyRequest): Promise<boolean> {
    const isRefusal = error instanceof Problem && !isTrouble(error);
    if (isRefusal && !(isOwnForm(error) && isSurelyOurs(request))) return false;
    const kept = await this.drafts.rescue(request);
    return kept && isRefusal && siteOf(request).staff !== undefined;
  }

  private keptAt(request: FastifyRequest, view: PageView): Promise<string | undefined> {
    const { secure } = cookiesOf(request)!;
    return this.refused.keep(request, { site: siteOf(request), secure }, view);
  }

  private explain(error: unknown, request: FastifyRequest): PageView {
    const site = siteOf(request);
    if (error instanceof Problem) return problemPage(site, error, request.id, carriedForm(request, error));
    if (error instanceof UnreadableForm) return unreadable(site, error);
    if (error instanceof HttpException && error.getStatus() < 500)
      return problemPage(site, new Problem('NOT_FOUND', 'not-found'), request.id);
    this.log.error(
      `${request.method} ${request.routeOptions.url ?? '?'} failed: ${String(error)}`,
      (error as Error)?.stack,
    );
    return problemPage(site, undefined, request.id, carriedForm(request, undefined));
  }
}

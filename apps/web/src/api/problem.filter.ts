import { asBusy, Problem, type ProblemKind } from '@app/platform';
import { Catch, HttpException, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { languageOf } from '../site/language.js';
import { unreadablePage } from '../site/problem-page.js';
import { problemWords } from '../site/problem-words.js';
import { drawPage } from '../site/send-page.js';
import { SiteGuard } from '../site/site-guard.js';
import { dropUnsendable } from './sendable.js';

const HTTP_STATUS: Record<ProblemKind, number> = {
  INVALID: 422,
  UNAUTHENTICATED: 401,
  NOT_FOUND: 404,
  NOT_ALLOWED: 409,
  CONFLICT: 409,
  STALE: 412,
  TOO_MANY: 429,
  BUSY: 503,
};

/** Errors of the framework before a room is called: malformed body, unknown route, wrong type. */
const FRAMEWORK_CODES: Record<number, string> = {
  400: 'malformed',
  404: 'not-found',
  405: 'method-not-allowed',
  413: 'too-large',
  415: 'wrong-content-type',
};

interface Answer {
  status: number;
  code: string;
  detail: Problem['detail'];
}

/** A form posted to a page and refused before its handler ran: a person reads the answer. */
const isForm = ({ method, url }: FastifyRequest) => method === 'POST' && !url.startsWith('/api/');

/** Every error of the API as a problem document (RFC 9457) that names the field; internals are never shown. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly log = new Logger('ProblemFilter');

  constructor(private readonly sites: SiteGuard) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    dropUnsendable(reply);
    const { status, code, detail } = this.answer(asBusy(error), request);
    if (isForm(request)) {
      const { site } = this.sites.greet(request).known;
      const why = code === 'wrong-content-type' ? 'malformed' : code;
      return void reply.status(status).send(drawPage(request, reply, unreadablePage(site, why, status)));
    }
    const locale = languageOf(request);
    if (status === 401) void reply.header('www-authenticate', 'Bearer');
    if (detail.retryAfterSeconds) void reply.header('retry-after', detail.retryAfterSeconds);
    void reply
      .status(status)
      .header('content-type', 'application/problem+json; charset=utf-8')
      .header('cache-control', 'no-store')
      .send(
        JSON.stringify({
          type: `urn:single-window:problem:${code}`,
          title: problemWords(code, locale, detail.params),
          status,
          instance: `urn:request:${request.id}`,
          ...(detail.fields && {
            errors: detail.fields.map(({ field, code: why, params }) => ({
              field,
              code: why,
              message: problemWords(why, locale, params),
            })),
          }),
          ...(detail.allowed && { allowed: detail.allowed }),
          ...(detail.params && { params: detail.params }),
        }),
      );
  }

  private answer(error: unknown, request: FastifyRequest): Answer {
    if (error instanceof Problem)
      return { status: HTTP_STATUS[error.kind], code: error.code, detail: error.detail };
    const status =
      error instanceof HttpException
        ? error.getStatus()
        : Number((error as { statusCode?: number } | null)?.statusCode ?? 500);
    if (status >= 400 && status < 500)
      return { status, code: FRAMEWORK_CODES[status] ?? 'malformed', detail: {} };
    this.log.error(
      `${request.method} ${request.routeOptions.url ?? '?'} failed: ${String(error)}`,
      (error as Error)?.stack,
    );
    return { status: 500, code: 'internal', detail: {} };
  }
}

import { askingOnce } from '@app/platform';
import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { map, Observable } from 'rxjs';
import { Outcome, SeeOther, type PageView } from './outcome.js';
import { drawPage } from './send-page.js';

/**
 * Renders what a handler returned as HTML. The framework fixes a route's status, so any other goes through the
 * filter.
 */
@Injectable()
export class PageInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler<PageView | SeeOther>): Observable<string> {
    const http = context.switchToHttp();
    return this.handled(http.getRequest<FastifyRequest>(), next).pipe(
      map((result) => {
        if (result instanceof SeeOther) throw result;
        if ((result.status ?? 200) !== 200 || isAnswer(http.getRequest<FastifyRequest>(), result))
          throw new Outcome(result);
        return drawPage(http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>(), result);
      }),
    );
  }

  /** What is only shown is asked once; a form changes what it asks for. */
  private handled({ method }: FastifyRequest, next: CallHandler<PageView | SeeOther>) {
    if (method !== 'GET') return next.handle();
    return new Observable<PageView | SeeOther>((asked) => askingOnce(() => next.handle().subscribe(asked)));
  }
}

/** The answer to a form goes through the filter, too, which may give it an address. */
const isAnswer = ({ method }: FastifyRequest, result: PageView): boolean =>
  method === 'POST' && 'body' in result;

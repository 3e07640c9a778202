import {
  applyDecorators,
  Controller,
  createParamDecorator,
  Get,
  HttpCode,
  Post,
  UseFilters,
  UseGuards,
  UseInterceptors,
  type ExecutionContext,
} from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { PageFilter } from './page.filter.js';
import { PageInterceptor } from './page.interceptor.js';
import { DeskGuard } from './session.js';
import { SiteGuard, siteOf } from './site-guard.js';
import { typedIn, type TypedForm } from './typed-form.js';

export { typedIn, type TypedForm };

const framed = [UseInterceptors(PageInterceptor), UseFilters(PageFilter)];

/** A controller of citizen's pages: handlers return a `PageView` or a `SeeOther`. */
export const Pages = (path = ''): ClassDecorator =>
  applyDecorators(Controller(path), UseGuards(SiteGuard), ...framed);

/** The same for signed-in staff. */
export const DeskPages = (path = 'desk'): ClassDecorator =>
  applyDecorators(Controller(path), UseGuards(SiteGuard, DeskGuard), ...framed);

export const Show = (path = ''): MethodDecorator => Get(path);

/** The target of a form. The guard has checked its token. */
export const Submit = (path: string | string[] = ''): MethodDecorator =>
  applyDecorators(Post(path), HttpCode(200));

/** The request's language, words, address and tokens. */
export const TheSite = createParamDecorator((_: unknown, context: ExecutionContext) =>
  siteOf(context.switchToHttp().getRequest<FastifyRequest>()),
);

export const Typed = createParamDecorator((_: unknown, context: ExecutionContext): TypedForm =>
  typedIn(context.switchToHttp().getRequest<FastifyRequest>().body),
);

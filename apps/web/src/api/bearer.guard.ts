import { Problem } from '@app/platform';
import { Tokens, type StaffActor } from '@app/people';
import { createParamDecorator, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';

const BEARER = /^Bearer ([\w-]{1,200})$/i;
const actors = new WeakMap<FastifyRequest, StaffActor>();

/** Who holds the token. What they may do is decided by the rooms. */
@Injectable()
export class BearerGuard implements CanActivate {
  constructor(private readonly tokens: Tokens) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const token = BEARER.exec(request.headers.authorization ?? '')?.[1];
    if (!token) throw new Problem('UNAUTHENTICATED', 'token-unknown');
    actors.set(request, await this.tokens.actor(token));
    return true;
  }
}

/** The staff member of the request's token. */
export const Staff = createParamDecorator((_: unknown, context: ExecutionContext): StaffActor => {
  const actor = actors.get(context.switchToHttp().getRequest<FastifyRequest>());
  if (!actor) throw new Problem('UNAUTHENTICATED', 'token-unknown');
  return actor;
});

import { Problem } from '@app/platform';
import { Credentials, Tokens, type Credential, type StaffActor } from '@app/people';
import { createParamDecorator, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';

const BEARER = /^Bearer ([\w-]{1,200})$/i;
const held = new WeakMap<FastifyRequest, { actor: StaffActor; credential: Credential }>();

/** Authenticates the token. What its owner may do is decided by the rooms. */
@Injectable()
export class BearerGuard implements CanActivate {
  constructor(
    private readonly tokens: Tokens,
    private readonly credentials: Credentials,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const token = BEARER.exec(request.headers.authorization ?? '')?.[1];
    if (!token) throw new Problem('UNAUTHENTICATED', 'token-unknown');
    held.set(request, { actor: await this.tokens.actor(token), credential: this.credentials.token(token) });
    return true;
  }
}

function heldIn(context: ExecutionContext) {
  const found = held.get(context.switchToHttp().getRequest<FastifyRequest>());
  if (!found) throw new Problem('UNAUTHENTICATED', 'token-unknown');
  return found;
}

/** The staff member of the request's token. */
export const Staff = createParamDecorator(
  (_: unknown, context: ExecutionContext): StaffActor => heldIn(context).actor,
);

/** The token itself, for connections that outlive the request. */
export const Held = createParamDecorator(
  (_: unknown, context: ExecutionContext): Credential => heldIn(context).credential,
);

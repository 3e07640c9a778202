import { invalid, Problem } from '@app/platform';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';

const KEY = /^[\x21-\x7e]{1,200}$/;
const ETAG = /^(?:W\/)?"(\d{1,9})"$/;

const header = (context: ExecutionContext, name: string): string | undefined => {
  const value = context.switchToHttp().getRequest<FastifyRequest>().headers[name];
  return Array.isArray(value) ? value[0] : value;
};

/** `Idempotency-Key`: 1 to 200 visible characters. */
export const IdempotencyKeyHeader = createParamDecorator(
  (_: unknown, context: ExecutionContext): string | undefined => {
    const key = header(context, 'idempotency-key');
    if (key !== undefined && !KEY.test(key))
      throw invalid({ field: 'Idempotency-Key', code: 'wrong-format' });
    return key;
  },
);

/** `If-Match: "7"`: the version that the caller saw last, from an `ETag`. */
export const IfMatch = createParamDecorator((_: unknown, context: ExecutionContext): number | undefined => {
  const value = header(context, 'if-match');
  if (value === undefined || value === '*') return undefined;
  const version = ETAG.exec(value)?.[1];
  if (version === undefined) throw new Problem('STALE', 'stale');
  return Number(version);
});

export const etag = (version: number): string => `"${version}"`;

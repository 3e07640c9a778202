import { sameSecret, type Settings } from '@app/platform';
import type { FastifyRequest } from 'fastify';

const LOOPBACK = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);

/**
 * Whether a request comes from this machine or has the operators' token. Uses the socket's address, as proxy headers
 * can be forged.
 */
export function isOperator(request: FastifyRequest, settings: Settings): boolean {
  const token = request.headers.authorization?.replace(/^Bearer /, '');
  const trusted =
    settings.METRICS_TOKEN !== undefined && token !== undefined && sameSecret(token, settings.METRICS_TOKEN);
  const proxied = request.headers['x-forwarded-for'] !== undefined;
  return trusted || (!proxied && LOOPBACK.has(request.socket.remoteAddress ?? ''));
}

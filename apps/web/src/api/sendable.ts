import type { FastifyReply } from 'fastify';
import { validateHeaderValue } from 'node:http';

/**
 * Removes headers with invalid values, and the encoding of the body that was not sent. A response that failed while being
 * sent leaves its headers on the reply; the error response would fail by them again, and the framework would show the
 * error itself.
 */
export function dropUnsendable(reply: FastifyReply): void {
  void reply.removeHeader('content-encoding');
  for (const [name, value] of Object.entries(reply.getHeaders()))
    if (![value].flat().every((one) => isSendable(name, String(one)))) void reply.removeHeader(name);
}

function isSendable(name: string, value: string): boolean {
  try {
    validateHeaderValue(name, value);
    return true;
  } catch {
    return false;
  }
}

import type { FastifyReply } from 'fastify';
import { validateHeaderValue } from 'node:http';

/**
 * Takes out what no header may hold. An answer that failed while it was being sent leaves its headers behind; the
 * answer that says so would fail by them again, and the framework would go on to show the error itself.
 */
export function dropUnsendable(reply: FastifyReply): void {
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

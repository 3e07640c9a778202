import '@fastify/cookie';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { csrfCookie } from '../csrf.js';
import { LANG_COOKIE } from '../language.js';
import { encode, encodingFor, worthIt } from './encoding.js';

const TEXT = /^(text\/(html|plain|xml)|application\/([\w.+-]*json|xml))\b/;
/** Nearly as small as the best and 20 times as fast: about 0.4 ms for a page. */
const QUALITY = 4;
/** Cookies that show no personal data: what they change is the language, and a token that looks different each time. */
const HARMLESS = [LANG_COOKIE, csrfCookie(false), csrfCookie(true)];

/** Compresses texts that are sent whole. Streams (the live board, files) pass as they are. */
export function compressAnswers(server: FastifyInstance): void {
  server.addHook('onSend', async (request, reply, payload) => {
    if (typeof payload !== 'string' || !worthIt(payload) || !isText(reply)) return payload;
    addVary(reply);
    const encoding = encodingFor(request.headers['accept-encoding']);
    if (!encoding || reply.hasHeader('content-encoding') || tellsBySize(request)) return payload;
    void reply.header('content-encoding', encoding).removeHeader('content-length');
    return encode(payload, encoding, QUALITY);
  });
}

const isText = (reply: FastifyReply): boolean => TEXT.test(String(reply.getHeader('content-type') ?? ''));

/** Caches must not serve one client's encoding to another. */
function addVary(reply: FastifyReply): void {
  const said = reply.getHeader('vary');
  void reply.header('vary', said ? `${String(said)}, accept-encoding` : 'accept-encoding');
}

/**
 * BREACH (decision 0016): another site that opens our pages with chosen words in the address could read from the
 * compressed size whether a person's page holds the same words. Pages of a session are compressed only when our own
 * page, or the person, asked for them.
 */
function tellsBySize({ cookies, headers }: FastifyRequest): boolean {
  const ofAPerson = Object.keys(cookies).some((name) => !HARMLESS.includes(name));
  return ofAPerson && !['same-origin', 'none'].includes(String(headers['sec-fetch-site']));
}

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { assets, type Asset } from '../assets.js';
import { encode, encodingFor, worthIt, type Encoding } from './encoding.js';

/** The smallest form: it is made once. */
const QUALITY = 11;
const YEAR = 'public, max-age=31536000, immutable';
const SHORT = 'public, max-age=3600';

const kept = new Map<string, Promise<Buffer>>();

/** `/assets/`: styles, scripts and icons, from memory; compressed when first asked for. */
export function serveAssets(server: FastifyInstance): void {
  for (const one of assets().values())
    server.get(`/assets/${one.name}`, (request, reply) => send(one, request, reply));
  server.get('/favicon.ico', (request, reply) => send(assets().get('icon.ico')!, request, reply));
}

async function send(one: Asset, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  // an older address may be asked for while a newer version is installed: it gets this one, not for long
  const { v } = request.query as { v?: unknown };
  void reply.type(one.type).header('cache-control', v === one.hash ? YEAR : SHORT);
  if (!worthIt(one.content)) return reply.send(one.content);
  const encoding = encodingFor(request.headers['accept-encoding']);
  void reply.header('vary', 'accept-encoding');
  if (!encoding) return reply.send(one.content);
  return reply.header('content-encoding', encoding).send(await compressed(one, encoding));
}

function compressed(one: Asset, encoding: Encoding): Promise<Buffer> {
  const key = `${one.name} ${encoding}`;
  const made = kept.get(key) ?? encode(one.content, encoding, QUALITY);
  kept.set(key, made);
  return made;
}

import { get, type IncomingMessage } from 'node:http';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import type { WebAddress } from './web.js';

export interface Answered {
  status: number;
  headers: IncomingMessage['headers'];
  text: string;
  /** Of the body as sent. */
  body: number;
  /** Over the wire, headers included. */
  bytes: number;
}

const DECODE: Record<string, (body: Buffer) => Buffer> = { br: brotliDecompressSync, gzip: gunzipSync };

/** One GET on a connection of its own, as sent: `fetch` would decode and hide the size. */
export function ask(
  { url }: WebAddress,
  path: string,
  headers: Record<string, string> = { 'accept-encoding': 'gzip, deflate, br' },
): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const request = get(`${url}${path}`, { agent: false, headers }, (answer) => {
      const parts: Buffer[] = [];
      const { socket } = answer;
      answer.on('data', (part: Buffer) => parts.push(part));
      answer.on('error', reject);
      answer.on('end', () => {
        const body = Buffer.concat(parts);
        const decode = DECODE[answer.headers['content-encoding'] ?? ''] ?? ((same: Buffer) => same);
        resolve({
          ...{ status: answer.statusCode!, headers: answer.headers, text: decode(body).toString() },
          ...{ body: body.length, bytes: socket.bytesRead },
        });
      });
    });
    request.on('error', reject);
  });
}

export interface Weight {
  path: string;
  /** HTML as sent. */
  html: number;
  requests: number;
  /** A first visit: the page and all it loads, headers included. */
  bytes: number;
}

/** What a first visit costs: the page, and the style sheets, scripts and icons that it names. */
export async function weigh(
  web: WebAddress,
  path: string,
  headers?: Record<string, string>,
): Promise<Weight> {
  const page = await ask(web, path, headers);
  const named = [...page.text.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)].map(([, name]) => name!);
  const loaded = await Promise.all([...new Set(named)].map((name) => ask(web, name, headers)));
  const answers = [page, ...loaded];
  return {
    ...{ path, html: page.body, requests: answers.length },
    bytes: answers.reduce((sum, { bytes }) => sum + bytes, 0),
  };
}

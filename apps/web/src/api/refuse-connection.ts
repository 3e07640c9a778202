import type { Socket } from 'node:net';
import { problemWords } from '../site/problem-words.js';

/** Codes of the words for what a connection sent that is no request; anything else is malformed. */
const REFUSED: Record<string, [status: string, code: 'too-large' | 'malformed']> = {
  HPE_HEADER_OVERFLOW: ['431 Request Header Fields Too Large', 'too-large'],
  ERR_HTTP_REQUEST_TIMEOUT: ['408 Request Timeout', 'malformed'],
};
const MALFORMED = ['400 Bad Request', 'malformed'] as const;

const HEADERS = {
  'content-type': 'application/problem+json; charset=utf-8',
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
};

/** In both languages: the sender may not have got as far as saying which. */
function problem(code: 'too-large' | 'malformed', status: number): string {
  const title = `${problemWords(code, 'zh-TW')} / ${problemWords(code, 'en')}`;
  return JSON.stringify({ type: `urn:single-window:problem:${code}`, title, status });
}

/** What arrived is no HTTP request, so that no page and no filter is ever asked. */
export function refuseConnection(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
  const [status, code] = REFUSED[error.code ?? ''] ?? MALFORMED;
  const body = problem(code, Number.parseInt(status, 10));
  const all = { ...HEADERS, 'content-length': Buffer.byteLength(body), connection: 'close' };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}`);
  socket.end([`HTTP/1.1 ${status}`, ...lines, '', body].join('\r\n'));
}

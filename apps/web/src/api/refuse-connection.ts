import type { Socket } from 'node:net';
import { problemWords } from '../site/problem-words.js';

/** Codes of the texts for data that is not a valid request; anything else is `malformed`. */
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

/** In both languages, as the request may have failed before its language was known. */
function problem(code: 'too-large' | 'malformed', status: number): string {
  const title = `${problemWords(code, 'zh-TW')} / ${problemWords(code, 'en')}`;
  return JSON.stringify({ type: `urn:single-window:problem:${code}`, title, status });
}

/** Answers data that is not a valid HTTP request, for which no page or filter runs. */
export function refuseConnection(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
  const [status, code] = REFUSED[error.code ?? ''] ?? MALFORMED;
  const body = problem(code, Number.parseInt(status, 10));
  const all = { ...HEADERS, 'content-length': Buffer.byteLength(body), connection: 'close' };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}`);
  socket.end([`HTTP/1.1 ${status}`, ...lines, '', body].join('\r\n'));
}

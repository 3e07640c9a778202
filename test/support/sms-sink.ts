import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/**
 * What the gateway does with one message: accept it, answer a Mitake status code (`{ statuscode: '6' }`) or an
 * HTTP status, accept it and `hang`, or accept it and `cut` the connection before answering.
 */
export type SmsBehaviour = 'accept' | 'hang' | 'cut' | { statuscode: string } | { http: number };

interface SinkSms {
  to: string;
  /** With real new lines (Mitake writes them as ASCII 6). */
  text: string;
  clientId: string;
  msgid: string;
  /** False when the sender never got an answer. */
  acknowledged: boolean;
}

export interface SmsSink {
  /** For SMS_URL. */
  url: string;
  /** Messages delivered, in order: a repeated clientid is delivered once. */
  messages: SinkSms[];
  /** Every request, with the clientid it carried. */
  attempts: { clientId: string; duplicate: boolean }[];
  /** What to do with the next requests, one each; after that they are accepted. */
  next(...behaviours: SmsBehaviour[]): void;
  always(behaviour: SmsBehaviour): void;
  stop(): Promise<void>;
}

/** Behaves like Mitake's `SmSend` (HTTP API v2) on loopback: form in, INI-like text out, duplicates by clientid. */
export async function startSmsSink(): Promise<SmsSink> {
  const desk = new Gateway();
  const server = createServer((request, response) => void desk.serve(request, response));
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  return {
    url: `mitake+http://user:password@127.0.0.1:${(server.address() as AddressInfo).port}`,
    messages: desk.messages,
    attempts: desk.attempts,
    next: (...behaviours) => void desk.script.push(...behaviours),
    always: (behaviour) => void (desk.usual = behaviour),
    stop: () => {
      server.closeAllConnections();
      return new Promise((resolve) => void server.close(() => resolve()));
    },
  };
}

class Gateway {
  readonly messages: SinkSms[] = [];
  readonly attempts: SmsSink['attempts'] = [];
  readonly script: SmsBehaviour[] = [];
  usual: SmsBehaviour = 'accept';

  async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const form = new URLSearchParams(await text(request));
    const fault = faultOf(request, form);
    if (fault) return void response.end(block({ statuscode: fault }));
    const behaviour = this.script.shift() ?? this.usual;
    if (typeof behaviour === 'object') return refuse(response, behaviour);
    const { message, duplicate } = this.take(form, behaviour === 'accept');
    if (behaviour === 'cut') request.socket.destroy();
    if (behaviour !== 'accept') return;
    const { msgid } = message;
    response.end(block({ msgid, statuscode: '1', AccountPoint: '97', ...(duplicate && { Duplicate: 'Y' }) }));
  }

  private take(form: URLSearchParams, acknowledged: boolean): { message: SinkSms; duplicate: boolean } {
    const clientId = form.get('clientid') ?? '';
    const known = this.messages.find((message) => clientId !== '' && message.clientId === clientId);
    this.attempts.push({ clientId, duplicate: known !== undefined });
    if (known) {
      known.acknowledged ||= acknowledged;
      return { message: known, duplicate: true };
    }
    const message = {
      to: form.get('dstaddr')!,
      text: form.get('smbody')!.replaceAll('\u0006', '\n'),
      clientId,
      msgid: this.newId(),
      acknowledged,
    };
    this.messages.push(message);
    return { message, duplicate: false };
  }

  private newId(): string {
    return String(1_000_000_000 + this.messages.length);
  }
}

/** The gateway's own checks, as status codes: c no account, d no password, u empty text, v no mobile number. */
function faultOf(request: IncomingMessage, form: URLSearchParams): string | undefined {
  if (request.method !== 'POST' || !request.url?.includes('SmSend')) return 'y';
  if (!form.get('username')) return 'c';
  if (!form.get('password')) return 'd';
  if (!form.get('smbody')) return 'u';
  return /^09\d{8}$/.test(form.get('dstaddr') ?? '') ? undefined : 'v';
}

function refuse(response: ServerResponse, behaviour: { statuscode: string } | { http: number }): void {
  if ('http' in behaviour) response.writeHead(behaviour.http).end();
  else response.end(block({ statuscode: behaviour.statuscode }));
}

const block = (fields: Record<string, string>): string =>
  ['[1]', ...Object.entries(fields).map(([name, value]) => `${name}=${value}`), ''].join('\r\n');

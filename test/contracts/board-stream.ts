import { request, type IncomingMessage } from 'node:http';
import type { z } from 'zod';
import type { board } from '../../apps/web/src/board/board.answers.js';
import type { WebAddress } from '../support/web.js';

export interface Stream {
  response: IncomingMessage;
  /** The data of the next board event. */
  text(): Promise<string>;
  /** The next board of the API. */
  next(): Promise<z.infer<typeof board>>;
  /** The types of all events until the server ended the stream, in order. */
  ended: Promise<string[]>;
  close(): void;
}

/** A board's event stream as a plain HTTP client sees it; also the answer that refuses one. */
export async function open(web: WebAddress, path: string, headers: Record<string, string>): Promise<Stream> {
  const boards: string[] = [];
  const types: string[] = [];
  let wake = () => {};
  const call = request(`${web.url}${path}`, { headers: { accept: 'text/event-stream', ...headers } });
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    call.on('response', resolve).on('error', reject).end();
  });
  let rest = '';
  response.on('error', () => {});
  response.setEncoding('utf8').on('data', (chunk: string) => {
    const events = (rest + chunk).split('\n\n');
    rest = events.pop()!;
    for (const event of events) {
      const type = /^event: (.*)$/m.exec(event)?.[1];
      if (type) types.push(type);
      if (type === 'board') boards.push(/^data: (.*)$/m.exec(event)![1]!);
    }
    wake();
  });
  const ended = new Promise<string[]>((resolve) => response.on('end', () => resolve(types)));
  const text = async () => {
    while (boards.length === 0) await new Promise<void>((resolve) => (wake = resolve));
    return boards.shift()!;
  };
  return { response, text, next: async () => JSON.parse(await text()), ended, close: () => call.destroy() };
}

/** The board of the API, for the holder of a token. */
export const follow = (web: WebAddress, token: string): Promise<Stream> =>
  open(web, '/api/v1/staff/board/stream', { authorization: `Bearer ${token}` });

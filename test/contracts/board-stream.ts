import { request } from 'node:http';
import type { TestWeb } from '../support/web.js';

export interface Stream {
  /** The next board. */
  next(): Promise<{ cursor: number }>;
  close(): void;
}

/** The board's event stream as a plain HTTP client sees it. */
export async function follow(web: TestWeb, token: string): Promise<Stream> {
  const boards: { cursor: number }[] = [];
  let wake = () => {};
  const call = request(`${web.url}/api/v1/staff/board/stream`, {
    headers: { authorization: `Bearer ${token}` },
  });
  call.on('error', () => {});
  call.on('response', (response) => {
    let rest = '';
    response.on('error', () => {});
    response.setEncoding('utf8').on('data', (chunk: string) => {
      const events = (rest + chunk).split('\n\n');
      rest = events.pop()!;
      for (const event of events.filter((text) => /^event: board$/m.test(text)))
        boards.push(JSON.parse(/^data: (.*)$/m.exec(event)![1]!));
      wake();
    });
  });
  call.end();
  const next = async () => {
    while (boards.length === 0) await new Promise<void>((resolve) => (wake = resolve));
    return boards.shift()!;
  };
  return { next, close: () => call.destroy() };
}

import autocannon from 'autocannon';
import type { ChildProcess } from 'node:child_process';
import { at } from './figures.ts';
import { SECONDS } from './options.ts';
import { processorMs } from './processes.ts';

export const JSON_BODY = { 'content-type': 'application/json' };

/** Path and body of the next request. */
export interface Next {
  path?: string;
  body?: string;
}

export interface Load {
  url: string;
  clients: number;
  method?: 'GET' | 'POST';
  headers?: Record<string, string>;
  next?: () => Next;
  /** That many requests, instead of as many as go into the time. */
  amount?: number;
  /** Whose processor time is counted. */
  server: ChildProcess;
}

export interface Measured {
  perSecond: number;
  p50: number;
  p95: number;
  /** Of the server's processor, for one request. */
  processorMs: number;
}

/** Of the time, for caches and compiled code to settle. */
const NOT_COUNTED = 0.2;

/** Every answer's own time is kept, so the percentiles are true ones. Throws when a request was not answered 2xx. */
export async function measure(load: Load): Promise<Measured> {
  const times: number[] = [];
  let [started, before] = [performance.now(), processorMs(load.server)];
  const settled = () => {
    times.length = 0;
    [started, before] = [performance.now(), processorMs(load.server)];
  };
  if (!load.amount) setTimeout(settled, SECONDS * 1_000 * NOT_COUNTED);
  const result = await fire(load, times);
  const seconds = (performance.now() - started) / 1_000;
  const used = processorMs(load.server) - before;
  if (result.non2xx + result.errors > 0)
    throw new Error(
      `${load.url}: ${result.non2xx} answers were no success, ${result.errors} requests failed`,
    );
  const sorted = times.toSorted((a, b) => a - b);
  return {
    perSecond: times.length / seconds,
    ...{ p50: at(sorted, 0.5), p95: at(sorted, 0.95) },
    processorMs: used / times.length,
  };
}

function fire(
  { url, clients, method = 'GET', headers = {}, next, amount }: Load,
  times: number[],
): Promise<autocannon.Result> {
  const setupRequest = next && ((request: autocannon.Request) => ({ ...request, ...next() }));
  return new Promise((resolve, reject) => {
    const running = autocannon(
      {
        ...{
          url,
          connections: clients,
          requests: [{ method, headers, ...(setupRequest && { setupRequest }) }],
        },
        ...(amount ? { amount } : { duration: SECONDS }),
      },
      (error, result) => (error ? reject(error) : resolve(result)),
    );
    running.on('response', (_client, _status, _bytes, ms) => times.push(ms));
  });
}

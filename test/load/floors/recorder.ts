import { AsyncLocalStorage } from 'node:async_hooks';
import { subscribe } from 'node:diagnostics_channel';
import { appendFileSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { createRequire } from 'node:module';

/**
 * Loaded into a web process before it starts (`node --import`): writes down the statements that the driver gets, with
 * their values, of those requests that carry `x-record`. What runs in the background carries none.
 */
export interface Recorded {
  request: string;
  sql: string;
  values: unknown[];
}

const file = process.env['RECORDING']!;
const request = new AsyncLocalStorage<string | undefined>();
subscribe('http.server.request.start', (message) => {
  const { headers } = (message as { request: IncomingMessage }).request;
  request.enterWith(headers['x-record'] as string | undefined);
});

function write(sql: string, values: unknown[]): void {
  const of = request.getStore();
  if (!of) return;
  const line: Recorded = { request: of, sql, values };
  appendFileSync(file, `${JSON.stringify(line)}\n`);
}

type Call = (...given: unknown[]) => unknown;
type Prepared = Record<'run' | 'all' | 'get', Call>;

const load = createRequire(import.meta.url);
const sqlite = load('better-sqlite3').prototype as { prepare(sql: string): Prepared };
const prepare = sqlite.prepare;
sqlite.prepare = function (sql) {
  const statement = prepare.call(this, sql);
  for (const name of ['run', 'all', 'get'] as const) {
    const call = statement[name];
    statement[name] = (...values) => {
      write(sql, values.flat());
      return call.apply(statement, values);
    };
  }
  return statement;
};

const client = load('pg').Client.prototype as { query: Call };
const query = client.query;
client.query = function (...given) {
  const [asked, values] = given as [string | { text: string; values?: unknown[] }, unknown];
  if (typeof asked === 'string') write(asked, Array.isArray(values) ? values : []);
  else if (asked?.text) write(asked.text, asked.values ?? []);
  return query.apply(this, given);
};

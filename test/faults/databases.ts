import { randomBytes } from 'node:crypto';
import { Client } from 'pg';

export const DATABASES = ['sqlite', 'postgres'] as const;
export type DatabaseName = (typeof DATABASES)[number];

/** A fresh, empty database in a PostgreSQL server; returns its URL. */
export async function createDatabase(server: string): Promise<string> {
  const url = new URL(server);
  url.pathname = `/fault_${randomBytes(6).toString('hex')}`;
  await tell(server, `CREATE DATABASE ${url.pathname.slice(1)}`);
  return url.href;
}

export function dropDatabase(url: string): Promise<void> {
  const server = new URL(url);
  const name = server.pathname.slice(1);
  server.pathname = '/postgres';
  return tell(server.href, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
}

/** One statement over a connection of its own. */
export async function tell(connectionString: string, sql: string): Promise<void> {
  const client = new Client({ connectionString });
  client.on('error', () => undefined); // a server that is killed under it tells by the query
  await client.connect();
  await client.query(sql).finally(() => client.end());
}

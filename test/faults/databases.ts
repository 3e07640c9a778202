import { randomBytes } from 'node:crypto';
import { Client } from 'pg';

export const DATABASES = ['sqlite', 'postgres'] as const;
export type DatabaseName = (typeof DATABASES)[number];

/** Creates an empty database in a PostgreSQL server; returns its URL. */
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

/** Runs one statement on a new connection. */
export async function tell(connectionString: string, sql: string): Promise<void> {
  const client = new Client({ connectionString });
  client.on('error', () => undefined); // if the server is killed meanwhile, the query fails
  await client.connect();
  await client.query(sql).finally(() => client.end());
}

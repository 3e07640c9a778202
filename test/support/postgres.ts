import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { startPostgres } from '../../launcher/postgres.mjs';

export interface TestDatabase {
  /** For DATABASE_URL. */
  url: string;
  /** Removes the database, with whoever is still connected to it. */
  drop(): Promise<void>;
}

/**
 * A fresh, empty database for one spec file. It lies in the server of the whole run (`bin/test` starts it and
 * sets TEST_DATABASE_URL), or in a server started for this file when it is run by hand.
 */
export async function createTestDatabase(): Promise<TestDatabase> {
  const given = process.env['TEST_DATABASE_URL'];
  if (given) return createIn(given);
  const server = await startPostgres();
  const database = await createIn(server.url);
  return { url: database.url, drop: () => server.stop() };
}

async function createIn(server: string): Promise<TestDatabase> {
  const name = `spec_${randomBytes(6).toString('hex')}`;
  await run(server, `CREATE DATABASE ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => run(server, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`) };
}

async function run(server: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: server });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

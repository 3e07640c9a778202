import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import '@app/house';
import {
  isSqlite,
  loadSettings,
  migrate,
  NewerSchemaError,
  Reader,
  readSource,
  sql,
  writeSource,
} from '@app/platform';
import type { DataSource } from 'typeorm';
import { DATABASES } from '../../support/databases.js';
import { createTestDatabase } from '../../support/postgres.js';

describe.each(DATABASES)('a new database, on %s', (_name, postgres) => {
  let source: DataSource;
  let reading: DataSource;
  let names: string[];
  let remove: () => Promise<unknown>;
  beforeAll(async () => {
    const folder = await mkdtemp(join(tmpdir(), 'single-window-fresh-'));
    const database = postgres ? await createTestDatabase() : undefined;
    const settings = loadSettings({
      ...{ DATA_DIR: join(folder, 'made', 'by', 'it') },
      ...(database && { DATABASE_URL: database.url }),
    });
    [source, reading] = [writeSource(settings), readSource(settings)];
    await source.initialize();
    remove = async () => {
      for (const one of [source, reading]) if (one.isInitialized) await one.destroy();
      await database?.drop();
      await rm(folder, { recursive: true, force: true });
    };
    names = await migrate(source);
    await reading.initialize();
  }, 60_000);
  afterAll(() => remove());

  it('gets every table, returns the migrations run, and then matches the entities', async () => {
    expect(names).toContainEqual(expect.stringMatching(/^\w+\d{13}$/));
    const ours = source.migrations.map(({ name, constructor }) => name ?? constructor.name);
    expect(names.toSorted()).toEqual(ours.toSorted());
    expect(await migrate(source)).toEqual([]);
  });

  it('is read by a separate connection; bigint values are returned as numbers', async () => {
    const reader = new Reader(reading);
    expect(reader.database).toBe(postgres ? 'postgres' : 'sqlite');
    expect(new Reader(reading.manager).database).toBe(reader.database);
    expect(isSqlite(reading)).toBe(!postgres);
    expect(await reader.ask(sql`SELECT ${'a'} AS text`)).toEqual([{ text: 'a' }]);
    const large = `SELECT CAST(1786000000000 AS bigint) AS at`;
    expect(await reader.rows(large)).toEqual([{ at: 1_786_000_000_000 }]);
  });

  it('that differs from the entities is refused, with what is missing', async () => {
    await source.query('ALTER TABLE installation ADD COLUMN strange text');
    const refused = migrate(source);
    await expect(refused).rejects.toThrow(/^code and schema differ after migrating:\n[^]*installation/);
    await source.query('ALTER TABLE installation DROP COLUMN strange');
    expect(await migrate(source)).toEqual([]);
  });

  it('that a newer version migrated is refused, with the unknown migrations', async () => {
    const later = ['Later9999999999998', 'Later9999999999999'];
    for (const name of later)
      await source.query(`INSERT INTO migrations (timestamp, name) VALUES (${name.slice(5)}, '${name}')`);
    const refused = migrate(source);
    await expect(refused).rejects.toThrow(NewerSchemaError);
    await expect(refused).rejects.toThrow(`newer version (${later.join(', ')}): start that one`);
    await source.query(`DELETE FROM migrations WHERE name LIKE 'Later%'`);
  });

  if (!postgres)
    it('has in each index that is named after its columns these, in this order', async () => {
      const found = await new Reader(reading).ask<{ name: string; on: string; columns: string }>(
        sql`SELECT i.name, i.tbl_name AS "on", (SELECT json_group_array(name) FROM pragma_index_info(i.name)) AS columns
          FROM sqlite_master i WHERE i.type = 'index' AND i.name LIKE 'ix\\_%' ESCAPE '\\'`,
      );
      const named = found
        .map(({ name, on, columns }) => [name, `ix_${on}_${(JSON.parse(columns) as string[]).join('_')}`])
        .filter(([name = '', whole = '']) => name.length === whole.length);
      expect(named.length).toBeGreaterThan(50);
      expect(named.filter(([name, whole]) => name !== whole)).toEqual([]);
    });

  if (postgres)
    it('is durable, and has time-outs for all waits', async () => {
      const [wanted, said] = [
        { synchronous_commit: 'on', random_page_cost: '1.1', lock_timeout: '5s' },
        { statement_timeout: '30s', idle_in_transaction_session_timeout: '30s' },
      ];
      for (const [name, value] of Object.entries({ ...wanted, ...said }))
        expect(await source.query(`SHOW ${name}`)).toEqual([{ [name]: value }]);
    });
});

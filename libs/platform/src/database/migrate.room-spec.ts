import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { DATABASES } from '../../../../test/support/databases.js';
import { startDesk, type TestDesk } from '../../../../test/support/desk.js';
import { WRITE_SOURCE } from './database.module.js';
import { driftOf, migrate, NewerSchemaError } from './migrate.js';

describe.each(DATABASES)('the schema on %s', (_name, postgres) => {
  let desk: TestDesk;
  let source: DataSource;
  beforeAll(async () => {
    desk = await startDesk({ postgres });
    source = desk.get<DataSource>(WRITE_SOURCE);
  });
  afterAll(() => desk.close());

  it('matches the entities, and migrating again changes nothing', async () => {
    expect(await driftOf(source)).toEqual([]);
    expect(await migrate(source)).toEqual([]);
  });

  it('of a newer version is refused', async () => {
    await source.query(
      `INSERT INTO migrations (timestamp, name) VALUES (9999999999999, 'Later9999999999999')`,
    );
    await expect(migrate(source)).rejects.toThrow(NewerSchemaError);
    await source.query(`DELETE FROM migrations WHERE name = 'Later9999999999999'`);
  });

  it('can be reverted to nothing and migrated again', async () => {
    const count = (await source.query('SELECT name FROM migrations')).length as number;
    for (let n = 0; n < count; n++) await source.undoLastMigration();
    expect(await migrate(source)).toHaveLength(count);
  });
});

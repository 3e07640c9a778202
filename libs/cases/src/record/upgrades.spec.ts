import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { ListPlaces1767110000104 } from './list-places.migration.js';
import { OpenedCases1767700001102 } from './opened-cases.migration.js';

/** What a migration makes of the rows that are there, in tables of only the columns that it reads. */
describe('rows of before an upgrade', () => {
  let source: DataSource;
  beforeEach(async () => {
    source = new DataSource({ type: 'better-sqlite3', database: ':memory:' });
    await source.initialize();
  });
  afterEach(() => source.destroy());

  const ask = <T>(sql: string) => source.query<T[]>(sql);
  const statements = async (...all: string[]) => {
    for (const one of all) await ask(one);
  };

  it('all open cases get their place in lists, also the last of more than a thousand', async () => {
    await statements(
      `CREATE TABLE case_file (id text PRIMARY KEY, status text, "confirmBy" text, "receivedAt" bigint, open boolean,
        "organisationId" text, "unitId" text, "handlerId" text, "externalId" text)`,
      'CREATE TABLE clock ("caseId" text, "dueAt" bigint, "endedAt" bigint, state text)',
      'CREATE TABLE history_event ("caseId" text, seq int, type text, "actorKind" text, facts text)',
      ...['organisationId', 'unitId'].map(
        (scope) => `CREATE INDEX "ix_case_file_${scope}_status_receivedAt_id" ON case_file ("${scope}")`,
      ),
      'CREATE INDEX "ix_case_file_handlerId_open_receivedAt_id" ON case_file ("handlerId")',
      `WITH RECURSIVE n(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < 1001)
        INSERT INTO case_file (id, status, "receivedAt", open) SELECT printf('%04d', n), 'RECEIVED', n, TRUE FROM n`,
      `INSERT INTO case_file (id, status, "receivedAt", open) VALUES ('closed', 'CLOSED', 1, FALSE)`,
    );
    await new ListPlaces1767110000104().up(source.createQueryRunner());
    const waits = 'SELECT "waitsFor", COUNT(*) AS n FROM case_file GROUP BY "waitsFor" ORDER BY n';
    const [closed, open] = await ask<{ waitsFor: string; n: number }>(waits);
    expect([closed, open!.n]).toEqual([{ waitsFor: 'NONE', n: 1 }, 1_001]);
  });

  it('a unit that was asked or has answered goes on seeing an open case, until it was recalled', async () => {
    const rows = [
      ['asked', 'OPEN', 'open'],
      ['answered', 'ANSWERED', 'open'],
      ['recalled', 'RECALLED', 'open'],
      ['ended', 'ANSWERED', 'closed'],
    ];
    await statements(
      'CREATE TABLE case_file (id text PRIMARY KEY, open boolean)',
      `INSERT INTO case_file VALUES ('open', TRUE), ('closed', FALSE)`,
      `CREATE TABLE co_handling (id text PRIMARY KEY, "caseId" text, "unitId" text, "unitOrganisationId" text,
        state text)`,
      'CREATE INDEX "ix_co_handling_unitOrganisationId_state" ON co_handling ("unitOrganisationId", state)',
      ...rows.map(
        ([id, state, of]) =>
          `INSERT INTO co_handling (id, state, "caseId") VALUES ('${id}', '${state}', '${of}')`,
      ),
    );
    await new OpenedCases1767700001102().up(source.createQueryRunner());
    const opened = await ask<{ id: string }>('SELECT id FROM co_handling WHERE opens ORDER BY id');
    expect(opened.map(({ id }) => id)).toEqual(['answered', 'asked']);
  });
});

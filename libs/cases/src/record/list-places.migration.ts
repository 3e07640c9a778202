import { askSql, rawSql, sql } from '@app/platform';
import { TableIndex, type MigrationInterface, type QueryRunner } from 'typeorm';
import { listPlace, WITHOUT_PROMISE, type ListPlace } from './list-place.js';

const UNHANDLED = `"handlerId" IS NULL AND "waitsFor" <> 'CLOSING' AND "waitsFor" <> 'NONE'`;
const HANDLED = '"handlerId" IS NOT NULL';
const SCOPES = ['organisationId', 'unitId'];

const index = (columns: string[], where?: string, name = columns.join('_')) =>
  new TableIndex({
    name: `ix_case_file_${name}`,
    columnNames: columns,
    ...(where !== undefined && { where }),
  });
const NEW = [
  ...SCOPES.map((scope) => index([scope, 'listOrder', 'id'], UNHANDLED, `unhandled_${scope}`)),
  ...['open', 'status', 'waitsFor'].flatMap((by) =>
    SCOPES.map((scope) => index([scope, by, 'listOrder', 'id'])),
  ),
  index(['externalId'], '"externalId" IS NOT NULL'),
  index(['handlerId', 'open', 'listOrder', 'id'], HANDLED),
];
/** By status and by handler, in the order of receipt: nothing asks for them any more. */
const OLD = [
  ...SCOPES.map((scope) => index([scope, 'status', 'receivedAt', 'id'])),
  index(['handlerId', 'open', 'receivedAt', 'id'], HANDLED),
];
const SLICE = 500;

/** Lists are ordered by due date, and know on whom a case waits. */
export class ListPlaces1767110000104 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    if (runner.connection.options.type === 'postgres') await runner.query('SET LOCAL statement_timeout = 0');
    await runner.query('ALTER TABLE case_file ADD COLUMN "listOrder" bigint NOT NULL DEFAULT 0');
    await runner.query(`ALTER TABLE case_file ADD COLUMN "waitsFor" text NOT NULL DEFAULT 'NONE'`);
    await runner.query('ALTER TABLE case_file ADD COLUMN "correctionBy" text');
    await runner.query(ORDER);
    for (let after = ''; ;) {
      const files = await askSql<Stored>(
        runner.manager,
        sql`${OPEN} AND id > ${after} ORDER BY id LIMIT ${rawSql(String(SLICE))}`,
      );
      for (const file of files) await place(runner, file);
      if (files.length < SLICE) break;
      after = files.at(-1)!.id;
    }
    for (const one of OLD) await runner.dropIndex('case_file', one.name!);
    for (const one of NEW) await runner.createIndex('case_file', one);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const one of NEW) await runner.dropIndex('case_file', one.name!);
    for (const one of OLD) await runner.createIndex('case_file', one);
    for (const column of ['listOrder', 'waitsFor', 'correctionBy'])
      await runner.query(`ALTER TABLE case_file DROP COLUMN "${column}"`);
  }
}

const ORDER = `UPDATE case_file SET "listOrder" = COALESCE(
  (SELECT MIN(clock."dueAt") FROM clock
    WHERE clock."caseId" = case_file.id AND clock."endedAt" IS NULL AND clock.state = 'RUNNING'),
  ${WITHOUT_PROMISE} - "receivedAt")`;
const OPEN = rawSql(
  'SELECT id, status, "confirmBy", "receivedAt", "listOrder" FROM case_file WHERE open = TRUE',
);

type Stored = Pick<Parameters<typeof listPlace>[0], 'status' | 'confirmBy'> & {
  id: string;
  receivedAt: number | string;
  listOrder: number | string;
};

async function place(runner: QueryRunner, file: Stored): Promise<void> {
  const rows = await askSql<Record<'type' | 'actorKind' | 'facts', string>>(
    runner.manager,
    sql`SELECT type, "actorKind", facts FROM history_event WHERE "caseId" = ${file.id} ORDER BY seq`,
  );
  const events = rows.map(({ facts, ...event }) => ({ ...event, facts: JSON.parse(facts) as object }));
  const [receivedAt, due] = [Number(file.receivedAt), Number(file.listOrder)];
  const dues = due < WITHOUT_PROMISE / 2 ? [due] : [];
  const placed: ListPlace = listPlace(
    { ...file, receivedAt, open: true },
    events as Parameters<typeof listPlace>[1][number][],
    dues,
  );
  await askSql(
    runner.manager,
    sql`UPDATE case_file SET "listOrder" = ${placed.listOrder}, "waitsFor" = ${placed.waitsFor},
      "correctionBy" = ${placed.correctionBy}
      WHERE id = ${file.id}`,
  );
}

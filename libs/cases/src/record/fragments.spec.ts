import { askSql, rawSql, sql, type Sql } from '@app/platform';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { caseRow, eventRow } from '../../../../test/support/case-rows.js';
import { tablesInMemory, type Tables } from '../../../../test/support/tables.js';
import { CaseFile, CaseKey, Petitioner } from './case-file.entity.js';
import type { EventType } from './events.js';
import * as fragments from './fragments.js';
import { HistoryEvent } from './history-event.entity.js';

const anyCase = () => sql`TRUE`;
const caseIs = (id: string) => (column: string) => sql`${rawSql(column)} = ${id}`;

describe('pieces of SQL over the record', () => {
  let tables: Tables;
  beforeAll(async () => {
    tables = await tablesInMemory(CaseFile, CaseKey, Petitioner, HistoryEvent);
  });
  beforeEach(() => tables.empty());
  afterAll(() => tables.close());

  const ask = <T = Record<string, unknown>>(query: Sql) => askSql<T>(tables.manager, query);
  /** The ids of cases for which the condition holds, asked of each row. */
  const idsWhere = async (condition: Sql) =>
    (await ask<{ id: string }>(sql`SELECT c.id FROM case_file c WHERE ${condition} ORDER BY c.id`)).map(
      ({ id }) => id,
    );
  /** A case with a petitioner who can be told of its events; `without`: what it lacks. */
  const put = async (id: string, types: EventType[], more: Partial<CaseFile> = {}, without = '') => {
    await tables.put(CaseFile, caseRow({ id, ...more }));
    if (without !== 'petitioner')
      await tables.put(Petitioner, { caseId: id, name: 'sealed', email: null, phone: null } as Petitioner);
    if (without !== 'key') await tables.put(CaseKey, { caseId: id, wrapped: 'sealed' });
    for (const [at, type] of types.entries())
      await tables.put(HistoryEvent, eventRow({ caseId: id, seq: at + 1, type }));
  };

  it('an event of a type in the history of a case, of that case alone', async () => {
    await put('answered', ['RECEIVED', 'REPLIED']);
    await put('open', ['RECEIVED']);
    expect(await idsWhere(fragments.hasEvent('c.id', 'REPLIED'))).toEqual(['answered']);
    expect(await idsWhere(fragments.hasEvent('c.id', 'RECEIVED'))).toEqual(['answered', 'open']);
  });

  describe('events of which the petitioner can still be told', () => {
    const told = async (types: EventType[], of: (column: string) => Sql = anyCase) =>
      (await ask(fragments.eventsToTell(types, of))).map((row) => Object.values(row).join(' ')).toSorted();

    it('are those of the types, by case, number and place in its history', async () => {
      await put('a', ['RECEIVED', 'NOTED', 'REPLIED']);
      await put('b', ['RECEIVED']);
      expect(await told(['REPLIED', 'RECEIVED'])).toEqual([
        ...['a number of a 1 RECEIVED', 'a number of a 3 REPLIED', 'b number of b 1 RECEIVED'],
      ]);
      expect(await told(['RECEIVED'], caseIs('b'))).toEqual(['b number of b 1 RECEIVED']);
      expect(await told(['CLOSED'])).toEqual([]);
    });

    it.each([
      ['imported', { origin: 'IMPORTED' }, ''],
      ['without a petitioner', {}, 'petitioner'],
      ['erased', {}, 'key'],
    ] as [string, Partial<CaseFile>, string][])('are not those of a case that is %s', async (...of) => {
      await put('it', ['RECEIVED'], of[1], of[2]);
      await put('other', ['RECEIVED']);
      expect(await told(['RECEIVED'])).toEqual(['other number of other 1 RECEIVED']);
    });
  });

  it('imported cases, among those that are asked for', async () => {
    for (const id of ['a', 'b']) await put(id, ['IMPORTED'], { origin: 'IMPORTED' });
    await put('live', ['RECEIVED']);
    expect((await ask(fragments.importedCases(anyCase))).map(({ id }) => id).toSorted()).toEqual(['a', 'b']);
    expect(await ask(fragments.importedCases(caseIs('b')))).toEqual([{ id: 'b' }]);
  });

  it('organisation and number of a case, by its id', async () => {
    await put('a', [], { organisationId: 'sme' });
    await put('b', []);
    const row = sql`SELECT c.id, ${fragments.organisationOf('c.id')} AS organisation,
      ${fragments.numberOf('c.id')} AS number FROM case_file c ORDER BY c.id`;
    expect(await ask(row)).toEqual([
      { id: 'a', organisation: 'sme', number: 'number of a' },
      { id: 'b', organisation: 'demo', number: 'number of b' },
    ]);
  });

  it('what belongs to an organisation: its cases, and what is of no case; to no organisation: all', async () => {
    await put('a', [], { organisationId: 'sme' });
    await put('b', []);
    const rows = sql`(SELECT 'a' AS "caseId" UNION SELECT 'b' UNION SELECT NULL)`;
    const of = async (organisation: string | null) =>
      (
        await ask<{ caseId: string | null }>(
          sql`SELECT t."caseId" FROM ${rows} t WHERE ${fragments.ofOrganisation('t."caseId"', organisation)}`,
        )
      ).map(({ caseId }) => caseId ?? 'none');
    expect((await of('sme')).toSorted()).toEqual(['a', 'none']);
    expect((await of(null)).toSorted()).toEqual(['a', 'b', 'none']);
  });
});

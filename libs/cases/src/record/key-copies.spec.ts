import { askWith } from '@app/platform';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { caseRow, eventRow } from '../../../../test/support/case-rows.js';
import { tablesInMemory, type Tables } from '../../../../test/support/tables.js';
import { CaseFile, CaseKey, Petitioner } from './case-file.entity.js';
import { HistoryEvent } from './history-event.entity.js';
import { hasKey, keyPages, markErased, putKey } from './key-copies.js';

describe('keys of cases beside a copy of the data', () => {
  let tables: Tables;
  const ask = (query: string, values: unknown[] = []) =>
    askWith<Record<string, unknown>>(tables.manager, query, values);
  const key = (caseId: string) => ({ caseId, wrapped: `key of ${caseId}` }) as CaseKey;
  const kept = () => tables.manager.find(CaseKey, { order: { caseId: 'ASC' } });
  beforeAll(async () => {
    tables = await tablesInMemory(CaseFile, CaseKey, Petitioner, HistoryEvent);
  });
  beforeEach(() => tables.empty());
  afterAll(() => tables.close());

  const pages = async () => {
    const read: string[][] = [];
    for await (const page of keyPages(ask)) read.push(page.map(({ caseId }) => caseId));
    return read;
  };

  it('are read in pages of a thousand, each once, in order; none where there are none', async () => {
    expect(await pages()).toEqual([]);
    const ids = Array.from({ length: 1_001 }, (_, n) => `0 case ${String(n).padStart(4, '0')}`);
    await tables.put(CaseKey, ...ids.toReversed().map(key));
    expect(await pages()).toEqual([ids.slice(0, 1_000), ids.slice(1_000)]);
  });

  it('are read with what they are', async () => {
    await tables.put(CaseKey, key('a'));
    expect(await keyPages(ask).next()).toEqual({
      done: false,
      value: [{ caseId: 'a', wrapped: 'key of a' }],
    });
  });

  it('are put back for the cases that the copy has, not for newer ones', async () => {
    await tables.put(CaseFile, caseRow({ id: 'a' }));
    expect(await putKey(ask, key('a'))).toBe(true);
    expect(await putKey(ask, key('newer'))).toBe(false);
    expect(await kept()).toMatchObject([{ caseId: 'a', wrapped: 'key of a' }]);
  });

  it('tell which cases have one', async () => {
    await tables.put(CaseFile, caseRow({ id: 'a' }), caseRow({ id: 'b' }));
    await tables.put(CaseKey, key('b'));
    expect(await ask(`SELECT id FROM case_file WHERE ${hasKey('case_file.id')}`)).toEqual([{ id: 'b' }]);
  });

  it('that are gone mark a case as erased if it held anything sealed, once', async () => {
    const rows = ['described', 'told', 'empty', 'keyed'].map((id) => caseRow({ id }));
    const earlier = caseRow({ id: 'earlier', description: 'sealed', erasedAt: 7 });
    Object.assign(rows[0]!, { description: 'sealed' });
    Object.assign(rows[3]!, { description: 'sealed' });
    await tables.put(CaseFile, ...rows, earlier);
    await tables.put(HistoryEvent, eventRow({ seq: 1, type: 'REPLIED', caseId: 'told', sealed: 'sealed' }));
    await tables.put(HistoryEvent, eventRow({ seq: 1, type: 'ACCEPTED', caseId: 'empty' }));
    await tables.put(CaseKey, key('keyed'));
    expect(await markErased(ask, 77)).toBe(2);
    const erased = await tables.manager.find(CaseFile, { order: { id: 'ASC' } });
    expect(erased.map(({ id, erasedAt }) => `${id} ${erasedAt}`)).toEqual([
      ...['described 77', 'earlier 7', 'empty null', 'keyed null', 'told 77'],
    ]);
    expect(await markErased(ask, 78)).toBe(0);
  });
});

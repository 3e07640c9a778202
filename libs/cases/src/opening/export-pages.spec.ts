import { Reader } from '@app/platform';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { caseRow } from '../../../../test/support/case-rows.js';
import { tablesInMemory, type Tables } from '../../../../test/support/tables.js';
import { CaseFile } from '../record/case-file.entity.js';
import { exportPages } from './export-pages.js';

describe('the cases that are exported', () => {
  let tables: Tables;
  beforeAll(async () => {
    tables = await tablesInMemory(CaseFile);
  });
  beforeEach(() => tables.empty());
  afterAll(() => tables.close());

  const pages = async (organisation?: string) => {
    const all = [];
    for await (const page of exportPages(new Reader(tables.manager), organisation)) all.push(page);
    return all;
  };
  const ids = async (organisation?: string) => (await pages(organisation)).flat().map(({ id }) => id);
  /** More than one page of them, each with an id of its own, stored in no order. */
  const many = async (count: number, more: Partial<CaseFile> = {}) => {
    const rows = Array.from({ length: count }, (_, n) =>
      caseRow({ id: `0${more.organisationId} ${String(n).padStart(4, '0')}`, ...more }),
    );
    for (let from = 0; from < count; from += 500)
      await tables.put(CaseFile, ...rows.slice(from, from + 500).toReversed());
  };

  it('are those of all agencies, or of one', async () => {
    await tables.put(CaseFile, caseRow({ id: '0b' }), caseRow({ id: '0a', organisationId: 'sme' }));
    expect(await ids()).toEqual(['0a', '0b']);
    expect(await ids('sme')).toEqual(['0a']);
    expect(await pages('other')).toEqual([]);
  });

  it('come a thousand at a time, in the order of their ids, each once', async () => {
    await many(2_500, { organisationId: 'demo' });
    await many(3, { organisationId: 'sme' });
    expect((await pages()).map((page) => page.length)).toEqual([1_000, 1_000, 503]);
    const all = await ids();
    expect(all).toEqual([...new Set(all)].toSorted());
    expect((await pages('demo')).map((page) => page.length)).toEqual([1_000, 1_000, 500]);
  });

  it('have their dates and codes, and nothing that a person wrote', async () => {
    const dates = { receivedAt: 1, acceptedAt: 2, repliedAt: 3, closedAt: 4, givenTargetAt: 5 };
    const written = { subject: '路燈不亮', description: 'sealed', handlerId: 'id-handler' };
    const given = {
      channel: 'WEB',
      district: '信義區',
      mapping: 'old',
      externalId: '7',
      givenOutcome: '依限',
    };
    await tables.put(CaseFile, caseRow({ id: 'a', confirmBy: null, ...dates, ...written, ...given }));
    const [[row]] = (await pages()) as [[object]];
    expect(row).toMatchObject({ id: 'a', caseNumber: 'number of a', ...dates, ...given });
    for (const field of Object.keys(written)) expect(row).not.toHaveProperty(field);
    // others read the file by these names
    expect(Object.keys(row!).toSorted()).toEqual([
      ...['acceptedAt', 'caseNumber', 'channel', 'closedAt', 'district', 'externalId', 'givenOutcome'],
      ...['givenTargetAt', 'hotline', 'id', 'locale', 'mapping', 'organisationId', 'origin', 'receivedAt'],
      ...['repliedAt', 'serviceId', 'status', 'unitId'],
    ]);
  });

  it('that were never confirmed have no date of receipt', async () => {
    await tables.put(CaseFile, caseRow({ id: 'a', receivedAt: 7, confirmBy: '2026-12-01' }));
    await tables.put(CaseFile, caseRow({ id: 'b', receivedAt: 7, confirmBy: null }));
    expect((await pages()).flat().map(({ receivedAt }) => receivedAt)).toEqual([null, 7]);
  });
});

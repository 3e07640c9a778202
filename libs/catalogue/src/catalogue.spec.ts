import { days, Reader } from '@app/platform';
import { decodeCalendar } from '@app/sla/clock';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { tablesInMemory, type Tables } from '../../../test/support/tables.js';
import { CatalogueEntry, type EntryKind } from './catalogue-entry.entity.js';
import { Catalogue } from './catalogue.js';
import { SHIPPED } from './spec-support.js';

const row = (kind: EntryKind, id: string, content: object | string, more: Partial<CatalogueEntry> = {}) => ({
  ...{ kind, id, version: '1', current: true, loadedAt: 0 },
  content: typeof content === 'string' ? content : JSON.stringify(content),
  ...more,
});
const GONE = { current: false };

describe('the catalogue of a process', () => {
  let tables: Tables;
  let catalogue: Catalogue;

  beforeAll(async () => {
    tables = await tablesInMemory(CatalogueEntry);
  });
  beforeEach(async () => {
    await tables.empty();
    catalogue = new Catalogue(new Reader(tables.manager));
  });
  afterAll(() => tables.close());
  const stored = async (...rows: CatalogueEntry[]) => {
    await tables.put(CatalogueEntry, ...rows);
    await catalogue.refresh();
  };

  it('is read again when an entry came or went, and not otherwise', async () => {
    await stored(row('service', 'abc.one', { id: 'abc.one' }));
    expect(catalogue.services()).toEqual([{ id: 'abc.one' }]);
    const [before] = catalogue.services();
    await catalogue.refresh();
    expect(catalogue.services()[0]).toBe(before);
    await tables.manager.update(CatalogueEntry, { id: 'abc.one' }, GONE);
    await catalogue.refresh();
    expect(catalogue.services()).toEqual([]);
  });

  it('is read one time after the other: an older answer never takes the place of a newer one', async () => {
    const answers: (() => void)[] = [];
    const rows = [row('service', 'abc.old', { id: 'abc.old' })];
    const reader = {
      rows: async () => rows.map(({ id }) => ({ id })),
      row: async () => ({ n: rows.length }),
      repository: () => ({
        find: () => {
          const found = [...rows];
          return new Promise((resolve) => answers.push(() => resolve(found)));
        },
      }),
    } as unknown as Reader;
    const slow = new Catalogue(reader);
    const turn = () => new Promise((resolve) => setImmediate(resolve));
    const first = slow.refresh();
    await turn();
    rows[0] = row('service', 'abc.new', { id: 'abc.new' });
    const second = slow.refresh();
    await turn();
    // the second has not asked yet; were both under way, the first answered last would stay
    for (const answer of answers.toReversed()) answer();
    await turn();
    for (const answer of answers.slice(1)) answer();
    await Promise.all([first, second]);
    expect(slow.services()).toEqual([{ id: 'abc.new' }]);
  });

  it('still knows the service of a case and the kind of a task that are offered no more', async () => {
    await stored(
      ...[row('service', 'abc.was', { id: 'abc.was' }, GONE), row('task', 'CALL', { id: 'CALL' }, GONE)],
    );
    expect([catalogue.service('abc.was'), catalogue.taskKinds(), catalogue.services()]).toEqual([
      ...[undefined, [], []],
    ]);
    expect([catalogue.serviceOfCase('abc.was'), catalogue.taskKind('CALL')]).toEqual([
      ...[{ id: 'abc.was' }, { id: 'CALL' }],
    ]);
    expect([catalogue.serviceOfCase('no'), catalogue.taskKind('NO')]).toEqual([undefined, undefined]);
  });

  it('has the forms that are in force, read when they are asked for', async () => {
    const form = (id: string, text: string, more = {}) =>
      row('form', id, Buffer.from(text).toString('base64'), more);
    await stored(form('a.odt', 'now'), form('a.odt', 'before', { version: '0', ...GONE }));
    await stored(form('b.odt', 'gone', GONE));
    expect(String(await catalogue.form('a.odt'))).toBe('now');
    expect(await catalogue.form('b.odt')).toBeUndefined();
  });

  it('says three months ahead which promises could not be counted for want of the next year', async () => {
    const bytes = readFileSync(join(SHIPPED, 'calendars', '2026.csv'));
    const petition = {
      ...{ id: 'law.petition', kind: 'clock', organisation: 'law', subject: 'CASE', length: '1d' },
      ...{ startOn: ['RECEIVED'], stopOn: ['REPLIED'], cancelOn: [], pauseOn: [], resumeOn: [] },
      ...{ onCorrection: 'RESUME', ladder: [] },
    };
    await stored(
      row('calendar', '2026', decodeCalendar(bytes, '2026.csv')),
      row('commitment', 'law.petition', petition),
    );
    const last = Date.parse('2026-12-30T12:00:00+08:00');
    expect(catalogue.beyondCalendar(last - days(90) - days(2))).toEqual([]);
    expect(catalogue.beyondCalendar(last - days(90) + days(2))).toEqual(['law.petition']);
    expect([
      catalogue.calendarEnds(),
      catalogue.covers('2026-01-01'),
      catalogue.covers('2027-01-01'),
    ]).toEqual(['2026-12-31', true, false]);
  });
});

import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { eventRow } from '../../../../test/support/case-rows.js';
import { tablesInMemory, type Tables } from '../../../../test/support/tables.js';
import { CaseFile } from './case-file.entity.js';
import type { EventType } from './events.js';
import { HistoryEvent } from './history-event.entity.js';
import { eventAt, eventsOf, lastEvent } from './last-event.js';
import { isRestricted } from './restricted.js';

describe('what the history of a case says', () => {
  let tables: Tables;
  const of = (id = 'case') => ({ manager: tables.manager, file: { id } as CaseFile });
  const happened = (types: EventType[], caseId = 'case') =>
    tables.put(HistoryEvent, ...types.map((type, at) => eventRow({ caseId, seq: at + 1, type })));
  beforeAll(async () => {
    tables = await tablesInMemory(CaseFile, HistoryEvent);
  });
  beforeEach(() => tables.empty());
  afterAll(() => tables.close());

  it('last, of some types, in this case', async () => {
    await happened(['REPLIED', 'REPLIED', 'CLOSED', 'REOPENED']);
    await happened(['ACCEPTED', 'REPLIED', 'REPLIED', 'REPLIED', 'REPLIED'], 'other');
    expect(await lastEvent(of(), ['REPLIED', 'ACCEPTED'])).toMatchObject({ caseId: 'case', seq: 2 });
    expect(await lastEvent(of(), ['REPLIED', 'CLOSED'])).toMatchObject({ type: 'CLOSED', seq: 3 });
    expect(await lastEvent(of(), ['ACCEPTED'])).toBeUndefined();
  });

  it('of some types, oldest first', async () => {
    await happened(['REPLIED', 'CLOSED', 'REPLIED']);
    await happened(['REPLIED'], 'other');
    const seen = await eventsOf(of(), ['REPLIED']);
    expect(seen.map(({ caseId, seq }) => `${caseId} ${seq}`)).toEqual(['case 1', 'case 3']);
  });

  it('at a number, which must be there', async () => {
    await happened(['REPLIED', 'CLOSED']);
    expect(await eventAt(of(), 2)).toMatchObject({ type: 'CLOSED' });
    await expect(eventAt(of(), 3)).rejects.toThrow('case case has no event 3');
    await expect(eventAt(of('other'), 2)).rejects.toThrow('case other has no event 2');
  });

  it.each<[EventType[], boolean]>([
    [[], false],
    [['RECEIVED'], false],
    [['RESTRICTED', 'NOTED'], true],
    [['RESTRICTED', 'RESTRICTION_LIFTED'], false],
    [['RESTRICTED', 'RESTRICTION_LIFTED', 'RESTRICTED'], true],
  ])('after %j her data may not be used: %j', async (types, restricted) => {
    await happened(types);
    await happened([restricted ? 'RESTRICTION_LIFTED' : 'RESTRICTED'], 'other');
    expect(await isRestricted(of())).toBe(restricted);
  });
});

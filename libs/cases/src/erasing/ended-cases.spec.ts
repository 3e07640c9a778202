import { Reader } from '@app/platform';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { caseRow, eventRow } from '../../../../test/support/case-rows.js';
import { tablesInMemory, type Tables } from '../../../../test/support/tables.js';
import { CaseFile } from '../record/case-file.entity.js';
import { EVENT_TYPES, type EventType } from '../record/events.js';
import { HistoryEvent } from '../record/history-event.entity.js';
import { EndedCases } from './ended-cases.js';

/** By hand: what ends a case, after which its data are kept for a number of years. */
const ENDS: readonly EventType[] = [
  ...(['CLOSED', 'NO_ACTION', 'WITHDRAWN', 'MERGED', 'TRANSFERRED', 'CONFIRMATION_LAPSED'] as const),
];

describe('when a case ended', () => {
  let tables: Tables;

  beforeAll(async () => {
    tables = await tablesInMemory(CaseFile, HistoryEvent);
  });
  afterAll(() => tables.close());

  it.each(EVENT_TYPES)('%s', async (type) => {
    await tables.empty();
    await tables.put(CaseFile, caseRow({ id: 'case', open: false, receivedAt: 1 }));
    const rows = [eventRow({ seq: 1, type, at: 7 }), eventRow({ seq: 2, type, at: 9 })];
    await tables.put(HistoryEvent, ...rows.map((row, at) => ({ ...row, position: at + 1 })));
    const [found] = await new EndedCases(new Reader(tables.manager)).before(
      'service',
      10,
      { receivedAt: 0, id: '' },
      5,
    );
    expect([type, found!.endedAt]).toEqual([type, ENDS.includes(type) ? 9 : 0]);
  });
});

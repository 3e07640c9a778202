import { SYSTEM, type Actor } from '@app/people';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { tablesInMemory, type Tables } from '../../../../test/support/tables.js';
import type { ClockBook } from '../clocks/clock-book.js';
import type { CaseContext } from '../record/case-context.js';
import { CaseFile } from '../record/case-file.entity.js';
import type { EventFacts } from '../record/events.js';
import { HistoryEvent } from '../record/history-event.entity.js';
import { History } from './history.js';

const STAFF: Actor = {
  ...{ kind: 'staff', id: 'deputy', name: 'deputy', organisationId: 'demo', unitId: 'demo.home' },
  roles: ['CASE_HANDLER'],
};

/** An event names the absent handler in whose place a deputy acted (職務代理). */
describe('in whose place an act was done', () => {
  let tables: Tables;
  const history = new History({ project: async () => undefined } as unknown as ClockBook);
  const append = async (actor: Actor, insteadOf?: string, facts?: EventFacts) => {
    const file = { id: 'case', historySeq: 0, historyHead: 'start', status: 'IN_PROGRESS' } as CaseFile;
    const context = { manager: tables.manager, file, save: async () => undefined, insteadOf };
    await history.append(context as unknown as CaseContext, [
      { type: 'EXTENDED', at: 1, actor, ...(facts && { facts }) },
    ]);
    return (await tables.manager.findOneByOrFail(HistoryEvent, { caseId: 'case' })).facts;
  };
  beforeAll(async () => {
    tables = await tablesInMemory(CaseFile, HistoryEvent);
  });
  beforeEach(() => tables.empty());
  afterAll(() => tables.close());

  it('is said of what a deputy does, beside its other facts', async () => {
    expect(await append(STAFF, 'absent', { length: '5wd' })).toEqual({ insteadOf: 'absent', length: '5wd' });
  });

  it('is not said of what one does for oneself', async () => {
    expect(await append(STAFF, undefined, { length: '5wd' })).toEqual({ length: '5wd' });
  });

  it.each<Actor>([SYSTEM, { kind: 'citizen', caseId: 'case' }])('is not said of %j', async (actor) => {
    expect(await append(actor, 'absent')).toEqual({});
  });
});

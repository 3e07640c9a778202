import type { Catalogue } from '@app/catalogue';
import { Staff } from '@app/people';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { shippedCalendar } from '../../../../test/support/calendars.js';
import { caseRow, eventRow } from '../../../../test/support/case-rows.js';
import { tablesInMemory, type Tables } from '../../../../test/support/tables.js';
import type { History, HistoryListener } from '../history/history.js';
import { CaseFile } from '../record/case-file.entity.js';
import { type ChasedSide, ChaseRequest } from '../record/chase.entity.js';
import type { EventType } from '../record/events.js';
import { HistoryEvent } from '../record/history-event.entity.js';
import { Chases } from './chases.js';
import type { CoHandlings } from './co-handlings.js';

/** Thursday. */
const NOON = Date.parse('2026-08-20T12:00:00+08:00');

describe('chases of a case', () => {
  let tables: Tables;
  const places: string[][] = [];
  const catalogue = {
    unit: (id: string) => ({ id }),
    calendarOf: (...place: string[]) => (places.push(place), shippedCalendar(2026)),
  } as unknown as Catalogue;
  const coHandlings = { waiting: async () => [] } as unknown as CoHandlings;
  let told: HistoryListener;
  const history = { listen: (listener: HistoryListener) => void (told = listener) } as History;
  const chases = new Chases(history, catalogue, coHandlings);

  beforeAll(async () => {
    tables = await tablesInMemory(CaseFile, ChaseRequest, HistoryEvent, Staff);
    chases.onModuleInit();
  });
  afterAll(() => tables.close());

  it('are to be answered after the number of working days asked for, in the county of the unit that owns the case', async () => {
    const place = { manager: tables.manager, file: caseRow({ id: 'case', handlerId: null }) };
    const asked = await chases.asked(place, { whom: 'demo.home', days: '3' }, NOON);
    expect(asked).toMatchObject({ side: 'UNIT', unit: 'demo.home', due: '2026-08-25' });
    expect(places).toEqual([['demo', 'demo.home']]);
  });

  /** By hand: after which event which side of a unit has nothing left to answer. */
  const ENDS: [EventType, ChasedSide[]][] = [
    ['REFERRAL_RETURNED', ['PARTNER']],
    ['REFERRAL_RECALLED', ['PARTNER']],
    ['REFERRAL_REPLIED', ['PARTNER']],
    ['REFERRAL_ACCEPTED', []],
    ['REFERRED', []],
    ['CO_HANDLING_ANSWERED', ['CO_HANDLER']],
    ['CO_HANDLING_RECALLED', ['CO_HANDLER']],
    ['CO_HANDLING', []],
    ['NOTED', []],
  ];
  it.each(ENDS)('of a unit after %s: over for %j', async (type, over) => {
    const ended: string[] = [];
    for (const side of ['UNIT', 'HANDLER', 'PARTNER', 'CO_HANDLER'] as const) {
      await tables.empty();
      const row = {
        ...{ caseId: 'case', organisationId: 'demo', side, handlerId: null, askedBy: 'head' },
        ...{ dueDate: '2026-08-25', state: 'OPEN' as const, askedAt: 1, endedAt: null },
      };
      const units = ['demo.asked', 'demo.other'];
      await tables.put(ChaseRequest, ...units.map((unitId) => ({ ...row, id: `${side} ${unitId}`, unitId })));
      const facts = { partner: 'demo.asked', unit: 'demo.asked' };
      const context = { manager: tables.manager, file: caseRow({ id: 'case', open: true }) };
      await told(eventRow({ seq: 2, type, facts, at: 9 }), context as never);
      const found = await tables.manager.findBy(ChaseRequest, { state: 'VOID', endedAt: 9 });
      ended.push(...found.map(({ id }) => id));
    }
    expect(ended).toEqual(over.map((side) => `${side} demo.asked`));
  });
});

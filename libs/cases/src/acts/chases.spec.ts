import type { Catalogue } from '@app/catalogue';
import { Staff } from '@app/people';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { shippedCalendar } from '../../../../test/support/calendars.js';
import { caseRow } from '../../../../test/support/case-rows.js';
import { tablesInMemory, type Tables } from '../../../../test/support/tables.js';
import type { History } from '../history/history.js';
import { CaseFile } from '../record/case-file.entity.js';
import { ChaseRequest } from '../record/chase.entity.js';
import { HistoryEvent } from '../record/history-event.entity.js';
import { Chases } from './chases.js';
import type { CoHandlings } from './co-handlings.js';

/** Thursday. */
const NOON = Date.parse('2026-08-20T12:00:00+08:00');

describe('the day by which a chase is to be answered', () => {
  let tables: Tables;
  const places: string[][] = [];
  const catalogue = {
    unit: (id: string) => ({ id }),
    calendarOf: (...place: string[]) => (places.push(place), shippedCalendar(2026)),
  } as unknown as Catalogue;
  const coHandlings = { waiting: async () => [] } as unknown as CoHandlings;
  const chases = new Chases({} as History, catalogue, coHandlings);

  beforeAll(async () => {
    tables = await tablesInMemory(CaseFile, ChaseRequest, HistoryEvent, Staff);
  });
  afterAll(() => tables.close());

  it('lies so many working days ahead, in the county of the unit that owns the case', async () => {
    const place = { manager: tables.manager, file: caseRow({ id: 'case', handlerId: null }) };
    const asked = await chases.asked(place, { whom: 'demo.home', days: '3' }, NOON);
    expect(asked).toMatchObject({ side: 'UNIT', unit: 'demo.home', due: '2026-08-25' });
    expect(places).toEqual([['demo', 'demo.home']]);
  });
});

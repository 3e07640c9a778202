import { Reader } from '@app/platform';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { caseRow } from '../../../../test/support/case-rows.js';
import { tablesInMemory, type Tables } from '../../../../test/support/tables.js';
import { CaseFile } from '../record/case-file.entity.js';
import { ChaseRequest } from '../record/chase.entity.js';
import { BrokenList } from './broken-list.js';
import { ClockRow } from './clock.entity.js';

const [HOME, TEAM] = ['demo.home', 'demo.team'];
const clock = (id: string, more: Partial<ClockRow> = {}): ClockRow => ({
  ...{ id, caseId: 'case', organisationId: 'demo', unitId: HOME, ownerUnitId: HOME },
  ...{ commitmentId: 'law.petition', commitmentVersion: '1', calendarVersion: '1', subject: 'CASE' },
  ...{ subjectId: id, occurrence: 1, state: 'RUNNING', startedAt: 0, endedAt: null, dueAt: 5 },
  ...{ dueDate: '2026-08-19', warnAt: null, standing: 'OVERDUE', generation: 1 },
  ...more,
});
const chase = (id: string, more: Partial<ChaseRequest> = {}): ChaseRequest => ({
  ...{ id, caseId: 'case', organisationId: 'demo', unitId: HOME, side: 'UNIT', handlerId: null },
  ...{ askedBy: 'head', dueDate: '2026-08-20', state: 'ANSWERED', askedAt: 1, endedAt: null },
  ...more,
});

describe('the broken promises of a unit', () => {
  let tables: Tables;

  beforeAll(async () => {
    tables = await tablesInMemory(CaseFile, ClockRow, ChaseRequest);
  });
  beforeEach(async () => {
    await tables.empty();
    await tables.put(CaseFile, caseRow({ id: 'case', caseNumber: 'N', handlerId: 'handler' }));
  });
  afterAll(() => tables.close());
  const list = (until = 10, most = 10, unit = HOME) =>
    new BrokenList(new Reader(tables.manager)).of(unit, until, most);
  const ids = async (...of: Parameters<typeof list>) => (await list(...of)).map(({ clockId }) => clockId);

  it('are those of its cases and those on which it must act in cases of others, the longest overdue first', async () => {
    await tables.put(CaseFile, caseRow({ id: 'other', unitId: 'demo.other' }));
    await tables.put(
      ClockRow,
      ...[clock('late', { dueAt: 9 }), clock('soon', { dueAt: 4, standing: 'WARNING' })],
      clock('elsewhere', { dueAt: 7, caseId: 'other', ownerUnitId: 'demo.other' }),
      clock('none', { caseId: 'other', unitId: 'demo.other', ownerUnitId: 'demo.other' }),
    );
    expect(await ids()).toEqual(['soon', 'elsewhere', 'late']);
    expect(await ids(10, 2)).toEqual(['soon', 'elsewhere']);
  });

  it('are due by the instant that is asked for, and run', async () => {
    await tables.put(ClockRow, clock('at', { dueAt: 10 }), clock('after', { dueAt: 11 }));
    await tables.put(ClockRow, clock('ended', { standing: null, state: 'LATE', endedAt: 8 }));
    expect(await ids()).toEqual(['at']);
  });

  it('name the handler where the unit of the case must act, and no one where a team must', async () => {
    await tables.put(ClockRow, clock('own', { dueAt: 1 }), clock('team', { dueAt: 2, unitId: TEAM }));
    expect((await list()).map(({ unitId, handlerId }) => [unitId, handlerId])).toEqual([
      [HOME, 'handler'],
      [TEAM, null],
    ]);
  });

  it('are marked where the case is made up', async () => {
    await tables.put(CaseFile, caseRow({ id: 'made-up', origin: 'DEMONSTRATION' }));
    await tables.put(ClockRow, clock('real', { dueAt: 1 }), clock('made', { dueAt: 2, caseId: 'made-up' }));
    expect((await list()).map(({ demonstration }) => demonstration)).toEqual([false, true]);
    expect((await list())[0]).toMatchObject({ caseNumber: 'N', dueAt: 1, dueDate: '2026-08-19' });
  });

  it('have the last chase of the unit that must act, but for one that was taken back', async () => {
    await tables.put(ClockRow, clock('own', { dueAt: 1 }), clock('team', { dueAt: 2, unitId: TEAM }));
    const last = async () => (await list()).map((row) => row.chase?.id ?? null);
    expect(await last()).toEqual([null, null]);
    await tables.put(ChaseRequest, chase('first'), chase('second', { askedAt: 2, state: 'OPEN' }));
    await tables.put(ChaseRequest, chase('of-another', { caseId: 'x', askedAt: 9 }));
    expect(await last()).toEqual(['second', null]);
    await tables.put(ChaseRequest, chase('undone', { askedAt: 3, state: 'UNDONE' }));
    await tables.put(ChaseRequest, chase('of-team', { askedAt: 4, unitId: TEAM }));
    expect(await last()).toEqual(['second', 'of-team']);
  });
});

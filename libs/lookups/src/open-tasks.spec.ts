import { CaseFile, CaseTask, type CaseAccess } from '@app/cases';
import type { Catalogue } from '@app/catalogue';
import { Staff, type StaffActor } from '@app/people';
import { days, Reader, SetTime } from '@app/platform';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { caseRow, staffRow, taskRow } from '../../../test/support/case-rows.js';
import { tablesInMemory, type Tables } from '../../../test/support/tables.js';
import { OpenTasks } from './open-tasks.js';

const [HOME, BELOW, OTHER] = ['demo.home', 'demo.below', 'demo.other'];
const TODAY = Date.parse('2026-08-20T12:00:00+08:00');
const ME = {
  ...{ kind: 'staff', id: 'me', name: 'me', organisationId: 'demo', unitId: HOME, roles: ['CASE_HANDLER'] },
} as StaffActor;

describe('open tasks of a person and her unit', () => {
  let tables: Tables;
  let time: SetTime;
  let wide: boolean;
  let visible: string[];

  beforeAll(async () => {
    tables = await tablesInMemory(CaseFile, CaseTask, Staff);
  });
  beforeEach(async () => {
    await tables.empty();
    [time, wide, visible] = [new SetTime(TODAY), false, [HOME]];
    await tables.put(CaseFile, caseRow({ id: 'case', caseNumber: 'N', subject: '路燈' }));
    await tables.put(CaseFile, caseRow({ id: 'far', caseNumber: 'F', subject: '秘密', unitId: OTHER }));
    await tables.put(Staff, staffRow({ id: 'me', name: '我' }), staffRow({ id: 'mate', name: '同事' }));
  });
  afterAll(() => tables.close());

  const tasks = () =>
    new OpenTasks(
      new Reader(tables.manager),
      {
        sees: (_actor: unknown, { unitId }: { unitId: string }) => visible.includes(unitId),
        seesOrganisation: () => wide,
      } as unknown as CaseAccess,
      { unitsUnder: () => [HOME, BELOW] } as unknown as Catalogue,
      time,
    );
  const put = (...rows: Parameters<typeof taskRow>[0][]) => tables.put(CaseTask, ...rows.map(taskRow));
  const ids = (list: { id: string }[]) => list.map(({ id }) => id);
  const away = (id: string, deputyId: string) =>
    tables.put(Staff, staffRow({ id, unitId: OTHER, deputyId, awayUntil: '2026-08-20' }));

  it('mine: in my name or no one’s of my unit, and what I do for who is away, the nearest first', async () => {
    await away('absent', 'me');
    await put(
      ...[
        { id: 'mine', handlerId: 'me', dueDate: '2026-08-22' },
        { id: 'unit', dueDate: '2026-08-21' },
      ],
      { id: 'for-absent', handlerId: 'absent', unitId: OTHER, dueDate: '2026-08-23' },
      ...[
        { id: 'mate', handlerId: 'mate' },
        { id: 'below', unitId: BELOW },
      ],
      { id: 'done', handlerId: 'me', state: 'DONE' as const },
    );
    expect(ids(await tasks().mine(ME, 9))).toEqual(['unit', 'mine', 'for-absent']);
    expect(ids(await tasks().mine(ME, 2))).toEqual(['unit', 'mine']);
    expect(await tasks().count(ME)).toBe(3);
    time.set(TODAY + days(1));
    expect(ids(await tasks().mine(ME, 9))).toEqual(['unit', 'mine']);
  });

  it('none for who reads no case', async () => {
    await put({ id: 'unit' });
    const admin = { ...ME, roles: ['ADMIN'] } as StaffActor;
    expect([await tasks().mine(admin, 9), await tasks().count(admin)]).toEqual([[], 0]);
  });

  it('others: in the name of colleagues of my unit', async () => {
    await put({ id: 'mate', handlerId: 'mate' }, { id: 'mine', handlerId: 'me' }, { id: 'unit' });
    await put({ id: 'below', handlerId: 'mate', unitId: BELOW });
    const [found, ...more] = await tasks().others(ME, 9);
    expect(found).toMatchObject({ id: 'mate', handler: '同事', handlerId: 'mate', caseNumber: 'N' });
    expect(more).toEqual([]);
  });

  it('shows the subject to who sees the case alone; the number and the task to who does it', async () => {
    await put({ id: 'near', handlerId: 'me', dueDate: '2026-08-19' });
    await put({ id: 'far', handlerId: 'me', caseId: 'far', dueDate: '2026-08-20' });
    const shown = (await tasks().mine(ME, 9)).map(({ caseNumber, subject }) => [caseNumber, subject]);
    expect(shown).toEqual([
      ['N', '路燈'],
      ['F', null],
    ]);
  });

  it('past their day from the day after on: of my units, or of the agency for who sees all of it', async () => {
    await put({ id: 'late', dueDate: '2026-08-19' }, { id: 'today', dueDate: '2026-08-20' });
    await put({ id: 'below', unitId: BELOW, dueDate: '2026-08-18', handlerId: 'mate' });
    await put({ id: 'other', unitId: OTHER, dueDate: '2026-08-17' });
    await put({ id: 'sme', unitId: 'sme.x', organisationId: 'sme', dueDate: '2026-08-17' });
    const overdue = async () => [ids(await tasks().overdue(ME, 9)), await tasks().overdueNumber(ME)];
    expect(await overdue()).toEqual([['below', 'late'], 2]);
    wide = true;
    expect(await overdue()).toEqual([['other', 'below', 'late'], 3]);
    expect((await tasks().mine(ME, 9)).map((task) => [task.id, task.overdue])).toEqual([
      ['late', true],
      ['today', false],
    ]);
  });

  it('of several cases the nearest of each', async () => {
    await put({ id: 'b', dueDate: '2026-08-22', kind: 'VISIT' }, { id: 'a', dueDate: '2026-08-19' });
    await put({ id: 'done', dueDate: '2026-08-01', state: 'DONE' });
    const next = await tasks().nextOf(['case', 'far']);
    expect([...next]).toEqual([['case', { kind: 'CALL', dueDate: '2026-08-19', overdue: true }]]);
    expect([...(await tasks().nextOf([]))]).toEqual([]);
  });
});

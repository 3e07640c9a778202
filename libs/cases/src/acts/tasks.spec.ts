import type { Catalogue, TaskKind } from '@app/catalogue';
import { ROLES, Staff, SYSTEM, type StaffActor } from '@app/people';
import type { Problem } from '@app/platform';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { shippedCalendar } from '../../../../test/support/calendars.js';
import { eventRow, staffRow, taskRow } from '../../../../test/support/case-rows.js';
import { tablesInMemory, type Tables } from '../../../../test/support/tables.js';
import type { History, HistoryListener } from '../history/history.js';
import type { CaseAccess } from '../record/case-access.js';
import { CaseFile } from '../record/case-file.entity.js';
import { CaseTask } from '../record/case-task.entity.js';
import type { EventFacts, EventType } from '../record/events.js';
import type { CoHandlings } from './co-handlings.js';
import { maskedNumber, Tasks } from './tasks.js';

const [HOME, ASKED] = ['demo.home', 'demo.asked'];
const NOON = Date.parse('2026-08-19T12:00:00+08:00');

const kind = (id: string, more: Partial<TaskKind> = {}): TaskKind => ({
  ...{ id, name: { 'zh-TW': id, en: id }, script: { 'zh-TW': id, en: id }, dueWithin: '2wd' },
  ...{ outcomes: [{ code: `${id}_DONE`, name: { 'zh-TW': id, en: id } }], followsClosing: false, endsOn: [] },
  ...more,
});
const CALL = kind('CALL');
const PAPERS = kind('PAPERS', { endsOn: ['CORRECTED', 'SUPPLEMENTED'] });
const CARE = kind('CARE', { followsClosing: true });
const RETIRED = kind('RETIRED');

const STAFF = [
  staffRow({ id: 'id-handler', login: 'handler' }),
  staffRow({ id: 'id-asked', login: 'asked', unitId: ASKED }),
  staffRow({ id: 'id-outside', login: 'outside', unitId: 'demo.outside' }),
  staffRow({ id: 'id-desk', login: 'desk', unitId: 'demo.desk' }),
  staffRow({ id: 'id-auditor', login: 'auditor', roles: ['AUDITOR'] }),
];

describe('tasks of a case', () => {
  let tables: Tables;
  let told: HistoryListener;
  let file: CaseFile;
  const calendarsOf: string[][] = [];
  const calendar = shippedCalendar(2026);
  const catalogue = {
    taskKinds: () => [CALL, PAPERS, CARE],
    taskKind: (id: string) => [CALL, PAPERS, CARE, RETIRED].find((one) => one.id === id),
    calendarOf: (...place: string[]) => (calendarsOf.push(place), calendar),
  } as unknown as Catalogue;
  const access = { sees: ({ unitId }: StaffActor) => unitId !== 'demo.outside' } as unknown as CaseAccess;
  const coHandlings = { waiting: async () => [{ unitId: ASKED }] } as unknown as CoHandlings;
  const history = { listen: (listener: HistoryListener) => void (told = listener) } as History;
  const tasks = new Tasks(history, catalogue, access, coHandlings);

  beforeAll(async () => {
    tables = await tablesInMemory(CaseFile, CaseTask, Staff);
    told = async () => undefined;
    tasks.onModuleInit();
  });
  beforeEach(async () => {
    await tables.empty();
    await tables.put(Staff, ...STAFF);
    file = {
      id: 'case',
      organisationId: 'demo',
      unitId: HOME,
      handlerId: null,
      status: 'IN_PROGRESS',
    } as CaseFile;
  });
  afterAll(() => tables.close());

  const place = () => ({ file, manager: tables.manager });
  const fault = async (doing: () => unknown) => {
    try {
      await doing();
    } catch (error) {
      return (error as Problem).detail.fields!.map(({ field, code }) => `${field} ${code}`);
    }
    return 'taken';
  };

  it('open ones of the case, the nearest due first', async () => {
    await tables.put(
      CaseTask,
      ...[taskRow({ id: 'c', dueDate: '2026-08-21' }), taskRow({ id: 'b' }), taskRow({ id: 'a' })],
      ...[taskRow({ id: 'other', caseId: 'another' }), taskRow({ id: 'done', state: 'DONE' })],
    );
    expect((await tasks.open(place())).map(({ id }) => id)).toEqual(['a', 'b', 'c']);
  });

  it('kinds of an ended case are those that follow its end', () => {
    expect(tasks.kinds(place())).toEqual([CALL, PAPERS, CARE]);
    file.status = 'CLOSED';
    expect(tasks.kinds(place())).toEqual([CARE]);
  });

  describe('a new one', () => {
    const asked = (more: object = {}, at = NOON) => tasks.asked(place(), { taskKind: 'CALL', ...more }, at);

    it('is of a kind that is in use, and that the state of the case allows', async () => {
      expect((await asked()).taskKind).toBe('CALL');
      for (const taskKind of ['SING', 'RETIRED'])
        expect(await fault(() => asked({ taskKind }))).toEqual(['taskKind unknown-task-kind']);
      file.status = 'CLOSED';
      expect(await fault(() => asked())).toEqual(['taskKind task-needs-open-case']);
      expect((await asked({ taskKind: 'CARE' })).taskKind).toBe('CARE');
    });

    it.each(ROLES)('%s: by role is given one', async (role) => {
      await tables.put(Staff, staffRow({ id: 'id-role', login: 'role', roles: [role] }));
      const given = await fault(() => asked({ doer: 'role' }));
      const works = ['FRONTLINE_AGENT', 'REGISTRY_CLERK', 'CASE_HANDLER', 'UNIT_HEAD', 'CONTROL_OFFICER'];
      expect([role, given]).toEqual([role, works.includes(role) ? 'taken' : ['doer not-a-doer']]);
    });

    it('is due on the day that was chosen, else after the working days of its kind', async () => {
      expect((await asked({ due: '2026-12-31' })).due).toBe('2026-12-31');
      expect((await asked()).due).toBe('2026-08-21');
      expect(calendarsOf.at(-1)).toEqual(['demo', HOME]);
      // in Taipei it is the next day already
      expect((await asked({}, Date.parse('2026-08-19T16:00:00Z'))).due).toBe('2026-08-24');
    });

    it('cannot be due by itself beyond the years of the calendar', async () => {
      const late = asked({}, Date.parse('2026-12-31T12:00:00+08:00'));
      await expect(late).rejects.toMatchObject({ kind: 'BUSY', code: 'calendar-ends' });
    });

    it("is the handler's, else anyone's of the unit", async () => {
      const doer = async () => {
        const { unit, handler } = await asked();
        return [unit, handler];
      };
      expect(await doer()).toEqual([HOME, undefined]);
      expect(await asked()).not.toHaveProperty('handler');
      file.handlerId = 'id-handler';
      expect(await doer()).toEqual([HOME, 'id-handler']);
    });

    it.each([
      ['the id of a person', 'id-asked', [ASKED, 'id-asked']],
      ['a login in any case', 'Handler', [HOME, 'id-handler']],
      ['the unit of the case', HOME, [HOME, undefined]],
      ['a unit asked to co-handle', ASKED, [ASKED, undefined]],
    ])('is given to %s', async (_what, doer, expected) => {
      const { unit, handler } = await asked({ doer });
      expect([unit, handler]).toEqual(expected);
    });

    // a person of the desk could do it; the desk as a whole was not asked
    it.each(['outside', 'id-auditor', 'demo.outside', 'demo.desk', 'no-one', ''])(
      'is not given to %j',
      async (doer) => {
        expect(await fault(() => asked({ doer }))).toEqual(['doer not-a-doer']);
      },
    );
  });

  it('can be given to the unit, those asked to co-handle, and the people of any who do such work', async () => {
    expect(await tasks.doers(place())).toEqual([
      ...[{ unitId: HOME }, { unitId: ASKED }, { unitId: HOME, handlerId: 'id-handler' }],
      ...[
        { unitId: ASKED, handlerId: 'id-asked' },
        { unitId: 'demo.desk', handlerId: 'id-desk' },
      ],
    ]);
  });

  it('that is chosen is open and of the case', async () => {
    await tables.put(
      CaseTask,
      ...[taskRow({ id: 'other' }), taskRow({ id: 'open' }), taskRow({ id: 'done', state: 'DONE' })],
      taskRow({ id: 'elsewhere', caseId: 'another' }),
    );
    expect((await tasks.chosen(place(), 'open')).id).toBe('open');
    for (const id of ['done', 'elsewhere', 'no-task'])
      expect(await fault(() => tasks.chosen(place(), id))).toEqual(['task task-not-open']);
  });

  it('ends with an outcome of its kind, also of a kind that is no longer in use', async () => {
    const outcome = (of: string, code: string) =>
      fault(() => tasks.checkOutcome(taskRow({ id: 't', kind: of }), code));
    expect(await outcome('CALL', 'CALL_DONE')).toBe('taken');
    expect(await outcome('RETIRED', 'RETIRED_DONE')).toBe('taken');
    for (const [of, code] of [
      ['CALL', 'CARE_DONE'],
      ['gone', 'CALL_DONE'],
    ] as const)
      expect(await outcome(of, code)).toEqual(['outcome not-a-task-outcome']);
  });

  describe('that an act leaves nothing to do for', () => {
    const drafts = async (type: EventType) =>
      (await tasks.endedBy(place(), type, { at: 9, actor: SYSTEM })).map(({ facts }) => facts!.task);
    beforeEach(() =>
      tables.put(
        CaseTask,
        ...['CALL', 'PAPERS', 'CARE', 'gone'].map((id) => taskRow({ id, kind: id })),
        taskRow({ id: 'done', kind: 'PAPERS', state: 'DONE' }),
      ),
    );

    it('are those that waited for what has come', async () => {
      for (const type of ['CORRECTED', 'SUPPLEMENTED'] as const)
        expect(await drafts(type)).toEqual(['PAPERS']);
      expect(await drafts('REPLIED')).toEqual([]);
      expect((await tasks.endedBy(place(), 'CORRECTED', { at: 9, actor: SYSTEM }))[0]).toEqual({
        ...{ type: 'TASK_ENDED', at: 9, actor: SYSTEM, facts: { task: 'PAPERS', taskKind: 'PAPERS' } },
      });
    });

    it('are, at the end of the case, all that do not follow it', async () => {
      file.status = 'CLOSED';
      expect((await drafts('CLOSED')).toSorted()).toEqual(['CALL', 'PAPERS', 'gone']);
    });
  });

  describe('follow the history:', () => {
    const tell = (type: EventType, facts: EventFacts, at = NOON) =>
      told(eventRow({ seq: 1, type, facts, at }), place() as never);
    const row = (id = 't') => tables.manager.findOneBy(CaseTask, { id });
    const put = (...rows: Partial<CaseTask>[]) =>
      tables.put(CaseTask, ...rows.map((more) => taskRow({ id: 't', ...more })));

    it('one that was added has what the event says', async () => {
      const facts = { task: 't', taskKind: 'CALL', due: '2026-08-21', unit: ASKED };
      await tell('TASK_ADDED', facts);
      const added = { ...taskRow({ id: 't' }), unitId: ASKED, dueDate: '2026-08-21', addedAt: NOON };
      expect(await row()).toEqual(added);
      await tell('TASK_ADDED', { ...facts, task: 'u', handler: 'id-asked', cause: 'CALL 7' });
      expect(await row('u')).toEqual({ ...added, id: 'u', handlerId: 'id-asked', cause: 'CALL 7' });
    });

    it('one that was taken is of who took it; others stay', async () => {
      await put({}, { id: 'u' });
      await tell('TASK_TAKEN', { task: 't', unit: ASKED, handler: 'id-asked' });
      expect(await row()).toEqual(taskRow({ id: 't', unitId: ASKED, handlerId: 'id-asked' }));
      expect(await row('u')).toEqual(taskRow({ id: 'u' }));
    });

    it('each try is counted', async () => {
      await put({});
      for (let time = 0; time < 2; time++) await tell('TASK_ATTEMPTED', { task: 't' });
      expect(await row()).toEqual(taskRow({ id: 't', attempts: 2 }));
    });

    it.each([
      ['TASK_DONE', 'DONE', 'CALL_DONE'],
      ['TASK_CANCELLED', 'CANCELLED', undefined],
      ['TASK_ENDED', 'ENDED', undefined],
    ] as const)('%s makes it %s at that moment', async (type, state, outcome) => {
      await put({});
      await tell(type, { task: 't', ...(outcome && { outcome }) });
      expect(await row()).toEqual(taskRow({ id: 't', state, endedAt: NOON, outcome: outcome ?? null }));
    });

    it('one that has ended, or is of another case, does not change', async () => {
      const over = [{ state: 'DONE' as const }, { id: 'u', caseId: 'another' }];
      await put(...over);
      for (const task of ['t', 'u'])
        for (const type of ['TASK_TAKEN', 'TASK_ATTEMPTED', 'TASK_CANCELLED'] as const)
          await tell(type, { task, unit: ASKED, handler: 'id-asked' });
      expect([await row(), await row('u')]).toEqual(over.map((more) => taskRow({ id: 't', ...more })));
    });

    it('an event that names none leaves them as they are', async () => {
      await put({});
      for (const type of ['NOTED', 'TASK_DONE', 'TASK_ADDED'] as const) await tell(type, {});
      expect(await row()).toEqual(taskRow({ id: 't' }));
      expect(await tables.manager.count(CaseTask)).toBe(1);
    });

    describe('when the case goes to another unit or person', () => {
      beforeEach(() =>
        put(
          { id: 'unit' },
          { id: 'handler', handlerId: 'id-handler' },
          { id: 'asked', unitId: ASKED },
          { id: 'asked-person', unitId: ASKED, handlerId: 'id-asked' },
          { id: 'outside', unitId: 'demo.outside', handlerId: 'id-outside' },
          { id: 'moved', unitId: HOME, handlerId: 'id-asked' },
          { id: 'done', unitId: 'demo.outside', state: 'DONE' },
        ),
      );
      const places = async () =>
        (await tables.manager.find(CaseTask, { order: { id: 'ASC' } })).map(
          ({ id, unitId, handlerId }) => `${id}: ${unitId} ${handlerId ?? 'anyone'}`,
        );

      it.each(['ASSIGNED', 'REASSIGNED'] as const)(
        '%s: it goes along what those could not do who work on it no more',
        async (type) => {
          file.unitId = 'demo.next';
          await tell(type, { unit: 'demo.next' });
          expect(await places()).toEqual([
            ...['asked: demo.asked anyone', 'asked-person: demo.asked id-asked', 'done: demo.outside anyone'],
            ...['handler: demo.home id-handler', 'moved: demo.next anyone', 'outside: demo.next anyone'],
            'unit: demo.next anyone',
          ]);
        },
      );

      it('at any other event they stay where they are', async () => {
        const before = await places();
        file.unitId = 'demo.next';
        await tell('REPLIED', { unit: 'demo.next' });
        expect(await places()).toEqual(before);
      });
    });
  });

  it.each([
    ['0912-345-678', '…678'],
    ['(02) 2345 6789 #12', '…912'],
    ['12', '…12'],
  ])('of a number that was called only the last three digits stay: %s', (number, masked) => {
    expect(maskedNumber(number)).toBe(masked);
  });
});

import type { Catalogue, TaskKind } from '@app/catalogue';
import { SYSTEM } from '@app/people';
import type { UnitOfWork } from '@app/platform';
import { CalendarError } from '@app/sla/clock';
import type { Timer, TimerBook, TimerHandler, TimerRunner, WantedTimer } from '@app/sla/timers';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { shippedCalendar } from '../../../../test/support/calendars.js';
import { eventRow, taskRow } from '../../../../test/support/case-rows.js';
import { tablesInMemory, type Tables } from '../../../../test/support/tables.js';
import type { EventDraft, History, HistoryListener } from '../history/history.js';
import type { CaseAccess } from '../record/case-access.js';
import { CaseFile } from '../record/case-file.entity.js';
import { CaseTask } from '../record/case-task.entity.js';
import type { EventFacts, EventType } from '../record/events.js';
import { HistoryEvent } from '../record/history-event.entity.js';
import { TaskTimers } from './task-timers.js';
import type { Tasks } from './tasks.js';

const midnight = (date: string) => Date.parse(`${date}T00:00:00+08:00`);
const NOON = Date.parse('2026-08-19T12:00:00+08:00');

const kind = (id: string, more: Partial<TaskKind>): TaskKind => ({
  ...{ id, name: { 'zh-TW': id, en: id }, script: { 'zh-TW': id, en: id }, dueWithin: '1wd' },
  ...{ outcomes: [], followsClosing: false, endsOn: [], ...more },
});
const KINDS = [
  kind('CORRECTION_CALL', {
    endsOn: ['CORRECTED'],
    made: { on: 'CORRECTION_REQUESTED', ahead: '2wd', organisations: ['demo', 'ida'] },
  }),
  kind('CARE_CALL', { followsClosing: true, made: { on: 'DISSATISFIED', organisations: ['demo'] } }),
  kind('ELSEWHERE', { made: { on: 'DISSATISFIED', organisations: ['sme'] } }),
  kind('BY_HAND', {}),
];

describe('tasks that a plan asks for', () => {
  let tables: Tables;
  let file: CaseFile;
  let told: HistoryListener;
  let fires: TimerHandler;
  let armed: WantedTimer[];
  let added: EventDraft[];
  let places: string[][];
  let calendar = () => shippedCalendar(2026);

  const history = {
    listen: (listener: HistoryListener) => void (told = listener),
    append: async (_context: unknown, drafts: EventDraft[]) => void added.push(...drafts),
  } as unknown as History;
  const runner = {
    handle: (of: string, handler: TimerHandler) => {
      if (of === 'task.is-made') fires = handler;
    },
  } as TimerRunner;
  const book = { arm: async (wanted: WantedTimer[]) => void armed.push(...wanted) } as TimerBook;
  const work = { run: (change: (manager: unknown) => unknown) => change(tables.manager) } as UnitOfWork;
  const entered: unknown[] = [];
  const access = {
    enter: async (manager: unknown, ...how: unknown[]) => (entered.push(how), { manager, file }),
  } as unknown as CaseAccess;
  const catalogue = {
    taskKinds: () => KINDS,
    taskKind: (id: string) => KINDS.find((one) => one.id === id),
    calendarOf: (...place: string[]) => (places.push(place), calendar()),
  } as unknown as Catalogue;
  const tasks = { dueDate: async () => '2026-08-20' } as unknown as Tasks;

  beforeAll(async () => {
    tables = await tablesInMemory(CaseFile, HistoryEvent, CaseTask);
    told = fires = async () => undefined;
    new TaskTimers(history, runner, book, work, access, catalogue, tasks).onModuleInit();
  });
  beforeEach(async () => {
    await tables.empty();
    [armed, added, places] = [[], [], []];
    calendar = () => shippedCalendar(2026);
    file = {
      ...{ id: 'case', organisationId: 'demo', unitId: 'demo.home', handlerId: null, open: true },
      erasedAt: null,
    } as CaseFile;
  });
  afterAll(() => tables.close());

  describe('are planned', () => {
    const planned = async (type: EventType, facts: EventFacts = {}) => {
      await told(eventRow({ seq: 4, type, facts, at: NOON }), { file } as never);
      return armed.map(({ occurrence, dueAt }) => [occurrence, dueAt]);
    };

    it('before the last day, from midnight in Taipei of a working day on', async () => {
      // two working days before a Monday
      expect(await planned('CORRECTION_REQUESTED', { lastDay: '2026-08-31' })).toEqual([
        ['CORRECTION_CALL 4', midnight('2026-08-27')],
      ]);
      expect(armed[0]).toMatchObject({ kind: 'task.is-made', caseId: 'case', subjectId: 'case' });
    });

    it('by the days of the county in which the unit of the case works', async () => {
      await planned('CORRECTION_REQUESTED', { lastDay: '2026-08-31' });
      expect(places).toEqual([['demo', 'demo.home']]);
    });

    it('at once after an event without a last day', async () => {
      expect(await planned('CORRECTION_REQUESTED')).toEqual([['CORRECTION_CALL 4', NOON]]);
    });

    it('at once where the kind does not wait, whatever day the event names', async () => {
      expect(await planned('DISSATISFIED', { lastDay: '2026-08-31' })).toEqual([['CARE_CALL 4', NOON]]);
    });

    it('for the agencies of which it was promised, and for no other event', async () => {
      file.organisationId = 'sme';
      expect(await planned('CORRECTION_REQUESTED', { lastDay: '2026-08-31' })).toEqual([]);
      expect(await planned('DISSATISFIED')).toEqual([['ELSEWHERE 4', NOON]]);
      armed = [];
      expect(await planned('REPLIED')).toEqual([]);
    });

    it('at once where the calendar does not reach the day, or there is none', async () => {
      expect(await planned('CORRECTION_REQUESTED', { lastDay: '2027-03-01' })).toEqual([
        ['CORRECTION_CALL 4', NOON],
      ]);
      calendar = () => {
        throw new CalendarError('沒有', 'none');
      };
      armed = [];
      expect(await planned('CORRECTION_REQUESTED', { lastDay: '2026-08-31' })).toEqual([
        ['CORRECTION_CALL 4', NOON],
      ]);
      calendar = () => {
        throw new Error('another fault');
      };
      await expect(planned('CORRECTION_REQUESTED', { lastDay: '2026-08-31' })).rejects.toThrow(
        'another fault',
      );
    });
  });

  describe('when their time has come,', () => {
    const LAST_DAY = '2026-08-31';
    const DUE = midnight('2026-08-27');
    const happens = (seq: number, type: EventType, facts: EventFacts = {}) =>
      tables.put(HistoryEvent, eventRow({ seq, type, facts }));
    const fire = (occurrence = 'CORRECTION_CALL 4', now = DUE) =>
      fires({ subjectId: 'case', occurrence, generation: 3 } as Timer, now);
    beforeEach(() => happens(4, 'CORRECTION_REQUESTED', { lastDay: LAST_DAY }));

    it('are made by the system, due on the last day, for who handles the case', async () => {
      await fire();
      expect(entered.at(-1)).toEqual([SYSTEM, { id: 'case' }]);
      const [{ facts, ...draft }] = added as [EventDraft];
      expect(draft).toEqual({ type: 'TASK_ADDED', at: DUE, actor: SYSTEM });
      const { task, ...rest } = facts!;
      expect(task).toMatch(/^[0-9a-f-]{36}$/);
      expect(rest).toEqual({
        ...{ taskKind: 'CORRECTION_CALL', due: LAST_DAY, unit: 'demo.home', cause: 'CORRECTION_CALL 4' },
      });
      file.handlerId = 'handler';
      await fire();
      expect(added[1]!.facts).toMatchObject({ unit: 'demo.home', handler: 'handler' });
    });

    it('are due after their working days where they wait for no last day', async () => {
      await happens(5, 'DISSATISFIED');
      await fire('CARE_CALL 5');
      expect(added[0]!.facts).toMatchObject({ taskKind: 'CARE_CALL', due: '2026-08-20' });
      await fire('CARE_CALL 4');
      expect(added[1]!.facts).toMatchObject({ due: '2026-08-20' });
    });

    it('are made from that midnight on, to the millisecond; before it, later', async () => {
      // an event after it that sets no day changes nothing
      await happens(5, 'NOTED');
      await fire(undefined, DUE - 1);
      expect(added).toEqual([]);
      expect(armed).toEqual([
        {
          ...{ kind: 'task.is-made', caseId: 'case', subjectId: 'case', occurrence: 'CORRECTION_CALL 4' },
          ...{ generation: 4, dueAt: DUE },
        },
      ]);
    });

    it('wait for the last day that was set last', async () => {
      await happens(6, 'CORRECTION_POSTPONED', { lastDay: '2026-09-04' });
      await happens(5, 'CORRECTION_POSTPONED', { lastDay: '2026-09-02' });
      await fire();
      expect([added, armed.map(({ dueAt }) => dueAt)]).toEqual([[], [midnight('2026-09-02')]]);
    });

    it.each<[string, () => unknown]>([
      ['what was missing has come', () => happens(5, 'CORRECTED')],
      ['the case has ended', () => (file.open = false)],
      ['the case was erased', () => (file.erasedAt = 9)],
      ['the use of her data is stopped', () => happens(5, 'RESTRICTED')],
      [
        'it was made for this event before',
        () => tables.put(CaseTask, taskRow({ id: 't', cause: 'CORRECTION_CALL 4', state: 'DONE' })),
      ],
    ])('are not made when %s', async (_what, change) => {
      await change();
      await fire();
      expect([added, armed]).toEqual([[], []]);
    });

    it.each<[string, () => unknown]>([
      ['papers that came before that event', () => happens(3, 'CORRECTED')],
      [
        'papers of another case',
        () => tables.put(HistoryEvent, eventRow({ seq: 5, type: 'CORRECTED', caseId: 'x' })),
      ],
      [
        'one made for another event',
        () => tables.put(CaseTask, taskRow({ id: 't', cause: 'CORRECTION_CALL 2' })),
      ],
      [
        'one made for the same of another case',
        () => tables.put(CaseTask, taskRow({ id: 't', cause: 'CORRECTION_CALL 4', caseId: 'x' })),
      ],
    ])('are made in spite of %s', async (_what, change) => {
      await change();
      await fire();
      expect(added).toHaveLength(1);
    });

    it('are made of an ended case where the kind follows its end, but not once it is erased', async () => {
      file.open = false;
      await fire('CARE_CALL 4');
      expect(added).toHaveLength(1);
      file.erasedAt = 9;
      await fire('CARE_CALL 4');
      expect(added).toHaveLength(1);
    });

    it('are not made of a kind that was never known', async () => {
      await fire('GONE 4');
      expect([added, armed]).toEqual([[], []]);
    });
  });
});

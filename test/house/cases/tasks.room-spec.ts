import {
  CaseAccess,
  CaseActs,
  CaseReader,
  CaseTask,
  Erasing,
  History,
  TaskTimers,
  type CaseFile,
  type EventFacts,
  type EventType,
} from '@app/cases';
import { BoardSheets, CaseDetails, CaseLists, OpenTasks } from '@app/lookups';
import { Staff, SYSTEM, type StaffActor } from '@app/people';
import { days, hours, Reader, UnitOfWork } from '@app/platform';
import { Timer, TimerRunner } from '@app/sla/timers';
import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { DATABASES } from '../../support/databases.js';
import { WEDNESDAY_MORNING } from '../../support/desk.js';
import { colleague, owedBy } from '../../support/messages.js';
import { refusal, Story } from '../../support/story.js';
import { rate, surveysOf } from '../../support/surveys.js';

jest.setTimeout(60_000);

const HOME = 'demo.guidance';
const CALL = { taskKind: 'FOLLOW_UP' };

/** 待辦: calls, visits and what else is to be done on a case by a day. */
describe.each(DATABASES)('tasks (待辦), on %s', (_name, postgres) => {
  let story: Story;
  let handler: StaffActor;
  let mate: StaffActor;
  let head: StaffActor;
  let agent: StaffActor;
  let elsewhere: StaffActor;
  let control: StaffActor;
  let file: CaseFile;

  beforeAll(async () => {
    story = await Story.begin({ postgres });
    handler = await story.staff(HOME, ['CASE_HANDLER', 'FRONTLINE_AGENT'], 'handler');
    mate = await story.staff(HOME, ['CASE_HANDLER'], 'mate');
    head = await story.staff(HOME, ['UNIT_HEAD'], 'head');
    agent = await story.staff('demo.head-office', ['FRONTLINE_AGENT'], 'agent');
    control = await story.staff('demo.head-office', ['CONTROL_OFFICER'], 'control');
    elsewhere = await story.staff('demo.registry', ['CASE_HANDLER'], 'elsewhere');
  });
  afterAll(() => story.close());
  beforeEach(async () => {
    story.desk.time.set(WEDNESDAY_MORNING);
    ({ file } = await story.open(handler));
    await story.act(handler, file, 'assign', { unit: HOME });
  });

  const tasks = async () => {
    const rows = await story.desk.get(Reader).repository(CaseTask).findBy({ caseId: file.id });
    return rows.toSorted((a, b) => a.addedAt - b.addedAt || a.id.localeCompare(b.id));
  };
  const last = async () => (await tasks()).at(-1)!;
  const add = async (input: object = CALL, actor = handler) => {
    await story.act(actor, file, 'add-task', input);
    return (await last()).id;
  };
  const wrong = async (doing: Promise<unknown>) => {
    const { code, detail } = await refusal(doing);
    return detail.fields?.map((one) => `${one.field} ${one.code}`) ?? [code];
  };
  const open = () => story.desk.get(OpenTasks);
  const numbers = (found: { caseNumber: string }[]) => found.map(({ caseNumber }) => caseNumber);
  const detail = () => story.desk.get(CaseDetails).show(handler, file.caseNumber);
  const finish = (task: string, outcome = 'DONE') =>
    story.act(handler, file, 'finish-task', { task, outcome, text: '申請人說下週補齊' });
  const types = () => story.events(file);

  it('is due after the working days of its kind, and is done by the unit where the case has no handler', async () => {
    await add();
    expect(await last()).toMatchObject({
      ...{ kind: 'FOLLOW_UP', dueDate: '2026-08-26', state: 'OPEN', unitId: HOME, handlerId: null },
      ...{ attempts: 0, outcome: null, endedAt: null },
    });
    await story.act(mate, file, 'take');
    await add({ ...CALL, due: '2026-09-30' });
    expect(await last()).toMatchObject({ dueDate: '2026-09-30', handlerId: mate.id });
  });

  it('is given to a unit or a person who works on the case, and to no other', async () => {
    for (const [doer, expected] of [
      ['mate', { unitId: HOME, handlerId: mate.id }],
      [agent.id, { unitId: 'demo.head-office', handlerId: agent.id }],
      [HOME, { unitId: HOME, handlerId: null }],
    ] as const) {
      await add({ ...CALL, doer });
      expect(await last()).toMatchObject(expected);
    }
    for (const doer of ['elsewhere', 'demo.registry', 'no-one'])
      expect(await wrong(add({ ...CALL, doer }))).toEqual(['doer not-a-doer']);
    const offered = (await detail()).taskDoers;
    expect(offered).toContainEqual({ unitId: HOME, handlerId: mate.id });
    expect(offered.map(({ handlerId }) => handlerId)).not.toContain(elsewhere.id);
  });

  it('bad input names its field', async () => {
    const task = await add();
    const act = (name: 'add-task' | 'finish-task' | 'log-attempt' | 'cancel-task', input: object) =>
      wrong(story.act(handler, file, name, input));
    expect(await act('add-task', { taskKind: 'SING' })).toEqual(['taskKind unknown-task-kind']);
    expect(await act('add-task', { ...CALL, due: '2026-08-18' })).toEqual(['due within-a-year']);
    expect(await act('finish-task', { task, outcome: 'SETTLED' })).toEqual(['outcome not-a-task-outcome']);
    expect(await act('finish-task', { task: 'x', outcome: 'DONE' })).toEqual(['task task-not-open']);
    expect(await act('log-attempt', { task, reached: 'REACHED', number: '家裡' })).toEqual(['number phone']);
    expect(await act('cancel-task', { task })).toEqual(['reason required']);
  });

  it('is for those who may note: staff who see the case', async () => {
    expect((await refusal(add(CALL, elsewhere))).kind).toBe('NOT_FOUND');
    const auditor = await story.staff('demo.head-office', ['AUDITOR']);
    expect((await refusal(add(CALL, auditor))).kind).toBe('NOT_FOUND');
    for (const actor of [agent, head, mate, control]) await add(CALL, actor);
    expect(await tasks()).toHaveLength(4);
  });

  it('is taken by someone else only, and not offered to whom it is given', async () => {
    const task = await add();
    const offered = async (actor: StaffActor) =>
      (await story.desk.get(CaseDetails).show(actor, file.caseNumber)).acts.includes('take-task');
    await story.act(mate, file, 'take-task', { task });
    expect([await offered(mate), await offered(handler)]).toEqual([false, true]);
    expect(await wrong(story.act(mate, file, 'take-task', { task }))).toEqual(['no-task']);
    await add();
    expect(await offered(mate)).toBe(true);
    expect(await wrong(story.act(mate, file, 'take-task', { task }))).toEqual(['task task-yours']);
    await story.act(handler, file, 'take-task', { task });
    expect((await tasks())[0]).toMatchObject({ handlerId: handler.id });
  });

  it('taken, tried and finished: words in the history, of the number the last digits alone', async () => {
    const task = await add({ ...CALL, text: '請先看附件' });
    await story.act(mate, file, 'take-task', { task });
    const number = '0912-345-678';
    await story.act(mate, file, 'log-attempt', { task, reached: 'NOT_REACHED', number, text: '忙線' });
    await story.act(mate, file, 'log-attempt', { task, reached: 'REACHED' });
    await finish(task);
    expect(await last()).toMatchObject({ state: 'DONE', outcome: 'DONE', attempts: 2, handlerId: mate.id });
    const [shown] = (await detail()).tasks;
    expect(shown).toMatchObject({ text: '請先看附件', overdue: false });
    expect(shown!.tried).toMatchObject([
      { reached: false, number: '…678', text: '忙線', by: mate.id },
      { reached: true, number: null, text: null },
    ]);
    const all = JSON.stringify(await story.everything());
    const said = (await story.desk.get(CaseReader).events(file.id)).slice(-4).map(({ facts }) => facts);
    const of = { task, taskKind: 'FOLLOW_UP' };
    expect(said).toEqual([
      { ...of, unit: HOME, handler: mate.id },
      { ...of, reached: 'NOT_REACHED', number: '…678' },
      { ...of, reached: 'REACHED' },
      { ...of, outcome: 'DONE' },
    ]);
    const stored = ['345-678', '345678', '請先看附件', '忙線', '申請人說下週補齊'];
    expect(stored.filter((said) => all.includes(said))).toEqual([]);
  });

  it('is finished once; a task that is cancelled or of another case is not open', async () => {
    const [one, other] = [await add(), await add()];
    await finish(one);
    expect(await wrong(finish(one))).toEqual(['task task-not-open']);
    await story.act(head, file, 'cancel-task', { task: other, reason: '已來電說明' });
    expect(await wrong(finish(other))).toEqual(['no-task']);
    expect((await tasks()).map(({ state }) => state)).toEqual(['DONE', 'CANCELLED']);
    expect(await story.desk.get(CaseActs).possible(handler, (await detail()).file)).not.toContain(
      'finish-task',
    );
    const before = file;
    ({ file } = await story.open(handler));
    await add();
    expect(await wrong(story.act(handler, before, 'take-task', { task: (await last()).id }))).toEqual([
      'no-task',
    ]);
  });

  it('a hundred finish it at once: one does', async () => {
    const task = await add();
    await add();
    const { caseNumber } = file;
    const input = { task, outcome: 'DONE' };
    const request = { actor: handler, caseNumber, act: 'finish-task' as const, input };
    const all = Array.from({ length: 100 }, () => story.desk.get(CaseActs).perform(request));
    const done = (await Promise.allSettled(all)).filter(({ status }) => status === 'fulfilled');
    expect(done).toHaveLength(1);
    expect((await types()).filter((type) => type === 'TASK_DONE')).toHaveLength(1);
  });

  it('the end of the case ends it, which the history says; a payment check goes on', async () => {
    await add();
    await add({ taskKind: 'PAYMENT_CHECK' });
    await story.act(handler, file, 'reply', { text: '已修復' });
    expect((await tasks()).map(({ state }) => state)).toEqual(['OPEN', 'OPEN']);
    await story.act(handler, file, 'close');
    expect((await tasks()).map(({ kind, state }) => `${kind} ${state}`)).toEqual([
      'FOLLOW_UP ENDED',
      'PAYMENT_CHECK OPEN',
    ]);
    expect((await types()).slice(-2)).toEqual(['CLOSED', 'TASK_ENDED']);
    expect(await wrong(add())).toEqual(['taskKind task-needs-open-case']);
    expect((await detail()).taskKinds.map(({ id }) => id)).toEqual(['CARE_CALL', 'PAYMENT_CHECK']);
    await finish((await last()).id, 'PAID');
    expect(await last()).toMatchObject({ state: 'DONE', outcome: 'PAID' });
  });

  it('goes with the case to another unit, unless its person still works on it', async () => {
    await add({ ...CALL, doer: 'mate' });
    await add({ ...CALL, doer: 'agent' });
    await add({ ...CALL, doer: HOME });
    await story.act(handler, file, 'assign', { unit: 'demo.registry' });
    expect((await tasks()).map(({ unitId, handlerId }) => [unitId, handlerId])).toEqual([
      ['demo.registry', null],
      ['demo.head-office', agent.id],
      ['demo.registry', null],
    ]);
  });

  it('is erased with the case', async () => {
    await add({ taskKind: 'PAYMENT_CHECK' });
    await story.act(handler, file, 'withdraw', { reason: '已解決' });
    const { caseNumber } = file;
    await story.desk.get(Erasing).erase({ actor: SYSTEM, caseNumber, ground: 'OPERATOR' });
    expect(await tasks()).toEqual([]);
  });

  it('the person to whom another gives it is told by mail, and the deputy while she is away', async () => {
    const given = (input: object, actor = handler) => owedBy(story.desk, file, () => add(input, actor));
    const told = await colleague(story, HOME, ['CASE_HANDLER'], `told-${file.id.slice(-6)}`);
    const stand = await colleague(story, HOME, ['CASE_HANDLER'], `stand-${file.id.slice(-6)}`);
    expect(await given({ ...CALL, doer: told.id })).toEqual([`task-given EMAIL ${told.name}`]);
    expect(await given({ ...CALL, doer: told.id }, told)).toEqual([]);
    expect(await given({ ...CALL, doer: HOME })).toEqual([]);
    await story.desk
      .get(UnitOfWork)
      .run((manager) =>
        manager.update(Staff, { id: told.id }, { deputyId: stand.id, awayUntil: '2027-12-31' }),
      );
    const both = [`task-given EMAIL ${stand.name}`, `task-given EMAIL ${told.name}`];
    expect(await given({ ...CALL, doer: told.id })).toEqual(both);
    const hers = (await open().mine(stand, 500)).filter(({ handlerId }) => handlerId === told.id);
    expect(numbers(hers)).toContain(file.caseNumber);
  });

  describe('in lists', () => {
    it("mine: by name and what is anyone's of the unit, the nearest due first; others beside them", async () => {
      await add({ ...CALL, doer: 'mate', due: '2026-08-27' });
      await add({ ...CALL, doer: HOME, due: '2026-08-26' });
      const mine = await open().mine(mate, 100);
      const here = mine.filter(({ caseNumber }) => caseNumber === file.caseNumber);
      expect(here.map(({ dueDate }) => dueDate)).toEqual(['2026-08-26', '2026-08-27']);
      expect(numbers(await open().mine(head, 100))).toContain(file.caseNumber);
      expect(numbers(await open().others(head, 100))).toContain(file.caseNumber);
      expect(numbers(await open().others(mate, 100))).not.toContain(file.caseNumber);
      expect(numbers(await open().mine(elsewhere, 100))).not.toContain(file.caseNumber);
      expect(await open().count(mate)).toBe(mine.length);
    });

    it('those of others are found however many of her own are due before them', async () => {
      await add({ ...CALL, doer: 'mate', due: '2026-08-20' });
      await add({ ...CALL, doer: 'head', due: '2026-08-21' });
      const [first] = await open().others(mate, 1);
      expect(first).toBeDefined();
      expect(first!.handlerId).not.toBe(mate.id);
    });

    it('past its day it is overdue: in the list, on the case, on the board and its sheet', async () => {
      await add({ ...CALL, due: '2026-08-20' });
      const overdue = async (actor = head) => numbers(await open().overdue(actor, 500));
      const marked = async () => {
        const mine = await open().mine(head, 500);
        return mine.find(({ caseNumber }) => caseNumber === file.caseNumber)!.overdue;
      };
      story.desk.time.set(Date.parse('2026-08-20T23:59:00+08:00'));
      expect([await marked(), (await detail()).tasks[0]!.overdue]).toEqual([false, false]);
      expect(await overdue()).not.toContain(file.caseNumber);
      story.desk.time.set(Date.parse('2026-08-21T00:00:00+08:00'));
      expect(await overdue()).toContain(file.caseNumber);
      expect(await overdue(control)).toContain(file.caseNumber);
      expect(await overdue(elsewhere)).not.toContain(file.caseNumber);
      expect([await marked(), (await detail()).tasks[0]!.overdue]).toEqual([true, true]);
      const sheet = await story.desk.get(BoardSheets).show(head);
      expect(numbers(sheet.tasks)).toContain(file.caseNumber);
    });

    it('a listed case names its nearest one', async () => {
      const taskOf = async () => {
        const { cases } = await story.desk.get(CaseLists).list(handler, { q: file.caseNumber });
        return cases[0]!.task;
      };
      expect(await taskOf()).toBeNull();
      await add({ ...CALL, due: '2026-08-31' });
      await add({ taskKind: 'VISIT', due: '2026-08-25' });
      expect(await taskOf()).toEqual({ kind: 'VISIT', dueDate: '2026-08-25', overdue: false });
    });
  });

  describe('made where the plan says so', () => {
    const ask = (lastDay: string) =>
      story.act(handler, file, 'request-correction', { what: '缺件', lastDay });
    const sweepAt = async (time: string) => {
      story.desk.time.set(Date.parse(`${time}+08:00`));
      await story.desk.get(TimerRunner).sweep();
    };
    const made = async () => (await tasks()).map(({ kind, dueDate, state }) => `${kind} ${dueDate} ${state}`);
    const CORRECTION = 'CORRECTION_CALL 2026-08-31 OPEN';

    it('two working days before a correction lapses: over the weekend, not a minute earlier, once', async () => {
      await ask('2026-08-31'); // a Monday
      await sweepAt('2026-08-26T23:59:00');
      expect(await made()).toEqual([]);
      await sweepAt('2026-08-27T00:00:00');
      await sweepAt('2026-08-28T09:00:00');
      expect(await made()).toEqual([CORRECTION]);
      expect((await story.desk.get(CaseReader).events(file.id)).at(-1)).toMatchObject({
        ...{ type: 'TASK_ADDED', actorKind: 'system' },
      });
    });

    it('at once where fewer days are left', async () => {
      await ask('2026-08-20');
      await sweepAt('2026-08-19T11:00:00');
      expect(await made()).toEqual(['CORRECTION_CALL 2026-08-20 OPEN']);
    });

    const append = (type: EventType, facts: EventFacts = {}) =>
      story.desk.get(UnitOfWork).run(async (manager) => {
        const context = await story.desk.get(CaseAccess).enter(manager, SYSTEM, { id: file.id });
        const at = story.desk.time.now();
        await story.desk.get(History).append(context, [{ type, at, actor: SYSTEM, facts }]);
      });

    it('not while the use of her data is stopped: she is not called', async () => {
      await ask('2026-08-31');
      await append('RESTRICTED');
      await sweepAt('2026-08-27T09:00:00');
      expect(await made()).toEqual([]);
    });

    it('later where the last day is postponed meanwhile', async () => {
      await ask('2026-08-31');
      await append('CORRECTION_POSTPONED', { lastDay: '2026-09-04', from: '2026-08-31' });
      await sweepAt('2026-08-27T09:00:00');
      await sweepAt('2026-09-01T23:59:00');
      expect(await made()).toEqual([]);
      await sweepAt('2026-09-02T00:00:00');
      expect(await made()).toEqual(['CORRECTION_CALL 2026-09-04 OPEN']);
    });

    it('not when the papers came before; and what came later ends it', async () => {
      await ask('2026-08-31');
      await story.act(handler, file, 'receive-correction');
      await sweepAt('2026-08-27T09:00:00');
      expect(await made()).toEqual([]);
      await ask('2026-09-04');
      await sweepAt('2026-09-03T09:00:00');
      await story.act(handler, file, 'receive-correction');
      expect(await made()).toEqual(['CORRECTION_CALL 2026-09-04 ENDED']);
      expect((await types()).slice(-2)).toEqual(['CORRECTED', 'TASK_ENDED']);
    });

    it('a hundred firings of the same timer make one', async () => {
      await ask('2026-08-31');
      story.desk.time.set(Date.parse('2026-08-27T09:00:00+08:00'));
      const timer = await story.desk
        .get(Reader)
        .repository(Timer)
        .findOneByOrFail({ caseId: file.id, kind: 'task.is-made' });
      const { get } = story.desk;
      const all = Array.from({ length: 100 }, () => get(TaskTimers).make(timer, story.desk.time.now()));
      await Promise.all(all);
      expect(await made()).toEqual([CORRECTION]);
    });

    it('a care call after a low rating, also of a closed case; none after a good one', async () => {
      const rated = async (score: number) => {
        ({ file } = await story.open(handler));
        await story.act(handler, file, 'assign', { unit: HOME });
        await story.act(handler, file, 'reply', { text: '已修復' });
        await story.act(handler, file, 'close');
        await story.pass(days(2));
        await rate(story, (await surveysOf(story, file))[0]!, score);
        await story.pass(hours(1));
        return made();
      };
      expect(await rated(4)).toEqual([]);
      story.desk.time.set(WEDNESDAY_MORNING);
      expect(await rated(2)).toEqual(['CARE_CALL 2026-08-25 OPEN']);
    });

    it('none for a case that was erased before its timer fired', async () => {
      await story.act(handler, file, 'reply', { text: '已修復' });
      await story.act(handler, file, 'close');
      await story.pass(days(2));
      await rate(story, (await surveysOf(story, file))[0]!, 1);
      await story.act(handler, file, 'supplementary-reply', { text: '再說明' });
      const { caseNumber } = file;
      await story.desk.get(Erasing).erase({ actor: SYSTEM, caseNumber, ground: 'OPERATOR' });
      await story.pass(hours(1));
      expect(await made()).toEqual([]);
      const timers = story.desk.get(Reader).repository(Timer);
      const [timer] = await timers.findBy({ caseId: file.id, kind: 'task.is-made' });
      expect(timer).toMatchObject({ state: 'FIRED', failures: 0 });
    });
  });
});

import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { BrokenList, ClockRow, type CaseFile } from '@app/cases';
import { StaffRegister, TrailEvent, type StaffActor } from '@app/people';
import { hours, Reader, taipeiMidnight, UnitOfWork } from '@app/platform';
import { Timer, TimerBook, TimerRunner } from '@app/sla/timers';
import { DATABASES } from '../../../test/support/databases.js';
import { WEDNESDAY_MORNING } from '../../../test/support/desk.js';
import { refusal, Story } from '../../../test/support/story.js';
import { ChaseLists, type OneList } from './chase-lists.js';
import { ChaseList, ChaseListRow, MorningDay } from './chase-list.entity.js';
import { Mornings } from './mornings.js';

const UNIT = 'demo.guidance';
const THURSDAY = '2026-08-20';
const FRIDAY = '2026-08-21';
const at = (day: string, hour: number) => taipeiMidnight(day) + hours(hour);
const PLAN = { plan: '今天請承辦人聯繫並於下班前回復' };

describe.each(DATABASES)('the lists of overdue cases, on %s', (_name, postgres) => {
  let story: Story;
  let head: StaffActor;
  let officer: StaffActor;
  let handler: StaffActor;
  let agent: StaffActor;
  let late: CaseFile;
  let today: CaseFile;
  let later: CaseFile;

  beforeAll(async () => {
    story = await Story.begin({ postgres });
    head = await story.staff(UNIT, ['UNIT_HEAD'], 'head');
    officer = await story.staff('demo.head-office', ['CONTROL_OFFICER'], 'officer');
    handler = await story.staff(UNIT, ['CASE_HANDLER'], 'handler');
    agent = await story.staff('demo.service-desk', ['FRONTLINE_AGENT'], 'agent');
  });
  /** Thursday morning: three cases and the list of the day. What other tests promised and listed is gone. */
  beforeEach(async () => {
    await story.desk.get(UnitOfWork).run(async (manager) => {
      for (const entity of [ChaseListRow, ChaseList, MorningDay, ClockRow, Timer])
        await manager.deleteAll(entity);
    });
    story.desk.time.set(WEDNESDAY_MORNING);
    [late, today, later] = [await given(), await given(), await given()];
    await story.act(officer, late, 'chase', { whom: handler.id, days: '3', text: '請說明進度' });
    await due(late, '2026-08-18', 'OVERDUE');
    await due(today, THURSDAY, 'ON_TRACK');
    await due(later, FRIDAY, 'ON_TRACK');
    await morning(THURSDAY);
  });
  afterAll(() => story.close());

  const given = async () => {
    const { file } = await story.open(agent);
    return story.act(agent, file, 'assign', { unit: UNIT, handler: handler.id });
  };
  /** A case of the unit on which the registry must act, by Monday. */
  const coHandled = async () => {
    const file = await given();
    await story.act(handler, file, 'co-handle', { unit: 'demo.registry', reason: '請提供意見' });
    await due(file, '2026-08-24', 'OVERDUE');
    return file;
  };
  const due = (file: CaseFile, dueDate: string, standing: 'OVERDUE' | 'ON_TRACK') =>
    story.desk.get(UnitOfWork).run(async (manager) => {
      const dueAt = at(dueDate, 24);
      await manager.update(ClockRow, { caseId: file.id, state: 'RUNNING' }, { dueAt, dueDate, standing });
      await manager.delete(Timer, { caseId: file.id }); // its clocks are not counted again
    });
  const morning = async (day: string) => {
    story.desk.time.set(at(day, 8.5));
    await story.desk.get(Mornings).arm();
    while (await story.desk.get(TimerRunner).sweep());
  };
  const lists = () => story.desk.get(ChaseLists);
  const one = (actor = head, day = THURSDAY, unit = UNIT) => lists().one(actor, unit, day);
  const numbers = async (...of: Parameters<typeof one>) => [
    ...new Set((await one(...of)).rows.map(({ caseNumber }) => caseNumber)),
  ];
  const states = async (actor: StaffActor, day = THURSDAY) => {
    const { units } = await lists().ofDay(actor, day);
    return units.filter(({ list }) => list).map(({ unitId, list }) => [unitId, list!.state]);
  };
  const acknowledge = (actor: StaffActor, day = THURSDAY, input: object = PLAN, unit = UNIT) =>
    lists().acknowledge(actor, unit, day, input);

  it('name what is overdue and what is due today, the longest overdue first, with who holds it and how late', async () => {
    expect(await numbers()).toEqual([late.caseNumber, today.caseNumber]);
    const list = await one();
    const count = list.rows.filter(({ late: isLate }) => isLate).length;
    expect([list.overdue, list.dueToday]).toEqual([count, list.rows.length - count]);
    expect(list.rows[0]).toMatchObject({
      ...{ caseNumber: late.caseNumber, actingUnitId: UNIT, handler: 'handler', dueDate: '2026-08-18' },
      ...{ late: true, workingDays: 2, subject: '路燈不亮', opens: true, place: 1 },
    });
    expect(list.rows.at(-1)).toMatchObject({ caseNumber: today.caseNumber, late: false, workingDays: 0 });
    expect(list.more).toBe(false);
  });

  it('say what the holder was last asked, and whether it had been answered that morning', async () => {
    const row = async (actor: StaffActor) =>
      (await one(actor)).rows.find(({ caseNumber }) => caseNumber === late.caseNumber)!;
    const asked = { chaseState: 'OPEN', chaseDueDate: '2026-08-24', asked: '請說明進度', answer: null };
    expect(await row(head)).toMatchObject(asked);
    await story.act(handler, late, 'answer-chase', { text: '已聯繫申請人' });
    // the row stays as it stood; what was answered since is said with it
    expect(await row(officer)).toMatchObject({ ...asked, answer: '已聯繫申請人' });
    expect((await one()).rows.at(-1)).toMatchObject({ chaseState: null, asked: null, answer: null });
  });

  it('stand until noon, are missed from then on, and are first among those of the day', async () => {
    story.desk.time.set(at(THURSDAY, 12) - 1);
    expect(await states(head)).toEqual([[UNIT, 'AWAITED']]);
    story.desk.time.set(at(THURSDAY, 12));
    expect(await states(officer)).toEqual([[UNIT, 'MISSED']]);
    const { units, made } = await lists().ofDay(officer);
    expect([units[0]!.unitId, made]).toEqual([UNIT, true]);
    expect(units.some(({ list }) => list === null)).toBe(true);
    expect(units.map(({ unitId }) => unitId)).not.toContain('demo.finance-team'); // partners have none
  });

  it('are not acknowledged by who oversees, handles or heads another unit', async () => {
    story.desk.time.set(at(THURSDAY, 12));
    const auditor = await story.staff('demo.head-office', ['AUDITOR']);
    const other = await story.staff('demo.registry', ['UNIT_HEAD']);
    for (const actor of [officer, auditor, other, handler, agent])
      expect([actor.name, (await refusal(acknowledge(actor))).kind]).toEqual([actor.name, 'NOT_FOUND']);
    for (const actor of [other, handler, agent])
      expect([actor.name, (await refusal(one(actor))).kind]).toEqual([actor.name, 'NOT_FOUND']);
    for (const actor of [handler, agent])
      expect((await refusal(lists().ofDay(actor))).kind).toBe('NOT_FOUND');
    expect(await states(other)).toEqual([]);
    expect(await states(auditor)).toEqual([[UNIT, 'MISSED']]);
    expect([(await one(head)).open, (await one(officer)).open, (await one(auditor)).open]).toEqual([
      ...[true, false, false],
    ]);
  });

  it('are read of all units by who oversees them; a head who is an agent, too, reads those of a head', async () => {
    const both = await story.staff('demo.registry', ['UNIT_HEAD', 'FRONTLINE_AGENT']);
    const ofAll = await story.staff('demo.registry', ['UNIT_HEAD', 'CONTROL_OFFICER']);
    const units = async (actor: StaffActor) => (await lists().ofDay(actor)).units.map(({ unitId }) => unitId);
    expect(await units(both)).toEqual(['demo.registry']);
    expect((await units(ofAll)).length).toBeGreaterThan(1);
    const member = await story.staff('demo.finance-team', ['PARTNER']);
    expect((await refusal(lists().ofDay(member))).kind).toBe('NOT_FOUND');
  });

  it('need words, short and without personal data', async () => {
    const refused = async (plan?: string) =>
      (await refusal(acknowledge(head, THURSDAY, { plan }))).detail.fields;
    expect(await refused()).toEqual([{ field: 'plan', code: 'required' }]);
    expect(await refused('  ')).toEqual([{ field: 'plan', code: 'required' }]);
    expect(await refused('長'.repeat(201))).toMatchObject([{ field: 'plan', code: 'too-long' }]);
    expect(await refused('請電 0912-345-678')).toEqual([
      { field: 'plan', code: 'plan-personal', params: { what: 'phone' } },
    ]);
    expect((await one()).acknowledgedAt).toBeNull();
  });

  it('are acknowledged once, of two who do it at once one is refused; by whom, when and with what words is kept', async () => {
    story.desk.time.set(at(THURSDAY, 13));
    const own = await story.staff(UNIT, ['UNIT_HEAD'], 'own');
    const above = await story.staff('demo.head-office', ['UNIT_HEAD'], 'above');
    const outcomes = await Promise.allSettled([acknowledge(own), acknowledge(above)]);
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    const winner = outcomes[0]!.status === 'fulfilled' ? own : above;
    expect(await one(officer)).toMatchObject({
      ...{ acknowledgedAt: at(THURSDAY, 13), acknowledgedBy: winner.id, reader: winner.name },
      ...{ plan: PLAN.plan, state: 'READ_LATE', open: false },
    });
    const again = await refusal(acknowledge(own));
    expect([again.kind, again.code]).toEqual(['NOT_ALLOWED', 'chase-list-read']);
    const where = { type: 'CHASE_LIST_ACKNOWLEDGED', staffId: winner.id };
    const noted = await story.desk.get(Reader).repository(TrailEvent).findBy(where);
    expect(noted.map(({ detail }) => detail)).toEqual([{ unit: UNIT, day: THURSDAY }]);
  });

  it('stay as they stood, whatever becomes of the cases; made once a day', async () => {
    await acknowledge(head);
    await story.act(handler, late, 'reply', { text: '已處理' });
    expect(await numbers()).toEqual([late.caseNumber, today.caseNumber]);
    const again = { kind: 'morning.list', caseId: null, subjectId: UNIT, occurrence: THURSDAY } as const;
    await story.desk.get(TimerBook).arm([{ ...again, dueAt: story.desk.time.now() }]);
    await story.desk.get(TimerRunner).sweep();
    expect(await numbers()).toEqual([late.caseNumber, today.caseNumber]);
    expect((await one()).plan).toBe(PLAN.plan);
  });

  it('on the next day there is a new one, and that of the day before cannot be acknowledged any more', async () => {
    story.desk.time.set(at(THURSDAY, 13));
    await acknowledge(head);
    await story.act(handler, late, 'reply', { text: '已處理' });
    await due(today, THURSDAY, 'OVERDUE');
    await morning(FRIDAY);
    expect(await numbers(head, FRIDAY)).toEqual([today.caseNumber, later.caseNumber]);
    // due on Thursday until 24:00, which is the first moment of Friday
    const yesterday = (await one(head, FRIDAY)).rows.filter(
      ({ caseNumber }) => caseNumber === today.caseNumber,
    );
    expect(new Set(yesterday.map(({ late: isLate, workingDays }) => `${isLate} ${workingDays}`))).toEqual(
      new Set(['true 1']),
    );
    story.desk.time.set(at('2026-08-22', 0));
    const over = await refusal(acknowledge(head, FRIDAY));
    expect([over.kind, over.code]).toEqual(['NOT_ALLOWED', 'chase-list-over']);
    expect(await states(officer, FRIDAY)).toEqual([[UNIT, 'MISSED']]);
    expect(await states(officer, THURSDAY)).toEqual([[UNIT, 'READ_LATE']]);
    expect((await one(head, FRIDAY)).open).toBe(false);
  });

  it('the deputy of a head who is away acknowledges in her place, and reads nothing else', async () => {
    const monday = '2026-08-24';
    await morning(monday);
    const deputy = await story.staff('demo.registry', ['CASE_HANDLER'], 'deputy');
    const away = await story.staff(UNIT, ['UNIT_HEAD']);
    expect((await refusal(one(deputy, monday))).kind).toBe('NOT_FOUND');
    await story.desk.get(StaffRegister).setAbsence(away.id, { awayUntil: monday, deputyId: deputy.id });
    const list = await one(deputy, monday);
    expect([list.open, (await lists().ofDay(deputy)).units.map(({ unitId }) => unitId)]).toEqual([
      ...[true, [UNIT]],
    ]);
    // she does not read the cases themselves, nor what was asked and answered about them
    const hidden = { opens: false, subject: null, asked: null, answer: null };
    expect(list.rows.length).toBeGreaterThan(0);
    expect(list.rows).toEqual(list.rows.map((row) => expect.objectContaining({ ...row, ...hidden })));
    await acknowledge(deputy, monday);
    expect(await one(officer, monday)).toMatchObject({ reader: 'deputy', state: 'READ' });
  });

  it('a promise on which another unit must act stands on the lists of both', async () => {
    const tuesday = '2026-08-25';
    const other = await story.staff('demo.registry', ['UNIT_HEAD'], 'registry');
    const file = await coHandled();
    await morning(tuesday);
    const ofRegistry = async (of: OneList) =>
      of.rows.filter(
        ({ caseNumber, actingUnitId }) => caseNumber === file.caseNumber && actingUnitId !== UNIT,
      );
    for (const list of [await one(head, tuesday), await one(other, tuesday, 'demo.registry')])
      expect(await ofRegistry(list)).toMatchObject([
        { actingUnitId: 'demo.registry', handler: null, handlerId: null, opens: true, subject: '路燈不亮' },
      ]);
    const { rows, overdue, dueToday } = await one(other, tuesday, 'demo.registry');
    expect([overdue, dueToday]).toEqual([rows.length, 0]);
    expect(rows.every(({ actingUnitId }) => actingUnitId === 'demo.registry')).toBe(true);
  });

  it('name two hundred promises, and say that there are more', async () => {
    const wednesday = '2026-08-26';
    const [row] = await story.desk.get(BrokenList).of(UNIT, at(wednesday, 24), 1);
    const many = (n: number) =>
      Array.from({ length: n }, (_, index) => ({ ...row!, clockId: `clock ${index}` }));
    const broken = jest.spyOn(story.desk.get(BrokenList), 'of').mockImplementation(async () => many(201));
    await morning(wednesday);
    const list = await one(officer, wednesday);
    expect([list.rows.length, list.more]).toEqual([200, true]);
    broken.mockImplementation(async () => many(200));
    await morning('2026-08-27');
    const exact = await one(officer, '2026-08-27');
    expect([exact.rows.length, exact.more]).toEqual([200, false]);
    broken.mockRestore();
  });

  it('of a day without a list, and of what is no day or unit, there is nothing', async () => {
    await coHandled();
    for (const day of [FRIDAY, '2026-08-24', '2026-08-25', '2026-08-26', '2026-08-27']) await morning(day);
    for (const [day, unit] of [
      ['2026-08-23', UNIT],
      ['x', UNIT],
      [THURSDAY, 'demo.none'],
      [THURSDAY, 'sme.desk'],
    ])
      expect((await refusal(one(officer, day, unit))).kind).toBe('NOT_FOUND');
    expect(await lists().ofDay(officer, '2026-08-23')).toMatchObject({
      ...{ made: false, before: FRIDAY, after: '2026-08-24' },
    });
    expect(await lists().ofDay(officer, THURSDAY)).toMatchObject({ made: true, before: null, after: FRIDAY });
    expect((await lists().ofDay(officer, '2026-08-27')).after).toBeNull();
    expect((await lists().ofDay(officer, 'x')).day).toBe('2026-08-27');
    const all = await story.desk.get(Reader).repository(ChaseList).findBy({ day: '2026-08-25' });
    expect(new Set(all.map(({ unitId }) => unitId))).toEqual(new Set([UNIT, 'demo.registry']));
  });
});

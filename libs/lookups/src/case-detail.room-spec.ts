import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CaseKey, ClockRow } from '@app/cases';
import type { StaffActor } from '@app/people';
import { days, newId, SetTime, UnitOfWork } from '@app/platform';
import { Referral } from '@app/referrals';
import { DataRequest } from '@app/rights';
import { Survey, Surveys } from '@app/satisfaction';
import { TimerRunner } from '@app/sla/timers';
import { WEDNESDAY_MORNING } from '../../../test/support/desk.js';
import { refusal, Story } from '../../../test/support/story.js';
import { DATABASES } from '../../../test/support/databases.js';
import { CaseDetails } from './case-detail.js';
import { HolidayLists } from './holiday-list.js';

describe.each(DATABASES)('the page of one case for staff, on %s', (_name, postgres) => {
  let story: Story;
  let agent: StaffActor;
  let handler: StaffActor;

  beforeAll(async () => {
    story = await Story.begin({ postgres });
    agent = await story.staff('demo.service-desk', ['FRONTLINE_AGENT']);
    handler = await story.staff('demo.guidance', ['CASE_HANDLER']);
  });
  afterAll(() => story.close());
  const change = <T extends object>(entity: new () => T, where: object, to: object) =>
    story.desk.get(UnitOfWork).run((manager) => manager.update(entity, where, to));
  const show = (actor: StaffActor, number: string) => story.desk.get(CaseDetails).show(actor, number);

  it('has the text, petitioner, history, promises and messages of the case, each in order', async () => {
    const contact = { name: '陳大文', email: 'wen@example.tw', phone: '0912-345-678' };
    const { file } = await story.open(agent, { contact });
    const { file: other } = await story.open(agent);
    const first = await story.refer(agent, file, 'demo.startup-team');
    const second = await story.refer(agent, file, 'demo.finance-team');
    await story.refer(agent, other, 'demo.north-team');
    await story.act(handler, file, 'note', { text: '內部' });
    const detail = await show(handler, file.caseNumber);
    expect(detail).toMatchObject({
      description: '巷口的路燈不亮',
      petitioner: { name: '陳大文', email: 'wen@example.tw', phone: '+886912345678' },
    });
    expect(detail.events.map(({ type }) => type)).toEqual(await story.events(file));
    expect(detail.events.at(-1)).toMatchObject({ type: 'NOTED', text: '內部', actorUnitId: 'demo.guidance' });
    expect(detail.referrals.map(({ id }) => id)).toEqual([first, second]);
    await change(Referral, { id: first }, { offeredAt: story.desk.time.now() });
    const later = await show(handler, file.caseNumber);
    expect(later.referrals.map(({ id }) => id)).toEqual([second, first]);
    expect(detail.notices.map(({ kind }) => kind).toSorted()).toEqual(await story.notices(file));
    const at = detail.notices.map(({ createdAt }) => createdAt);
    expect(at).toEqual(at.toSorted((a, b) => a - b));
    expect(detail.clocks.filter(({ clock }) => clock.subject !== 'CASE')).toHaveLength(4);
  });

  it('also shows promises that are not public', async () => {
    const { file } = await story.open(agent);
    await story.act(handler, file, 'reply', { text: '答復' });
    const { clocks } = await show(handler, file.caseNumber);
    expect(clocks.map(({ entry }) => entry.id)).toContain('house.wrap-up');
    expect(clocks.find(({ entry }) => entry.id === 'house.wrap-up')!.entry.public).toBe(false);
  });

  it('offers the acts that the actor may perform on the case and its referrals', async () => {
    const { file } = await story.open(agent);
    const referral = await story.refer(agent, file, 'demo.finance-team');
    const auditor = await story.staff('demo.guidance', ['AUDITOR']);
    const acts = async (actor: StaffActor) => {
      const detail = await show(actor, file.caseNumber);
      return { acts: detail.acts, referral: detail.referrals[0]!.acts };
    };
    expect((await acts(handler)).acts).toContain('extend');
    expect((await acts(agent)).acts).not.toContain('extend');
    expect((await acts(agent)).acts).toContain('assign');
    expect([(await acts(agent)).referral, (await acts(handler)).referral]).toEqual([['recall'], ['recall']]);
    expect(await acts(auditor)).toEqual({ acts: [], referral: [] });
    await story.referralAct(agent, referral, 'recall', { reason: '改由他組' });
    expect((await acts(agent)).referral).toEqual([]);
  });

  it('is found only by staff who see the case', async () => {
    const { file } = await story.open(agent);
    const stranger = await story.staff('demo.registry', ['CASE_HANDLER']);
    expect((await refusal(show(stranger, file.caseNumber))).kind).toBe('NOT_FOUND');
    for (const actor of [{ kind: 'citizen', caseId: file.id }, { kind: 'system' }] as const)
      expect((await refusal(story.desk.get(CaseDetails).show(actor, file.caseNumber))).kind).toBe(
        'NOT_FOUND',
      );
    expect((await refusal(show(agent, 'DEMO-1150101-00001-0'))).kind).toBe('NOT_FOUND');
  });

  it('has who was asked for an opinion and who was chased, in order, with what was asked and answered', async () => {
    const head = await story.staff('demo.guidance', ['UNIT_HEAD']);
    const [file, other] = [(await story.open(agent)).file, (await story.open(agent)).file];
    await story.act(agent, file, 'assign', { unit: 'demo.guidance', handler: handler.id });
    await story.act(agent, other, 'assign', { unit: 'demo.guidance' });
    for (const unit of ['demo.registry', 'demo.city-services'])
      await story.act(handler, file, 'co-handle', { unit });
    await story.act(handler, other, 'co-handle', { unit: 'demo.registry' });
    await story.act(head, file, 'chase', { whom: 'demo.registry', days: '2', text: '請說明' });
    const clerk = await story.staff('demo.registry', ['CASE_HANDLER']);
    await story.act(clerk, file, 'answer-chase', { text: '明日回復' });
    await story.act(head, file, 'chase', { whom: 'demo.city-services', days: '2', text: '也請說明' });
    const { coHandlings, chases } = await show(handler, file.caseNumber);
    expect(coHandlings.map(({ unitId }) => unitId)).toEqual(['demo.registry', 'demo.city-services']);
    expect(chases.map(({ unitId, text, answer }) => [unitId, text, answer])).toEqual([
      ['demo.registry', '請說明', '明日回復'],
      ['demo.city-services', '也請說明', null],
    ]);
    expect((await show(handler, other.caseNumber)).chases).toEqual([]);
    // a unit that is asked reads the case
    expect((await show(clerk, file.caseNumber)).file.id).toBe(file.id);
  });

  it('has its tasks, those past their day marked while they are open', async () => {
    const now = story.desk.time.now();
    story.desk.time.set(WEDNESDAY_MORNING);
    const { file } = await story.open(agent);
    for (const due of ['2026-08-20', '2026-08-21'])
      await story.act(agent, file, 'add-task', { taskKind: 'FOLLOW_UP', due });
    const marked = async () =>
      (await show(agent, file.caseNumber)).tasks.map((task) => [task.dueDate, task.state, task.overdue]);
    story.desk.time.set(Date.parse('2026-08-21T12:00:00+08:00'));
    expect(await marked()).toEqual([
      ['2026-08-20', 'OPEN', true],
      ['2026-08-21', 'OPEN', false],
    ]);
    const [first] = (await show(agent, file.caseNumber)).tasks;
    await story.act(agent, file, 'finish-task', { task: first!.id, outcome: 'DONE' });
    expect(await marked()).toEqual([
      ['2026-08-21', 'OPEN', false],
      ['2026-08-20', 'DONE', false],
    ]);
    story.desk.time.set(now);
  });

  it('names the requests about her data: the case that is one, and the case that it is about', async () => {
    const [about, request, other] = [
      (await story.open(agent)).file,
      (await story.open(agent)).file,
      (await story.open(agent)).file,
    ];
    const row = { id: newId(0), caseId: request.id, aboutCaseId: about.id, kind: 'COPY', createdAt: 1 };
    await story.desk.get(UnitOfWork).run((manager) => manager.insert(DataRequest, row as DataRequest));
    const named = async ({ caseNumber }: typeof about) => (await show(agent, caseNumber)).requests;
    const shown = [{ kind: 'COPY', decision: null, caseNumber: request.caseNumber }];
    expect([await named(about), await named(request), await named(other)]).toEqual([shown, shown, []]);
  });

  it('names receivers of messages masked, and her other cases', async () => {
    const contact = { name: '林', email: 'lin@example.tw', phone: '0933-000-111' };
    const [file, other] = [
      (await story.open(agent, { contact })).file,
      (await story.open(agent, { contact })).file,
    ];
    const { notices, receivers, others } = await show(agent, file.caseNumber);
    const to = notices.map(({ id, channel }) => [channel, receivers.get(id)]);
    expect(to).toContainEqual(['EMAIL', expect.stringMatching(/^l\*+@example\.tw$/)]);
    expect(to).toContainEqual(['SMS', '***111']);
    expect(others.cases.map(({ caseNumber }) => caseNumber)).toEqual([other.caseNumber]);
  });

  it('names the people of the units to whom the actor may give it', async () => {
    const { file } = await story.open(agent);
    expect((await show(agent, file.caseNumber)).colleagues.map(({ id }) => id)).toContain(handler.id);
    await story.act(agent, file, 'withdraw', { reason: '不用了' });
    expect((await show(agent, file.caseNumber)).colleagues).toEqual([]);
  });

  it('shows her rating in her own words to those who see the case, until it is erased', async () => {
    const { file } = await story.open(agent);
    await story.act(agent, file, 'reply', { text: '答復' });
    await story.act(agent, file, 'close');
    await story.pass(days(1));
    await story.desk.get(TimerRunner).sweep();
    const rate = { score: 2, comment: '沒有說明什麼時候會處理' };
    const token = (await story.desk.get(Surveys).askedOf({ kind: 'citizen', caseId: file.id }))!;
    await story.desk.get(Surveys).answer(token, rate);
    expect((await show(handler, file.caseNumber)).surveys).toMatchObject([{ state: 'ANSWERED', ...rate }]);
    await story.desk.get(UnitOfWork).run((manager) => manager.delete(CaseKey, { caseId: file.id }));
    expect((await show(handler, file.caseNumber)).surveys).toMatchObject([{ score: 2, comment: null }]);
  });

  it('lists the questionnaires, planned ones first', async () => {
    const { file } = await story.open(agent);
    for (let round = 0; round < 2; round++) {
      await story.act(agent, file, 'reply', { text: '答復' });
      await story.act(agent, file, 'close');
      await story.pass(days(8));
      if (round === 0) await story.act(agent, file, 'reopen', { reason: '又壞了' });
    }
    const { file: other } = await story.open(agent);
    await story.act(agent, other, 'reply', { text: '答復' });
    await story.act(agent, other, 'close');
    expect((await show(agent, other.caseNumber)).surveys).toHaveLength(1);
    const last = (await show(agent, file.caseNumber)).surveys.at(-1)!;
    await change(Survey, { id: last.id }, { plannedAt: 1 });
    const { surveys } = await show(agent, file.caseNumber);
    expect(surveys[0]!.id).toBe(last.id);
    expect(surveys.length).toBeGreaterThan(1);
    const planned = surveys.map(({ plannedAt }) => plannedAt);
    expect(planned).toEqual(planned.toSorted((a, b) => a - b));
  });
});

/** Lunar New Year 2026: off from Saturday 14 to Sunday 22 February; the last working day is Friday the 13th. */
describe.each(DATABASES)('the next long holiday, on %s', (_name, postgres) => {
  let story: Story;
  let head: StaffActor;
  beforeAll(async () => {
    story = await Story.begin({ postgres, time: new SetTime(Date.parse('2026-02-05T10:00:00+08:00')) });
    head = await story.staff('demo.guidance', ['UNIT_HEAD']);
  });
  afterAll(() => story.close());

  it.each([
    ['02-09', false],
    ['02-10', true],
    ['02-12', true],
    ['02-13', true],
  ])('on %s is near: %s, three working days before its last one', async (date, near) => {
    story.desk.time.set(Date.parse(`2026-${date}T10:00:00+08:00`));
    const list = await story.desk.get(HolidayLists).show(head);
    expect(list).toMatchObject({
      lastWorkingDay: '2026-02-13',
      offFrom: '2026-02-14',
      offTo: '2026-02-22',
      backOn: '2026-02-23',
      near,
    });
    expect((await story.desk.get(HolidayLists).ifNear(head)) !== null).toBe(near);
  });

  it('lists for each unit the promises on which it must act, in any case', async () => {
    story.desk.time.set(Date.parse('2026-02-10T10:00:00+08:00'));
    const agent = await story.staff('demo.service-desk', ['FRONTLINE_AGENT']);
    const team = await story.staff('demo.finance-team', ['UNIT_HEAD']);
    const { file } = await story.open(agent);
    await story.refer(agent, file, team.unitId);
    const dueAt = Date.parse('2026-02-20T10:00:00+08:00');
    await story.desk
      .get(UnitOfWork)
      .run((manager) => manager.update(ClockRow, { caseId: file.id, state: 'RUNNING' }, { dueAt }));
    for (const who of [head, team]) {
      const { due } = (await story.desk.get(HolidayLists).show(who))!;
      expect(new Set(due.map(({ unitId }) => unitId))).toEqual(new Set([who.unitId]));
    }
  });

  it('is unknown past the last year of the calendars', async () => {
    story.desk.time.set(Date.parse('2090-01-02T10:00:00+08:00'));
    for (const ask of ['show', 'ifNear'] as const)
      expect(await story.desk.get(HolidayLists)[ask](head)).toBeNull();
  });

  it('is only for staff who have a board', async () => {
    const handler = await story.staff('demo.guidance', ['CASE_HANDLER']);
    for (const ask of ['show', 'ifNear'] as const)
      expect((await refusal(story.desk.get(HolidayLists)[ask](handler))).kind).toBe('NOT_FOUND');
  });
});

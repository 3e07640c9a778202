import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { CaseFile, ClockRow } from '@app/cases';
import { StaffRegister, type StaffActor } from '@app/people';
import { days, hours, Reader, taipeiMidnight, UnitOfWork } from '@app/platform';
import { Timer, TimerRunner } from '@app/sla/timers';
import { DATABASES } from '../../../test/support/databases.js';
import { WEDNESDAY_MORNING } from '../../../test/support/desk.js';
import { refusal, Story } from '../../../test/support/story.js';
import { BoardSheets } from './board-sheet.js';

const UNIT = 'demo.guidance';
/** The desk begins on Wednesday 2026-08-19; the first step of a case is due on Thursday. */
const FRIDAY = taipeiMidnight('2026-08-21') + hours(8);
const MONDAY = taipeiMidnight('2026-08-24') + hours(8);
const TUESDAY = taipeiMidnight('2026-08-25') + hours(8);

describe.each(DATABASES)('the morning sheet, on %s', (_name, postgres) => {
  let story: Story;
  let head: StaffActor;
  let officer: StaffActor;
  let handler: StaffActor;
  let deputy: StaffActor;
  let agent: StaffActor;
  let fresh: CaseFile;
  let held: CaseFile;

  beforeAll(async () => {
    story = await Story.begin({ postgres });
    head = await story.staff(UNIT, ['UNIT_HEAD'], 'head');
    officer = await story.staff('demo.planning', ['CONTROL_OFFICER'], 'officer');
    handler = await story.staff(UNIT, ['CASE_HANDLER'], 'handler');
    deputy = await story.staff('demo.registry', ['CASE_HANDLER'], 'deputy');
    agent = await story.staff('demo.service-desk', ['FRONTLINE_AGENT'], 'agent');
  });
  beforeEach(async () => {
    // what earlier tests left counts no more
    await story.desk.get(UnitOfWork).run(async (manager) => {
      await manager.query('DELETE FROM chase');
      const over = { open: false, status: 'CLOSED' as const, waitsFor: 'NONE' as const, handlerId: null };
      await manager.updateAll(CaseFile, over);
      for (const entity of [ClockRow, Timer]) await manager.deleteAll(entity);
    });
    for (const who of [handler, deputy]) await absent(who, { awayUntil: null, deputyId: null });
    story.desk.time.set(WEDNESDAY_MORNING);
    fresh = (await story.open(agent)).file;
    held = (await story.open(agent)).file;
    await story.act(agent, held, 'assign', { unit: UNIT, handler: handler.id });
    await story.act(officer, held, 'chase', { whom: handler.id, days: '2', text: '請說明' });
    await story.act(handler, held, 'extend', { length: '5wd', reason: '查證', approver: head.id });
    const { file } = await story.open(agent);
    await story.act(agent, file, 'assign', { unit: UNIT, handler: handler.id });
    await story.act(agent, file, 'withdraw', { reason: '不用了' });
  });
  afterAll(() => story.close());

  const at = async (now: number) => {
    story.desk.time.set(now);
    await story.desk.get(TimerRunner).sweep();
  };
  const sheet = (actor = officer) => story.desk.get(BoardSheets).show(actor);
  const numbers = (rows: { caseNumber: string }[]) => rows.map(({ caseNumber }) => caseNumber);
  const absent = (who: StaffActor, change: object) =>
    story.desk.get(StaffRegister).setAbsence(who.id, change);
  const whatIf = async (actor: StaffActor, day: string) => {
    const found = await story.desk.get(BoardSheets).whatIf(actor, handler.id, day);
    return found && [found.deputy?.name ?? null, numbers(found.cases)];
  };

  it('has what is due today, and the day after what broke since the working day before', async () => {
    await at(taipeiMidnight('2026-08-20') + hours(8));
    expect(numbers((await sheet()).today)).toContain(fresh.caseNumber);
    expect((await sheet()).broken).toEqual([]);
    await at(FRIDAY);
    expect(numbers((await sheet()).broken)).toContain(fresh.caseNumber);
    expect(numbers((await sheet()).today)).not.toContain(fresh.caseNumber);
    const { broken, today, numbers: counted } = await sheet();
    expect([counted.broken, counted.today]).toEqual([broken.length, today.length]);
    expect(counted.broken).toBeGreaterThan(0);
    await at(MONDAY); // Friday is the working day before
    expect(numbers((await sheet()).broken)).not.toContain(fresh.caseNumber);
    await at(TUESDAY);
    expect((await sheet()).broken).toEqual([]);
  });

  it('has what no one has begun with, what waits for approval, and what was chased', async () => {
    const { untouched, approval, chases } = await sheet();
    expect(numbers(untouched.cases)).toEqual([fresh.caseNumber]);
    expect(numbers(approval.cases)).toEqual([held.caseNumber]);
    expect(numbers(chases)).toEqual([held.caseNumber]);
    expect((await sheet()).numbers).toMatchObject({
      untouched: 1,
      approval: 1,
      chases: 1,
      tasks: 0,
      away: 0,
    });
    // heads have what their own units are to answer
    expect(numbers((await sheet(head)).chases)).toEqual([held.caseNumber]);
    const other = await story.staff('demo.city-services', ['UNIT_HEAD']);
    expect((await sheet(other)).chases).toEqual([]);
  });

  it('names who is away without a deputy who is there, with the cases in hand', async () => {
    const away = async (actor = officer) =>
      (await sheet(actor)).away.map(({ name, cases }) => [name, numbers(cases)]);
    expect(await away()).toEqual([]);
    await absent(handler, { awayUntil: '2026-08-28' });
    expect(await away()).toEqual([['handler', [held.caseNumber]]]);
    expect(await away(head)).toEqual([['handler', [held.caseNumber]]]);
    expect((await sheet()).numbers.away).toBe(1);
    await absent(handler, { deputyId: deputy.id });
    expect([await away(), await away(head)]).toEqual([[], []]);
    await absent(deputy, { awayUntil: '2026-08-26' });
    expect(await away()).toEqual([
      ['deputy', []],
      ['handler', [held.caseNumber]],
    ]);
  });

  it('tells who would do the work of a person on a day, to those who see that person’s unit', async () => {
    await absent(handler, { awayUntil: '2026-08-28', deputyId: deputy.id });
    await absent(deputy, { awayUntil: '2026-08-26' });
    expect(await whatIf(officer, '2026-08-26')).toEqual([null, [held.caseNumber]]);
    expect(await whatIf(head, '2026-08-27')).toEqual(['deputy', [held.caseNumber]]);
    const other = await story.staff('demo.registry', ['UNIT_HEAD']);
    expect(await whatIf(other, '2026-08-26')).toBeUndefined();
  });

  it('goes from the start of the working day before to the end of today', async () => {
    await at(MONDAY + days(7));
    const [friday, now, midnight] = [
      FRIDAY + days(7) - hours(8),
      MONDAY + days(7),
      TUESDAY + days(7) - hours(8),
    ];
    const { id } = (await story.desk
      .get(Reader)
      .repository(ClockRow)
      .findOneBy({ caseId: held.id, state: 'RUNNING' }))!;
    const parts = async (dueAt: number) => {
      await story.desk.get(UnitOfWork).run((manager) => manager.update(ClockRow, { id }, { dueAt }));
      const { broken, today } = await sheet();
      return [broken, today].map((rows) => rows.find(({ clockId }) => clockId === id)?.state);
    };
    expect(await parts(friday)).toEqual([undefined, undefined]);
    expect(await parts(friday + 1)).toEqual(['OVERDUE', undefined]);
    expect(await parts(now)).toEqual(['OVERDUE', undefined]);
    expect(await parts(now + 1)).toEqual([undefined, 'RUNNING']);
    expect(await parts(midnight)).toEqual([undefined, 'RUNNING']);
    expect(await parts(midnight + 1)).toEqual([undefined, undefined]);
  });

  it('says that a person who is away has more cases than are listed', async () => {
    const absence = async () =>
      (await story.desk.get(BoardSheets).whatIf(officer, handler.id, '2026-08-31'))!;
    expect(await absence()).toMatchObject({ more: false });
    for (let n = 0; n < 25; n++) {
      const { id } = (await story.open(agent)).file;
      await story.desk
        .get(UnitOfWork)
        .run((manager) => manager.update(CaseFile, { id }, { handlerId: handler.id }));
    }
    const { cases, more } = await absence();
    expect([cases.length, more]).toEqual([25, true]);
  });

  it('is for those who have a board', async () => {
    expect((await refusal(sheet(handler))).kind).toBe('NOT_FOUND');
    expect((await refusal(whatIf(handler, '2026-08-26'))).kind).toBe('NOT_FOUND');
  });

  it('has chases by the day to answer, and those that wait for an answer alone', async () => {
    const before = (await sheet()).numbers.chases;
    const chased = async (days: string) => {
      const { file } = await story.open(agent);
      await story.act(agent, file, 'assign', { unit: UNIT });
      await story.act(officer, file, 'chase', { whom: UNIT, days, text: '請說明' });
      return file;
    };
    const [later, sooner, answered] = [await chased('5'), await chased('3'), await chased('4')];
    await story.act(head, answered, 'answer-chase', { text: '預定下週會勘' });
    const { chases, numbers: counted } = await sheet();
    const ours = [later, sooner, answered].map(({ caseNumber }) => caseNumber);
    expect(numbers(chases).filter((one) => ours.includes(one))).toEqual([
      sooner.caseNumber,
      later.caseNumber,
    ]);
    expect(counted.chases).toBe(before + 2);
  });
});

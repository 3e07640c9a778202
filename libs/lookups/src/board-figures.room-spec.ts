import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ClockRow, type CaseFile } from '@app/cases';
import type { StaffActor } from '@app/people';
import { days, minutes, newId, UnitOfWork } from '@app/platform';
import { DATABASES } from '../../../test/support/databases.js';
import { WEDNESDAY_MORNING as NOW } from '../../../test/support/desk.js';
import { refusal, Story } from '../../../test/support/story.js';
import { BoardFiguresLookup } from './board-figures.js';

const UNIT = 'demo.guidance';
const PARTNER = 'demo.finance-team';

describe.each(DATABASES)('the figures of a board, on %s', (_name, postgres) => {
  let story: Story;
  let head: StaffActor;
  let handler: StaffActor;
  let officer: StaffActor;
  let file: CaseFile;
  let clocks = 0;

  beforeAll(async () => {
    story = await Story.begin({ postgres });
    head = await story.staff(UNIT, ['UNIT_HEAD'], 'head');
    handler = await story.staff(UNIT, ['CASE_HANDLER'], 'handler');
    officer = await story.staff('demo.planning', ['CONTROL_OFFICER'], 'officer');
    const agent = await story.staff('demo.service-desk', ['FRONTLINE_AGENT'], 'agent');
    ({ file } = await story.open(agent));
    await story.act(agent, file, 'assign', { unit: UNIT, handler: handler.id });
    await story.open(agent);
    await story.desk.get(UnitOfWork).run((manager) => manager.deleteAll(ClockRow));
  });
  afterAll(() => story.close());

  /** A later minute, as figures are counted once a minute. */
  const figures = (actor = head) => {
    story.desk.time.forward(minutes(1));
    return story.desk.get(BoardFiguresLookup).show(actor);
  };
  const clock = (some: Partial<ClockRow>) => {
    const row = {
      ...{ id: newId(NOW), caseId: file.id, organisationId: 'demo', unitId: UNIT, ownerUnitId: UNIT },
      ...{ commitmentId: 'law.petition', commitmentVersion: '1', calendarVersion: '1', subjectId: '' },
      ...{ subject: 'CASE' as const, occurrence: ++clocks, startedAt: NOW - days(60), generation: 1 },
      ...{ state: 'RUNNING' as const, standing: null, warnAt: null, endedAt: null, dueDate: '2026-08-18' },
      ...{ dueAt: NOW - days(1), ...some },
    };
    return story.desk.get(UnitOfWork).run((manager) => manager.insert(ClockRow, row));
  };
  const sums = async (actor?: StaffActor) =>
    (await figures(actor)).attained.map(({ commitmentId, unitId, channel, kept, late, open }) => [
      ...[commitmentId, unitId, channel],
      ...[kept, late, open],
    ]);

  it('count what was kept, was late, and is open and overdue, by promise, unit and channel, each once', async () => {
    await clock({ state: 'ON_TIME', endedAt: NOW - days(2) });
    await clock({ state: 'ON_TIME', endedAt: NOW - days(29) });
    await clock({ state: 'LATE', endedAt: NOW });
    await clock({ standing: 'OVERDUE' });
    await clock({ standing: 'WARNING' }); // its timer has not fired yet
    await clock({ state: 'CANCELLED', endedAt: NOW }); // broken, then withdrawn
    await clock({ unitId: PARTNER, state: 'ON_TIME', endedAt: NOW });
    // neither
    await clock({ state: 'ON_TIME', endedAt: NOW - days(32) });
    await clock({ standing: 'WARNING', dueAt: NOW + days(1) });
    await clock({ state: 'CANCELLED', endedAt: NOW - days(2) });
    await clock({ state: 'CANCELLED', endedAt: NOW, subject: 'REFERRAL_CHAIN' });
    const all = [
      ['law.petition', PARTNER, 'PHONE', 1, 0, 0],
      ['law.petition', UNIT, 'PHONE', 2, 2, 2],
    ];
    expect((await sums()).toSorted()).toEqual(all);
    expect((await sums(officer)).toSorted()).toEqual(all);
    const partner = await story.staff(PARTNER, ['UNIT_HEAD']);
    expect(await sums(partner)).toEqual([all[0]]);
  });

  it('name the people of the own units with their open and overdue cases', async () => {
    story.desk.time.set(NOW + days(100));
    const loads = (await figures()).people.map(({ name, open, overdue }) => [name, open, overdue]);
    expect(loads).toContainEqual(['handler', 1, expect.any(Number)]);
    expect(loads).not.toContainEqual(expect.arrayContaining(['agent']));
    const everyone = (await figures(officer)).people.map(({ name }) => name);
    expect(everyone).toEqual(expect.arrayContaining(['agent', 'handler', 'head']));
    await story.desk
      .get(UnitOfWork)
      .run((manager) => manager.query(`UPDATE case_file SET "listOrder" = ${NOW} WHERE id = '${file.id}'`));
    expect((await figures()).people[0]).toMatchObject({ name: 'handler', open: 1, overdue: 1 });
  });

  it('are for those who have a board', async () => {
    const asked = () => story.desk.get(BoardFiguresLookup).show(handler);
    expect((await refusal((async () => asked())())).kind).toBe('NOT_FOUND');
  });
});

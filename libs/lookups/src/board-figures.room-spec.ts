import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { CaseFile, ClockRow } from '@app/cases';
import type { StaffActor } from '@app/people';
import { days, minutes, newId, Reader, taipeiDate, taipeiMidnight, UnitOfWork } from '@app/platform';
import { DATABASES } from '../../../test/support/databases.js';
import { WEDNESDAY_MORNING as NOW } from '../../../test/support/desk.js';
import { refusal, Story } from '../../../test/support/story.js';
import { BoardFiguresLookup } from './board-figures.js';

const UNIT = 'demo.guidance';
const PARTNER = 'demo.finance-team';
/** The first moment of the 30 days before today. */
const FIRST = taipeiMidnight(taipeiDate(NOW)) - days(30);

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
  });
  beforeEach(() => story.desk.get(UnitOfWork).run((manager) => manager.deleteAll(ClockRow)));
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
    await clock({ state: 'ON_TIME', endedAt: FIRST });
    await clock({ state: 'LATE', endedAt: NOW });
    await clock({ standing: 'OVERDUE' });
    // their timers have not fired yet
    await clock({ standing: 'WARNING' });
    await clock({ standing: 'ON_TRACK' });
    await clock({ standing: 'WARNING', dueAt: story.desk.time.now() + minutes(1) }); // at this very moment
    await clock({ state: 'CANCELLED', endedAt: NOW }); // broken, then withdrawn
    await clock({ unitId: PARTNER, state: 'ON_TIME', endedAt: NOW });
    // neither
    await clock({ state: 'ON_TIME', endedAt: FIRST - 1 });
    await clock({ standing: 'WARNING', dueAt: NOW + days(1) });
    await clock({ state: 'CANCELLED', endedAt: NOW - days(2) });
    await clock({ state: 'CANCELLED', endedAt: NOW, subject: 'REFERRAL_CHAIN' });
    const all = [
      ['law.petition', PARTNER, 'PHONE', 1, 0, 0],
      ['law.petition', UNIT, 'PHONE', 2, 2, 4],
    ];
    expect((await sums()).toSorted()).toEqual(all);
    expect((await sums(officer)).toSorted()).toEqual(all);
    const partner = await story.staff(PARTNER, ['UNIT_HEAD']);
    expect(await sums(partner)).toEqual([all[0]]);
  });

  it('count a promise once for a reader who sees it as the owner and as who acts', async () => {
    const above = await story.staff('demo.head-office', ['UNIT_HEAD']);
    await clock({ unitId: 'demo.registry', commitmentId: 'law.co-handle', state: 'LATE', endedAt: NOW });
    const both = (await sums(above)).filter(([commitment]) => commitment === 'law.co-handle');
    expect(both).toEqual([['law.co-handle', 'demo.registry', 'PHONE', 0, 1, 0]]);
  });

  it('name the people of the own units with their open and overdue cases', async () => {
    const listOrder = story.desk.time.now();
    await story.desk
      .get(UnitOfWork)
      .run((manager) => manager.update(CaseFile, { id: file.id }, { listOrder }));
    const loads = (await figures()).people.map(({ name, open, overdue }) => [name, open, overdue]);
    expect(loads).toContainEqual(['handler', 1, 1]);
    expect(loads).not.toContainEqual(expect.arrayContaining(['agent']));
    const everyone = (await figures(officer)).people.map(({ name }) => name);
    expect(everyone).toEqual(expect.arrayContaining(['agent', 'handler', 'head']));
  });

  it('name first who has most overdue, then who has most in hand; closed cases are not in hand', async () => {
    const now = story.desk.time.now();
    const [idle, busy] = [
      await story.staff(UNIT, ['CASE_HANDLER'], 'a-idle'),
      await story.staff(UNIT, ['CASE_HANDLER'], 'z-busy'),
    ];
    const agent = await story.staff('demo.service-desk', ['FRONTLINE_AGENT']);
    const held = [
      file,
      ...(await Promise.all([1, 2, 3].map(() => story.open(agent)))).map((one) => one.file),
    ];
    await story.act(agent, held[3]!, 'withdraw', { reason: '不需要了' });
    await story.desk.get(UnitOfWork).run(async (manager) => {
      for (const [n, { id }] of held.entries()) {
        const handlerId = n === 0 ? handler.id : busy.id;
        await manager.update(
          CaseFile,
          { id },
          { handlerId, unitId: UNIT, listOrder: n === 0 ? now : now + days(9) },
        );
      }
    });
    const loads = (await figures()).people.map(({ id, open, overdue }) => [id, open, overdue]);
    expect(loads.slice(0, 3)).toEqual([
      [handler.id, 1, 1],
      [busy.id, 2, 0],
      [idle.id, 0, 0],
    ]);
  });

  it('are kept for a minute, for each scope; a failure is not', async () => {
    const lookup = story.desk.get(BoardFiguresLookup);
    const first = await figures();
    story.desk.time.forward(minutes(1) - 1);
    expect(await lookup.show(head)).toBe(first);
    expect((await lookup.show(officer)).people.map(({ name }) => name)).toContain('agent');
    story.desk.time.forward(1);
    const counting = jest.spyOn(story.desk.get(Reader), 'ask').mockRejectedValueOnce(new Error('away'));
    await expect(lookup.show(head)).rejects.toThrow('away');
    counting.mockRestore();
    expect((await lookup.show(head)).at).toBe(first.at + minutes(1));
  });

  it('are for those who have a board', async () => {
    const asked = () => story.desk.get(BoardFiguresLookup).show(handler);
    expect((await refusal((async () => asked())())).kind).toBe('NOT_FOUND');
  });
});

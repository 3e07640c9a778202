import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { CaseFile, ClockRow, type Standing } from '@app/cases';
import type { TakenIn } from '@app/intake';
import type { StaffActor } from '@app/people';
import { days, hours, minutes, newId, taipeiMidnight, UnitOfWork } from '@app/platform';
import { WEDNESDAY_MORNING } from '../../../test/support/desk.js';
import { Story } from '../../../test/support/story.js';
import { DATABASES } from '../../../test/support/databases.js';
import { Boards, type BoardRow } from './board.js';

const UNIT = 'demo.guidance';
const MIDNIGHT = taipeiMidnight('2026-08-19');

describe.each(DATABASES)('the rows of a board, on %s', (_name, postgres) => {
  let story: Story;
  let agent: StaffActor;
  let head: StaffActor;
  let taken: TakenIn;

  beforeAll(async () => {
    story = await Story.begin({ postgres });
    agent = await story.staff('demo.service-desk', ['FRONTLINE_AGENT']);
    head = await story.staff(UNIT, ['UNIT_HEAD']);
    taken = await story.open(agent);
  });
  afterAll(() => story.close());
  beforeEach(async () => {
    story.desk.time.set(WEDNESDAY_MORNING);
    await story.desk.get(UnitOfWork).run((manager) => manager.deleteAll(ClockRow));
  });

  const board = (actor = head) => story.desk.get(Boards).show(actor);
  const clocks = async (some: Partial<ClockRow>[]): Promise<string[]> => {
    const rows = some.map((one, index) => ({
      ...{
        id: newId(WEDNESDAY_MORNING),
        caseId: taken.file.id,
        organisationId: 'demo',
        unitId: UNIT,
        ownerUnitId: UNIT,
      },
      ...{
        commitmentId: 'law.petition',
        commitmentVersion: '1',
        calendarVersion: '1',
        dueDate: '2026-08-20',
      },
      ...{ subject: 'CASE' as const, subjectId: '', occurrence: index + 1, startedAt: MIDNIGHT - days(30) },
      ...{
        state: 'RUNNING' as const,
        standing: 'ON_TRACK' as Standing,
        endedAt: null,
        warnAt: null,
        generation: 1,
      },
      dueAt: WEDNESDAY_MORNING + days(1),
      ...one,
    }));
    await story.desk.get(UnitOfWork).run((manager) => manager.insert(ClockRow, rows));
    return rows.map(({ id }) => id);
  };
  const ids = (rows: BoardRow[]) => rows.map(({ clockId }) => clockId);
  const kept = (endedAt: number) => ({ state: 'ON_TIME' as const, standing: null, endedAt });

  it('are sorted: warnings and overdue by nearest due date, kept ones by latest end', async () => {
    const at = (hour: number, standing: Standing) => ({ standing, dueAt: WEDNESDAY_MORNING + hours(hour) });
    const [w3, w1, w2] = await clocks([3, 1, 2].map((hour) => at(hour, 'WARNING')));
    await clocks([{ occurrence: 7 }]);
    const [l3, l1, l2] = await clocks(
      [3, 1, 2].map((hour) => ({ ...at(-hour, 'OVERDUE'), occurrence: 10 + hour })),
    );
    const [k3, k1, k2] = await clocks(
      [3, 1, 2].map((hour) => ({ ...kept(WEDNESDAY_MORNING - hours(hour)), occurrence: 20 + hour })),
    );
    const { warning, overdue, kept: keptToday } = await board();
    expect(ids(warning.rows)).toEqual([w1, w2, w3]);
    expect(ids(overdue.rows)).toEqual([l3, l2, l1]);
    expect(ids(keptToday.rows)).toEqual([k1, k2, k3]);
    expect([warning, overdue, keptToday].map(({ rows: [row] }) => row!.state)).toEqual([
      'WARNING',
      'OVERDUE',
      'ON_TIME',
    ]);
  });

  it.each(['WARNING', 'OVERDUE'] as const)('are at most 50 of %s: the nearest due', async (standing) => {
    const sign = standing === 'WARNING' ? 1 : -1;
    const made = await clocks(
      Array.from({ length: 51 }, (_, n) => ({ standing, dueAt: WEDNESDAY_MORNING + sign * minutes(n + 1) })),
    );
    const { warning, overdue } = await board();
    const inOrder = standing === 'WARNING' ? made : made.toReversed();
    expect(ids([...warning.rows, ...overdue.rows])).toEqual(inOrder.slice(0, 50));
  });

  it('of kept promises are only those of today, from midnight in Taipei on', async () => {
    const [yesterday, first, now, late] = await clocks([
      kept(MIDNIGHT - 1),
      kept(MIDNIGHT),
      kept(WEDNESDAY_MORNING),
      { ...kept(WEDNESDAY_MORNING), state: 'LATE' },
    ]);
    expect(ids((await board()).kept.rows)).toEqual([now, first]);
    expect([yesterday, late]).not.toContain(now);
    story.desk.time.set(MIDNIGHT + days(1));
    expect((await board()).kept.rows).toEqual([]);
  });

  it('give the time left or overdue; null for kept ones', async () => {
    const day = { dueDate: '2026-08-20', dueAt: taipeiMidnight('2026-08-21') };
    await clocks([
      { standing: 'WARNING', ...day },
      { standing: 'OVERDUE', dueDate: '2026-08-17', dueAt: taipeiMidnight('2026-08-18') },
      kept(WEDNESDAY_MORNING),
    ]);
    const { warning, overdue, kept: keptToday } = await board();
    expect(warning.rows[0]!.left).toMatchObject({ late: false, calendarDays: 1 });
    expect(overdue.rows[0]!.left).toMatchObject({ late: true, calendarDays: 2 });
    expect(keptToday.rows[0]!.left).toBeNull();
  });

  it('are overdue, not warnings, at the exact due instant', async () => {
    const [clock] = await clocks([{ standing: 'WARNING', dueAt: WEDNESDAY_MORNING + 1 }]);
    expect(ids((await board()).warning.rows)).toEqual([clock]);
    story.desk.time.forward(1);
    expect(ids((await board()).warning.rows)).toEqual([]);
  });

  it('are those of the own cases and of cases of others in which the own unit must act, each once', async () => {
    const standing = 'OVERDUE' as const;
    const [own, forUs, forOthers] = await clocks([
      { standing, dueAt: 3 },
      { standing, dueAt: 2, ownerUnitId: 'demo.registry' },
      { standing, dueAt: 1, unitId: 'demo.finance-team' },
      { standing, dueAt: 0, ownerUnitId: 'demo.registry', unitId: 'demo.finance-team' },
    ]);
    expect(ids((await board()).overdue.rows)).toEqual([forOthers, forUs, own]);
  });

  it('link a partner to its own newest referral of the case, not to another unit’s', async () => {
    const partner = await story.staff('demo.finance-team', ['UNIT_HEAD']);
    const other = await story.staff('demo.startup-team', ['UNIT_HEAD']);
    const { file } = await story.open(agent);
    const first = await story.refer(agent, file, 'demo.finance-team');
    await story.referralAct(partner, first, 'return', { reason: '非本團隊' });
    const second = await story.refer(agent, file, 'demo.startup-team');
    await story.pass(days(3));
    const shown = (await board(other)).overdue.rows.filter(({ caseId }) => caseId === file.id);
    expect(shown.map(({ referralId, subject, caseNumber }) => [referralId, subject, caseNumber])).toEqual([
      [second, null, file.caseNumber],
    ]);
    expect((await board(partner)).overdue.rows.filter(({ caseId }) => caseId === file.id)).toEqual([]);
    const owner = (await board()).overdue.rows.filter(({ unitId }) => unitId === 'demo.startup-team');
    expect(owner[0]).toMatchObject({ referralId: null, subject: file.subject });
  });

  it('show the subject to a unit that is asked for its opinion, and no more once it has answered', async () => {
    const asked = { subject: 'CO_HANDLING' as const, subjectId: 'x', ownerUnitId: 'demo.registry' };
    const [open] = await clocks([{ ...asked, standing: 'OVERDUE', dueAt: 1 }]);
    const [given] = await clocks([{ ...asked, ...kept(WEDNESDAY_MORNING), occurrence: 2 }]);
    await story.desk
      .get(UnitOfWork)
      .run((manager) => manager.update(CaseFile, { id: taken.file.id }, { unitId: 'demo.registry' }));
    const { overdue, kept: keptToday } = await board();
    const shown = [...overdue.rows, ...keptToday.rows].map(({ clockId, subject }) => [clockId, subject]);
    await story.desk
      .get(UnitOfWork)
      .run((manager) => manager.update(CaseFile, { id: taken.file.id }, { unitId: taken.file.unitId }));
    expect(shown).toEqual([
      [open, taken.file.subject],
      [given, null],
    ]);
  });

  it('name the position of the newest event, and the time', async () => {
    const before = await board();
    await story.open(agent);
    const after = await board();
    expect(after.cursor).toBeGreaterThan(before.cursor);
    expect(after.at).toBe(story.desk.time.now());
  });
});

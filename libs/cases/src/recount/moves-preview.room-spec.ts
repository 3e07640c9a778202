import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Catalogue } from '@app/catalogue';
import type { StaffActor } from '@app/people';
import { minutes, newId, Reader, UnitOfWork } from '@app/platform';
import { Not } from 'typeorm';
import { DATABASES } from '../../../../test/support/databases.js';
import { refusal, Story } from '../../../../test/support/story.js';
import { CalendarDays, CaseFile, ClockRow, EarlierDates } from '../index.js';
import { MovesPreviews } from './moves-preview.js';

const DAY = { date: '2026-08-20', kind: 'CLOSURE', remark: '颱風' } as const;
const CASES = 60;

describe.each(DATABASES)('what a declared day would move, on %s', (_name, postgres) => {
  let story: Story;
  let officer: StaffActor;
  let planner: StaffActor;
  const numbers: string[] = [];

  beforeAll(async () => {
    story = await Story.begin({ postgres });
    officer = await story.staff('demo.planning', ['CONTROL_OFFICER']);
    planner = await story.staff('sme.planning', ['CONTROL_OFFICER']);
    const agent = await story.staff('demo.service-desk', ['FRONTLINE_AGENT']);
    const other = await story.staff('sme.instant-service-centre', ['FRONTLINE_AGENT']);
    const { file } = await story.open(agent);
    await story.act(agent, file, 'withdraw', { reason: '不用了' });
    for (let n = 0; n < CASES; n++) {
      numbers.push((await story.open(agent)).file.caseNumber);
      await story.open(other, { service: 'sme.startup-consultation' });
    }
    await story.pass(minutes(1));
  }, 60_000);
  afterAll(() => story.close());

  const days = () => story.desk.get(CalendarDays);
  const due = async () => {
    const rows = await story.desk.get(Reader).repository(ClockRow).findBy({ state: 'RUNNING' });
    return rows.map(({ id, dueDate }) => `${id} ${dueDate}`).toSorted();
  };

  it('is counted and listed before it is declared, and nothing changes', async () => {
    const before = await story.everything();
    const moves = await days().previewDeclare(officer, DAY);
    expect(await story.everything()).toEqual(before);
    expect(moves).toMatchObject({ cases: CASES, more: false });
    expect(moves.first).toHaveLength(50);
    expect(moves.first[0]).toMatchObject({
      ...{ commitment: 'house.first-step', before: '2026-08-20', after: '2026-08-21', waits: false },
    });
    expect(numbers).toContain(moves.first[0]!.caseNumber);
  });

  it('has a case whose only promise is due on that day', async () => {
    const reader = story.desk.get(Reader);
    const [file] = await reader.find(CaseFile, 'WHERE "caseNumber" = $1', [numbers[0]!]);
    const others = { caseId: file!.id, commitmentId: Not('house.first-step') };
    const rows = await reader.repository(ClockRow).findBy(others);
    await story.desk.get(UnitOfWork).run((manager) => manager.delete(ClockRow, others));
    const after = await days().previewDeclare(officer, DAY);
    expect([rows.length > 0, after.cases]).toEqual([true, CASES]);
    await story.desk.get(UnitOfWork).run((manager) => manager.insert(ClockRow, rows));
  });

  it('is counted for 2,000 cases, and says that there are more', async () => {
    const reader = story.desk.get(Reader);
    const [real] = await reader.find(CaseFile, 'WHERE "caseNumber" = $1', [numbers[0]!]);
    const others = Array.from({ length: 2_000 }, () => newId(story.desk.time.now()));
    const preview = (ids: string[]) => {
      const found = {
        ask: () => Promise.resolve(ids.map((caseId) => ({ caseId }))),
        repository: reader.repository.bind(reader),
      } as unknown as Reader;
      const day = { ...DAY, organisation: 'demo' };
      return new MovesPreviews(found, story.desk.get(Catalogue)).of('demo', day, day);
    };
    expect(await preview([...others.slice(1), real!.id])).toMatchObject({ cases: 1, more: false });
    expect(await preview([...others, real!.id])).toMatchObject({ cases: 0, more: true });
  });

  it('is what moves once it is declared; withdrawing it would make these dates earlier, each waiting', async () => {
    // in the other agency, so that the days of the first stay as the other tests expect them
    const before = await due();
    const foreseen = await days().previewDeclare(planner, DAY);
    await days().declare(planner, DAY);
    for (let n = 0; n < 5; n++) await story.pass(minutes(1));
    const after = await due();
    expect(after.filter((one) => !before.includes(one))).toHaveLength(foreseen.dates);

    const back = await days().previewWithdraw(planner, { date: DAY.date });
    expect(back).toMatchObject({ cases: CASES, dates: foreseen.dates });
    expect(back.first[0]).toMatchObject({ before: '2026-08-21', after: '2026-08-20', waits: true });
    expect(await due()).toEqual(after);
    await days().withdraw(planner, { date: DAY.date });
    for (let n = 0; n < 5; n++) await story.pass(minutes(1));
    expect(await story.desk.get(EarlierDates).list(planner)).toHaveLength(back.dates);
  });

  it('is refused as the day itself would be', async () => {
    const wrong = await refusal(days().previewDeclare(officer, { ...DAY, date: '2035-01-01' }));
    expect(wrong.detail.fields).toMatchObject([{ field: 'date', code: 'outside-calendar' }]);
    expect((await refusal(days().previewWithdraw(officer, { date: '2026-08-25' }))).kind).toBe('NOT_FOUND');
    const handler = await story.staff('demo.guidance', ['CASE_HANDLER']);
    expect((await refusal(days().previewDeclare(handler, DAY))).kind).toBe('NOT_FOUND');
    expect((await refusal(days().previewWithdraw(handler, { date: DAY.date }))).kind).toBe('NOT_FOUND');
  });
});

import { CaseFile, ClockRow } from '@app/cases';
import type { StaffActor } from '@app/people';
import { days, Reader } from '@app/platform';
import { Survey } from '@app/satisfaction';
import { Timer } from '@app/sla/timers';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DATABASES } from '../../support/databases.js';
import { Story } from '../../support/story.js';

describe.each(DATABASES)('a case that is reopened, answered and closed again, on %s', (_name, postgres) => {
  let story: Story;
  let owner: StaffActor;
  let id: string;

  beforeAll(async () => {
    story = await Story.begin({ postgres });
    owner = await story.staff('demo.guidance', ['FRONTLINE_AGENT', 'CASE_HANDLER', 'UNIT_HEAD']);
  });
  afterAll(() => story.close());

  const now = () => story.desk.time.now();
  const row = () => story.desk.get(Reader).repository(CaseFile).findOneByOrFail({ id });
  const times = async () => {
    const { status, open, acceptedAt, repliedAt, closedAt } = await row();
    return { status, open, acceptedAt, repliedAt, closedAt };
  };
  /** The armed timers of the case: kind and instant. */
  const armed = async () => {
    const timers = await story.desk.get(Reader).repository(Timer).findBy({ subjectId: id, state: 'ARMED' });
    return timers.map(({ kind, dueAt }) => [kind, dueAt]);
  };
  const clocks = async (commitmentId: string) => {
    const where = { caseId: id, commitmentId };
    const rows = await story.desk
      .get(Reader)
      .repository(ClockRow)
      .find({ where, order: { occurrence: 'ASC' } });
    return rows.map(({ state, startedAt, endedAt }) => ({ state, startedAt, endedAt }));
  };
  const surveys = async () => {
    const where = { caseId: id };
    const rows = await story.desk
      .get(Reader)
      .repository(Survey)
      .find({ where, order: { plannedAt: 'ASC' } });
    return rows.map(({ state }) => state);
  };

  it('has the times, timers, clocks and questionnaires of the second round', async () => {
    const { file } = await story.open(owner);
    ({ id } = file);
    const taken = now();
    expect(await armed()).toEqual([]);

    await story.act(owner, file, 'reply', { text: '第一次答復' });
    const first = now();
    const asBefore = { open: true, acceptedAt: taken, closedAt: null };
    expect(await times()).toEqual({ status: 'REPLIED', ...asBefore, repliedAt: first });
    expect(await armed()).toEqual([['case.closes', first + days(7)]]);
    const petition = { state: 'ON_TIME', startedAt: taken, endedAt: first };
    expect(await clocks('law.petition')).toEqual([petition]);
    expect(await clocks('house.wrap-up')).toEqual([{ state: 'RUNNING', startedAt: first, endedAt: null }]);

    await story.act(owner, file, 'close');
    const closed = now();
    const over = { status: 'CLOSED', open: false, acceptedAt: taken, repliedAt: first, closedAt: closed };
    expect(await times()).toEqual(over);
    expect(await armed()).toEqual([]);
    expect(await surveys()).toEqual(['PLANNED']);

    await story.act({ kind: 'citizen', caseId: id }, file, 'reopen', { reason: '尚未解決' });
    const reopened = now();
    expect(await times()).toEqual({ ...over, status: 'IN_PROGRESS', open: true, closedAt: null });
    expect(await armed()).toEqual([]);
    expect(await surveys()).toEqual(['CANCELLED']);
    const again = { state: 'RUNNING', startedAt: reopened, endedAt: null };
    expect(await clocks('law.petition')).toEqual([petition, again]);

    await story.act(owner, file, 'reply', { text: '第二次答復' });
    const second = now();
    expect(await times()).toEqual({ status: 'REPLIED', ...asBefore, repliedAt: second });
    expect(await armed()).toEqual([['case.closes', second + days(7)]]);
    const kept = { ...again, state: 'ON_TIME', endedAt: second };
    expect(await clocks('law.petition')).toEqual([petition, kept]);
    expect(await clocks('house.wrap-up')).toEqual([
      { state: 'ON_TIME', startedAt: first, endedAt: closed },
      { state: 'RUNNING', startedAt: second, endedAt: null },
    ]);

    story.desk.time.set(second + days(7));
    await story.pass(0);
    expect(await times()).toEqual({ ...over, repliedAt: second, closedAt: second + days(7) });
    expect(await surveys()).toEqual(['CANCELLED', 'PLANNED']);
    await story.pass(days(1));
    expect(await surveys()).toEqual(['CANCELLED', 'SENT']);
    expect(await story.events({ id })).toEqual([
      ...['RECEIVED', 'ACCEPTED', 'REPLIED', 'CLOSED', 'REOPENED', 'REPLIED', 'CLOSED', 'SURVEY_SENT'],
    ]);
    const told = await story.notices({ id });
    for (const kind of ['replied', 'case-closed']) expect(told.filter((one) => one === kind)).toHaveLength(2);
    expect(told.filter((one) => one === 'reopened')).toHaveLength(1);
  });

  it('is accepted once: neither a later assignment nor a reopening changes the instant', async () => {
    const { file } = await story.open(owner, { service: 'demo.application', channel: 'COUNTER' });
    ({ id } = file);
    expect((await times()).acceptedAt).toBeNull();
    await story.act(owner, file, 'assign', { unit: 'demo.guidance' });
    const accepted = now();
    expect((await times()).acceptedAt).toBe(accepted);
    await story.act(owner, file, 'assign', { unit: 'demo.city-services' });
    await story.act(owner, file, 'assign', { unit: 'demo.guidance' });
    await story.act(owner, file, 'reply', { text: '答復' });
    await story.act(owner, file, 'reopen', { reason: '仍有疑義' });
    expect((await times()).acceptedAt).toBe(accepted);
  });

  it('keeps the instants of acceptance and closing after a note', async () => {
    const { file } = await story.open(owner, { service: 'demo.application', channel: 'COUNTER' });
    ({ id } = file);
    const note = () => story.act(owner, file, 'note', { text: '已電話說明' });
    await note();
    expect((await times()).acceptedAt).toBeNull();
    await story.act(owner, file, 'accept');
    const accepted = now();
    await story.act(owner, file, 'reply', { text: '答復' });
    await story.act(owner, file, 'close');
    const closed = now();
    await note();
    expect(await times()).toMatchObject({ acceptedAt: accepted, closedAt: closed });
  });
});

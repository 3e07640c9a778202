import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { days, hours, Reader, UnitOfWork } from '@app/platform';
import type { StaffActor } from '@app/people';
import { Timer, TimerBook } from '@app/sla/timers';
import { Story } from '../../../test/support/story.js';
import { DATABASES } from '../../../test/support/databases.js';
import { Survey } from './index.js';
import { MAILBOX, surveysOf } from '../../../test/support/surveys.js';

jest.setTimeout(60_000);

/** A timer may fire again, after a restored backup or by hand: its effect must not be repeated. */
describe.each(DATABASES)('a timer of a questionnaire that fires again, on %s', (_name, postgres) => {
  let story: Story;
  let owner: StaffActor;
  beforeAll(async () => {
    story = await Story.begin({ postgres });
    owner = await story.staff('demo.head-office', ['CASE_HANDLER', 'FRONTLINE_AGENT']);
  }, 60_000);
  afterAll(() => story.close());

  async function survey(state: Survey['state']): Promise<Survey> {
    const { file } = await story.open(owner, { service: MAILBOX });
    await story.act(owner, file, 'accept');
    await story.act(owner, file, 'reply', { text: '答復' });
    await story.pass(0);
    const [sent] = await surveysOf(story, file);
    await story.desk.get(UnitOfWork).run((manager) => manager.update(Survey, { id: sent!.id }, { state }));
    return (await surveysOf(story, file))[0]!;
  }
  const without = async (table: string) => {
    const { [table]: _gone, ...rest } = await story.everything();
    return rest;
  };

  it.each([
    ['survey.goes-out', 'SENT'],
    ['survey.goes-out', 'ANSWERED'],
    ['survey.goes-out', 'CANCELLED'],
    ['survey.goes-out', 'EXPIRED'],
    ['survey.expires', 'ANSWERED'],
    ['survey.expires', 'EXPIRED'],
    ['survey.expires', 'CANCELLED'],
  ] as const)('%s changes nothing of one that is %s', async (kind, state) => {
    const { id, caseId } = await survey(state);
    const dueAt = story.desk.time.now();
    await story.desk.get(TimerBook).arm([{ kind, caseId, subjectId: id, occurrence: 'again', dueAt }]);
    const before = await without('timer');
    await story.pass(0);
    expect(await without('timer')).toEqual(before);
    const timers = await story.desk
      .get(Reader)
      .repository(Timer)
      .findBy({ subjectId: id, occurrence: 'again' });
    expect(timers.map((timer) => timer.state)).toEqual(['FIRED']);
  });

  it('records how late it fired, and nothing when it fired in time', async () => {
    const { file } = await story.open(owner, { service: MAILBOX });
    await story.act(owner, file, 'accept');
    await story.act(owner, file, 'reply', { text: '答復' });
    const dueAt = story.desk.time.now();
    await story.pass(hours(5));
    const facts = async (type: string) => {
      const sql = 'SELECT facts FROM history_event WHERE "caseId" = $1 AND type = $2';
      const row = await story.desk.get(Reader).row<{ facts: string | object }>(sql, [file.id, type]);
      return typeof row!.facts === 'string' ? JSON.parse(row!.facts) : row!.facts;
    };
    expect(await facts('SURVEY_SENT')).toMatchObject({ lateMs: hours(5), trueDueAt: dueAt });
    await story.pass(days(7));
    const { surveyId } = await facts('SURVEY_SENT');
    expect(await facts('SURVEY_EXPIRED')).toEqual({ surveyId });
  });
});

import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { CaseFile, CaseKey, CaseReader, place, Seals } from '@app/cases';
import type { StaffActor } from '@app/people';
import { days, Reader, UnitOfWork, unseal } from '@app/platform';
import { Timer } from '@app/sla/timers';
import { WEDNESDAY_MORNING } from '../../../test/support/desk.js';
import { refusal, Story } from '../../../test/support/story.js';
import { DATABASES } from '../../../test/support/databases.js';
import { Survey, Surveys } from './index.js';
import { MAILBOX, rate, surveysOf, tokenOf } from '../../../test/support/surveys.js';

jest.setTimeout(60_000);

/** Written by hand: 1 非常不滿意, 2 不滿意 require a further explanation; 3 普通, 4 滿意, 5 非常滿意 do not. */
const DISSATISFIED: readonly [number, boolean][] = [
  [1, true],
  [2, true],
  [3, false],
  [4, false],
  [5, false],
];

describe.each(DATABASES)('an answered questionnaire, on %s', (_name, postgres) => {
  let story: Story;
  let owner: StaffActor;
  beforeAll(async () => {
    story = await Story.begin({ postgres });
    owner = await story.staff('demo.head-office', ['CASE_HANDLER', 'UNIT_HEAD', 'FRONTLINE_AGENT']);
  }, 60_000);
  beforeEach(() => story.desk.time.set(WEDNESDAY_MORNING));
  afterAll(() => story.close());

  async function asked(): Promise<{ file: CaseFile; survey: Survey }> {
    const { file } = await story.open(owner, { service: MAILBOX });
    await story.act(owner, file, 'accept');
    await story.act(owner, file, 'reply', { text: '答復' });
    await story.pass(0);
    return { file, survey: (await surveysOf(story, file))[0]! };
  }
  const row = (id: string) => story.desk.get(Reader).repository(Survey).findOneByOrFail({ id });
  const find = (survey: Survey) => story.desk.get(Surveys).find(tokenOf(story, survey));
  const happened = async (file: CaseFile) =>
    (await story.desk.get(CaseReader).events(file.id)).filter(({ facts }) => facts.score !== undefined);

  it.each(DISSATISFIED)('with score %d: dissatisfied %s', async (score, dissatisfied) => {
    const { file, survey } = await asked();
    story.desk.time.forward(1_000);
    const answered = await rate(story, survey, score);
    const at = story.desk.time.now();
    expect(await row(survey.id)).toEqual(answered);
    expect(answered).toMatchObject({ state: 'ANSWERED', score, answeredAt: at, comment: null });
    const facts = { surveyId: survey.id, score };
    const event = { at, actorKind: 'citizen', facts };
    const types = dissatisfied ? ['SURVEY_ANSWERED', 'DISSATISFIED'] : ['SURVEY_ANSWERED'];
    expect(await happened(file)).toMatchObject(types.map((type) => ({ ...event, type })));
  });

  it.each([0, 6, -1, 1.5, 'x', '', null, undefined, {}, []])(
    'refuses %j as a score, and changes nothing',
    async (score) => {
      const { survey } = await asked();
      const before = await story.everything();
      expect(await refusal(rate(story, survey, score))).toMatchObject({
        ...{ kind: 'INVALID', detail: { fields: [{ field: 'score' }] } },
      });
      expect(await story.everything()).toEqual(before);
    },
  );

  it('accepts a score as a string, as the form sends it', async () => {
    const { survey } = await asked();
    expect(await rate(story, survey, '4')).toMatchObject({ score: 4 });
  });

  it('seals the comment under the key of the case; an empty text is null', async () => {
    const { file, survey } = await asked();
    const words = '回覆太慢'.repeat(500);
    await rate(story, survey, 3, words);
    const { comment } = await row(survey.id);
    expect(comment).not.toContain('回覆太慢');
    const key = await story.desk.get(Reader).repository(CaseKey).findOneByOrFail({ caseId: file.id });
    expect(unseal(story.desk.get(Seals).unwrap(key), place('survey.comment', survey.id), comment!)).toBe(
      words,
    );
    expect(JSON.stringify(await story.everything())).not.toContain('回覆太慢');
    const other = await asked();
    expect(await rate(story, other.survey, 3, '')).toMatchObject({ comment: null });
  });

  it('refuses a comment that is too long, with its field, and stores nothing', async () => {
    const { survey } = await asked();
    const before = await story.everything();
    const problem = await refusal(rate(story, survey, 3, '字'.repeat(2_001)));
    expect(problem).toMatchObject({ kind: 'INVALID', detail: { fields: [{ field: 'comment' }] } });
    expect(await story.everything()).toEqual(before);
  });

  it('can be answered once: a second answer is refused and the first kept', async () => {
    const { file, survey } = await asked();
    await rate(story, survey, 5);
    const before = await story.everything();
    expect(await refusal(rate(story, survey, 1))).toMatchObject({
      kind: 'NOT_ALLOWED',
      code: 'survey-answered',
    });
    expect(await story.everything()).toEqual(before);
    expect(await happened(file)).toHaveLength(1);
    expect(await find(survey)).toMatchObject({ state: 'ANSWERED', score: 5 });
  });

  it('can be answered once by a hundred at once', async () => {
    const { file, survey } = await asked();
    const all = Array.from({ length: 100 }, (_, n) => rate(story, survey, 1 + (n % 5)));
    const outcomes = await Promise.allSettled(all);
    const done = outcomes.filter((one) => one.status === 'fulfilled').map(({ value }) => value.score);
    expect(done).toEqual([(await row(survey.id)).score]);
    expect((await happened(file)).filter(({ type }) => type === 'SURVEY_ANSWERED')).toHaveLength(1);
    const refused = outcomes.filter((one) => one.status === 'rejected').map(({ reason }) => reason.code);
    expect(new Set(refused)).toEqual(new Set(['survey-answered']));
  });

  it('does not expire any more, and its timer is cancelled', async () => {
    const { file, survey } = await asked();
    await rate(story, survey, 4);
    const timers = await story.desk.get(Reader).repository(Timer).findBy({ subjectId: survey.id });
    const states = timers.map(({ kind, state }) => `${kind} ${state}`).toSorted();
    expect(states).toEqual(['survey.expires CANCELLED', 'survey.goes-out FIRED']);
    await story.pass(days(8));
    expect(await row(survey.id)).toMatchObject({ state: 'ANSWERED', score: 4 });
    expect(await story.events(file)).not.toContain('SURVEY_EXPIRED');
  });

  it('is not changed by opening its page', async () => {
    const { survey } = await asked();
    const before = await story.everything();
    expect(await find(survey)).toMatchObject({ id: survey.id, state: 'SENT' });
    expect(await story.everything()).toEqual(before);
  });

  it('is not found from the millisecond it expires, also without a worker, answered or not', async () => {
    const [open, answered] = [await asked(), await asked()];
    await rate(story, answered.survey, 4);
    const expiresAt = open.survey.expiresAt!;
    story.desk.time.set(expiresAt - 1);
    await find(open.survey);
    await find(answered.survey);
    story.desk.time.set(expiresAt);
    const before = await story.everything();
    expect(await refusal(rate(story, open.survey, 1))).toMatchObject({ kind: 'NOT_FOUND' });
    expect(await refusal(find(open.survey))).toMatchObject({ kind: 'NOT_FOUND' });
    story.desk.time.set(answered.survey.expiresAt!);
    expect(await refusal(find(answered.survey))).toMatchObject({ kind: 'NOT_FOUND' });
    expect(await refusal(rate(story, answered.survey, 4))).toMatchObject({ kind: 'NOT_FOUND' });
    expect(await story.everything()).toEqual(before);
    const late = await asked();
    story.desk.time.set(late.survey.expiresAt! - 1);
    expect(await rate(story, late.survey, 2)).toMatchObject({ score: 2 });
  });

  it.each(['PLANNED', 'EXPIRED', 'CANCELLED'] as const)('is not found when %s', async (state) => {
    const { survey } = await asked();
    await story.desk.get(UnitOfWork).run((manager) => manager.update(Survey, { id: survey.id }, { state }));
    const before = await story.everything();
    expect(await refusal(rate(story, survey, 3))).toMatchObject({ kind: 'NOT_FOUND' });
    expect(await refusal(find(survey))).toMatchObject({ kind: 'NOT_FOUND' });
    expect(await story.everything()).toEqual(before);
  });

  it('is not found by an unknown token, by its id, or by the stored hash', async () => {
    const { survey } = await asked();
    for (const token of ['', 'x', survey.id, survey.tokenHash])
      expect(await refusal(story.desk.get(Surveys).answer(token, { score: 3 }))).toMatchObject({
        kind: 'NOT_FOUND',
      });
    const stored = JSON.stringify(await story.everything());
    expect(stored).not.toContain(tokenOf(story, survey));
  });

  it('of an erased case is not found, with or without a comment, and nothing is stored', async () => {
    const { file, survey } = await asked();
    await story.desk.get(UnitOfWork).run(async (manager) => {
      await manager.delete(CaseKey, { caseId: file.id });
      await manager.update(CaseFile, { id: file.id }, { erasedAt: 1 });
    });
    const before = await story.everything();
    for (const comment of ['文字', undefined])
      expect(await refusal(rate(story, survey, 1, comment))).toMatchObject({ kind: 'NOT_FOUND' });
    expect(await story.everything()).toEqual(before);
  });
});

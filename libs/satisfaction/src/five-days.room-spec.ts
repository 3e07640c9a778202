import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { ClockRow, type CaseFile } from '@app/cases';
import { Catalogue } from '@app/catalogue';
import type { StaffActor } from '@app/people';
import { hours, Reader } from '@app/platform';
import { WEDNESDAY_MORNING } from '../../../test/support/desk.js';
import { Story } from '../../../test/support/story.js';
import { DATABASES } from '../../../test/support/databases.js';
import { CALL, MAILBOX, rate, surveysOf } from '../../../test/support/surveys.js';

jest.setTimeout(60_000);

const PROMISE = 'demo.dissatisfied-followup';
const DUE = '2026-08-26';

/** 不滿意案件於 5 日內再次補充說明: from a poor rating until a further answer. */
describe.each(DATABASES)('the five days after a poor rating, on %s', (_name, postgres) => {
  let story: Story;
  let owner: StaffActor;
  beforeAll(async () => {
    story = await Story.begin({ postgres });
    owner = await story.staff('demo.head-office', ['CASE_HANDLER', 'UNIT_HEAD', 'FRONTLINE_AGENT']);
  }, 60_000);
  beforeEach(() => story.desk.time.set(WEDNESDAY_MORNING));
  afterAll(() => story.close());

  async function answered(service = MAILBOX): Promise<CaseFile> {
    const { file } = await story.open(owner, { service });
    if (file.status === 'RECEIVED') await story.act(owner, file, 'accept');
    await story.act(owner, file, 'reply', { text: '答復' });
    await story.pass(0);
    return file;
  }
  async function rated(score: number, file?: CaseFile): Promise<CaseFile> {
    const it = file ?? (await answered());
    await rate(story, (await surveysOf(story, it)).at(-1)!, score);
    return it;
  }
  const clocks = async ({ id }: CaseFile) =>
    (await story.desk.get(Reader).repository(ClockRow).findBy({ caseId: id, commitmentId: PROMISE }))
      .toSorted((a, b) => a.occurrence - b.occurrence)
      .map(({ state, dueDate }) => `${state} ${dueDate}`);
  const act = (file: CaseFile, name: Parameters<Story['act']>[2], input: object = { text: '補充' }) =>
    story.act(owner, file, name, input);

  it.each([1, 2])('begin with score %d and end on the fifth working day', async (score) => {
    expect(await clocks(await rated(score))).toEqual([`RUNNING ${DUE}`]);
  });

  it.each([3, 4, 5])('do not begin with %d', async (score) => {
    expect(await clocks(await rated(score))).toEqual([]);
  });

  it.each(['supplementary-reply', 'reply'] as const)('end with a %s', async (name) => {
    const file = await rated(2);
    await act(file, name);
    expect(await clocks(file)).toEqual([`ON_TIME ${DUE}`]);
  });

  it.each([
    ['note', { text: '備註' }],
    ['message', { text: '留言' }],
    ['close', {}],
  ] as const)('do not end with a %s', async (name, input) => {
    const file = await rated(1);
    await act(file, name, input);
    expect(await clocks(file)).toEqual([`RUNNING ${DUE}`]);
  });

  it('are kept also by a further explanation after the closing', async () => {
    const file = await rated(1);
    await act(file, 'close', {});
    await act(file, 'supplementary-reply');
    expect(await clocks(file)).toEqual([`ON_TIME ${DUE}`]);
    expect((await story.events(file)).slice(-2)).toEqual(['CLOSED', 'SUPPLEMENTARY_REPLIED']);
  });

  it('are kept until midnight of the last day, and broken from then on', async () => {
    const [inTime, late] = [await rated(2), await rated(2)];
    story.desk.time.set(Date.parse(`${DUE}T23:58:59+08:00`));
    await act(inTime, 'supplementary-reply');
    await story.pass(hours(1));
    expect(await story.events(late)).toContain('OVERDUE');
    await act(late, 'supplementary-reply');
    expect([await clocks(inTime), await clocks(late)]).toEqual([[`ON_TIME ${DUE}`], [`LATE ${DUE}`]]);
    const ofPromise = async (file: CaseFile) =>
      (await story.events(file)).filter((type) => type === 'OVERDUE');
    expect(await ofPromise(inTime)).toEqual([]);
  });

  it('end without a verdict when she withdraws or the case is merged', async () => {
    const { caseNumber: into } = (await story.open(owner)).file;
    for (const [name, input] of [
      ['withdraw', { reason: '不用了' }],
      ['merge', { into }],
    ] as const) {
      const file = await rated(1);
      await act(file, name, input);
      expect([name, await clocks(file)]).toEqual([name, [`CANCELLED ${DUE}`]]);
    }
  });

  it('begin again with a second poor rating of a second reply', async () => {
    const file = await rated(2);
    await act(file, 'supplementary-reply');
    await act(file, 'reply');
    await story.pass(0);
    await rated(1, file);
    expect(await clocks(file)).toEqual([`ON_TIME ${DUE}`, `RUNNING ${DUE}`]);
  });

  it('begin, for a service that asks after the closing, with its questionnaire', async () => {
    const file = await answered(CALL);
    await act(file, 'close', {});
    await story.pass(hours(24));
    await rated(1, file);
    expect(await clocks(file)).toEqual(['RUNNING 2026-08-27']);
  });

  it('are promised by the head’s mailbox of the Industrial Development Administration, and by none of the others', () => {
    const promised = story.desk
      .get(Catalogue)
      .services()
      .filter(({ organisation }) => organisation !== 'demo')
      .filter((service) =>
        story.desk
          .get(Catalogue)
          .clocksOf(service)
          .some(({ rule }) => rule.startOn.includes('DISSATISFIED')),
      );
    expect(promised.map(({ id }) => id)).toEqual(['ida.head-mailbox']);
  });
});
